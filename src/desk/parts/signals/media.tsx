/** Media of a signal: kind and count named, nothing shown and nothing asked of the node until a person says so; grey first. */
import { type ReactNode, useState } from 'react';
import { EVIDENCE_PATHS } from '../../../contract/areas/record.ts';
import { useRead } from '../../api/queries.ts';
import { useKinds } from '../../app/kinds.ts';
import { useScope } from '../../app/space.tsx';
import { useSession } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { Loadable } from '../loadable.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly mime: string;
}

function Original(props: { readonly shown: Shown; readonly grey: boolean }): ReactNode {
  const { t } = useWords();
  const { space } = useScope();
  const { id, name, mime } = props.shown;
  const [failed, setFailed] = useState(false);
  const src = EVIDENCE_PATHS.content(space, id);
  const className = props.grey ? 'signal-original signal-grey' : 'signal-original';
  const fail = (): void => setFailed(true);
  if (failed) return <p className="bad">{t('signals.media_failed')}</p>;
  if (mime.startsWith('image/')) return <img className={className} src={src} alt={name} onError={fail} />;
  if (mime.startsWith('video/'))
    return (
      <video className={className} src={src} controls muted preload="metadata" aria-label={name} onError={fail}>
        <track kind="captions" />
      </video>
    );
  if (mime.startsWith('audio/'))
    return (
      <audio className={className} src={src} controls preload="none" aria-label={name} onError={fail}>
        <track kind="captions" />
      </audio>
    );
  return (
    <p>
      <a href={src} download={name} rel="noreferrer">
        {t('signals.media_get', { name })}
      </a>
    </p>
  );
}

/** Hidden again with the row: the caller gives a `key` per signal. */
export function Media(props: { readonly id: string; readonly n: number }): ReactNode {
  const { t } = useWords();
  const kinds = useKinds();
  const scope = useScope();
  const read = useRead('record.evidence', { ...scope, id: props.id }, { enabled: props.n > 0 });
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const [grey, setGrey] = useState(true);
  const state = useSession();
  const blurred = state.status !== 'in' || state.settings.blur_media;
  if (props.n === 0) return null;
  const toggle = (id: string): void =>
    setShown((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <section aria-labelledby="signal-media">
      <h3 id="signal-media">{t('signals.media', { n: props.n })}</h3>
      <Loadable read={read} rows={1}>
        {({ items }) => (
          <>
            <ul className="plain">
              {items.map((item) => {
                const kind = kinds.term('Evidence', 'kind', item.kind ?? '') ?? item.kind ?? item.mime ?? '';
                // Who turned the blurring off in the settings sees at once, and may hide.
                const open = shown.has(item.id) === blurred;
                const what = item.graphic ? t('signals.media_graphic', { kind }) : kind;
                return (
                  <li key={item.id} className="signal-media">
                    <p>
                      <PathLink to={item.id}>
                        <Said text={item.title} />
                      </PathLink>{' '}
                      <span className="help">{what}</span>
                    </p>
                    {!item.held && <p className="help">{t('signals.media_not_held')}</p>}
                    {item.held && (
                      <button
                        type="button"
                        className="button"
                        aria-expanded={open}
                        aria-label={`${t(open ? 'signals.media_hide' : 'signals.media_show')}: ${what}, ${item.title}`}
                        onClick={() => toggle(item.id)}
                      >
                        {t(open ? 'signals.media_hide' : 'signals.media_show')}
                      </button>
                    )}
                    {open && <Original shown={{ id: item.id, name: item.title, mime: item.mime ?? '' }} grey={grey} />}
                  </li>
                );
              })}
            </ul>
            {shown.size > 0 && (
              <label className="facet-term">
                <input type="checkbox" checked={grey} onChange={() => setGrey(!grey)} />
                {t('signals.media_grey')}
              </label>
            )}
            <p className="help">{t('signals.media_help')}</p>
          </>
        )}
      </Loadable>
    </section>
  );
}
