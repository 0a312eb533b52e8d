/** A file put in as evidence of a record: chosen or dropped, its progress told, attached as a source once the node has it. */
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { call } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { queries } from '../../api/queries.ts';
import { type Sending, sendFile } from '../../api/upload.ts';
import type { Kinds } from '../../app/kinds.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { ChooseFile } from '../choose-file.tsx';
import { ProblemView } from '../loadable.tsx';

type State =
  | { readonly at: 'idle' }
  | { readonly at: 'sending'; readonly name: string; readonly share: number }
  | { readonly at: 'done'; readonly name: string; readonly duplicate: boolean; readonly sha256: string }
  | { readonly at: 'failed'; readonly problem: ApiProblem };

const LIMIT_GIB = 4;

export function Upload(props: {
  readonly record: { readonly id: string; readonly kind: string };
  readonly kinds: Kinds;
}): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const { record, kinds } = props;
  const [state, setState] = useState<State>({ at: 'idle' });
  const [kind, setKind] = useState('');
  const [over, setOver] = useState(false);
  const sending = useRef<Sending | null>(null);
  useEffect(() => () => sending.current?.stop(), []);

  const send = async (file: File): Promise<void> => {
    setState({ at: 'sending', name: file.name, share: 0 });
    try {
      sending.current = sendFile({ space: scope.space, file, kind, lang }, (share) =>
        setState({ at: 'sending', name: file.name, share }),
      );
      const kept = await sending.current.done;
      if (kept.id !== record.id)
        await call('claim', {
          space: scope.space,
          lang,
          id: record.id,
          field: 'source',
          value: kept.id,
        });
      setState({ at: 'done', name: file.name, duplicate: kept.duplicate, sha256: kept.sha256 });
      announce(t(kept.duplicate ? 'upload.held' : 'upload.done', { name: file.name }));
      await queries.invalidateQueries();
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause;
      setState({ at: 'failed', problem: cause });
    } finally {
      sending.current = null;
    }
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && state.at !== 'sending') void send(file);
  };
  const percent = state.at === 'sending' ? Math.round(state.share * 100) : 0;
  return (
    <section
      className={over ? 'upload upload-over' : 'upload'}
      aria-label={t('upload.title')}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h2>{t('upload.title')}</h2>
      <p className="help">{t('upload.help', { gib: LIMIT_GIB })}</p>
      {state.at !== 'sending' && (
        <div className="field-pair">
          <div className="field">
            <label htmlFor="upload-kind">{kinds.field('Evidence', 'kind')?.label}</label>
            <select id="upload-kind" value={kind} onChange={(e) => setKind(e.target.value)}>
              <option value="">{t('upload.kind_auto')}</option>
              {kinds.field('Evidence', 'kind')?.terms?.map((term) => (
                <option key={term.id} value={term.id}>
                  {term.label}
                </option>
              ))}
            </select>
          </div>
          <div className="field">
            <label htmlFor="upload-file">{t('upload.choose')}</label>
            <ChooseFile
              id="upload-file"
              onFiles={([file]) => {
                if (file) void send(file);
              }}
            />
          </div>
        </div>
      )}
      {state.at === 'sending' && (
        <div className="upload-progress">
          <label htmlFor="upload-progress">{t('upload.sending', { name: state.name, percent })}</label>
          <progress id="upload-progress" max={100} value={percent} />
          <button type="button" className="button" onClick={() => sending.current?.stop()}>
            {t('action.cancel')}
          </button>
        </div>
      )}
      {state.at === 'done' && (
        <div className="notice notice-ok" role="status">
          <p className="notice-title">{t(state.duplicate ? 'upload.held' : 'upload.done', { name: state.name })}</p>
          <p className="mono">{t('custody.sha256', { hash: state.sha256 })}</p>
        </div>
      )}
      {state.at === 'failed' && <ProblemView problem={state.problem} />}
    </section>
  );
}
