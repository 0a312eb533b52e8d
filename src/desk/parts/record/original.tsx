/** An original, drawn only when asked for: kind and source are named first, it is hidden again on leaving, grey on request. */
import { type ReactNode, useEffect, useState } from 'react';
import { EVIDENCE_PATHS, type EvidenceItemJson } from '../../../contract/areas/record.ts';
import { useReading } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';

const IMAGES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];
type Form = 'image' | 'video' | 'audio' | 'text' | 'file';

function formOf(mime: string | null): Form {
  if (mime === null) return 'file';
  if (IMAGES.includes(mime)) return 'image';
  if (/^video\/(mp4|webm|ogg)$/.test(mime)) return 'video';
  if (/^audio\/(mpeg|mp4|ogg|wav|webm|aac|flac)$/.test(mime)) return 'audio';
  return mime === 'text/plain' ? 'text' : 'file';
}

/** Longer texts are saved, not drawn. */
const MOST_TEXT = 1_000_000;

function TextOriginal(props: { readonly address: string }): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    fetch(props.address, { signal: stop.signal, cache: 'no-store' })
      .then(async (answer) => (answer.ok ? setText((await answer.text()).slice(0, MOST_TEXT)) : setFailed(true)))
      .catch(() => setFailed(!stop.signal.aborted));
    return () => stop.abort();
  }, [props.address]);
  if (failed) return <p className="warn">{t('original.failed')}</p>;
  return (
    <pre className="original-text" dir="auto" lang="und" tabIndex={0}>
      {text ?? t('state.loading')}
    </pre>
  );
}

export function Original(props: { readonly item: EvidenceItemJson; readonly kindLabel: string }): ReactNode {
  const { t } = useWords();
  const { space } = useReading();
  const [shown, setShown] = useState(false);
  const [grey, setGrey] = useState(false);
  const [failed, setFailed] = useState(false);
  const { item, kindLabel } = props;
  const form = formOf(item.mime);
  const address = EVIDENCE_PATHS.content(encodeURIComponent(space.slug), item.id);
  useEffect(() => {
    if (!shown) return undefined;
    const hide = (): void => {
      if (document.visibilityState === 'hidden') setShown(false);
    };
    document.addEventListener('visibilitychange', hide);
    return () => document.removeEventListener('visibilitychange', hide);
  }, [shown]);
  if (!item.held) return <p className="warn">{t('original.not_here')}</p>;
  const alt = t('original.alt', { kind: kindLabel, source: item.source?.title ?? t('original.no_source') });
  if (form === 'file')
    return (
      <p>
        <a className="button" href={address} download>
          {t('original.save')}
        </a>{' '}
        <span className="help">{t('original.save_help')}</span>
      </p>
    );
  if (!shown)
    return (
      <div className="original-hidden">
        <p>
          {alt}
          {'. '}
          {item.graphic === true ? t('original.graphic') : t('original.hidden')}
        </p>
        <button type="button" className="button" onClick={() => setShown(true)}>
          {t('original.show')}
        </button>
      </div>
    );
  const look = grey ? 'original original-grey' : 'original';
  return (
    <div className="original-shown">
      {failed && <p className="warn">{t('original.failed')}</p>}
      {form === 'image' && <img className={look} src={address} alt={alt} onError={() => setFailed(true)} />}
      {form === 'video' && (
        <video
          className={look}
          src={address}
          controls
          muted
          preload="metadata"
          aria-label={alt}
          onError={() => setFailed(true)}
        />
      )}
      {form === 'audio' && (
        <audio src={address} controls preload="metadata" aria-label={alt} onError={() => setFailed(true)} />
      )}
      {form === 'text' && <TextOriginal address={address} />}
      <p className="original-buttons">
        <button type="button" className="button" onClick={() => setShown(false)}>
          {t('original.hide')}
        </button>
        {(form === 'image' || form === 'video') && (
          <button type="button" className="button" aria-pressed={grey} onClick={() => setGrey(!grey)}>
            {t('original.grey')}
          </button>
        )}
        <span className="help">{t('original.noted')}</span>
      </p>
    </div>
  );
}
