/** Proposals of a series: an older count that a later one of the same counter replaces. A person confirms, and may undo. */
import { type ReactNode, useState } from 'react';
import type { SeriesJson } from '../../../contract/areas/findings.ts';
import { call } from '../../api/client.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useMay } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { ProblemView } from '../loadable.tsx';
import { figureInWords } from './figure-words.ts';

export function Supersede(props: { readonly series: SeriesJson }): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const save = useSave();
  const mayWrite = useMay('documenter');
  const [entry, setEntry] = useState<string | null>(null);
  const { series } = props;
  const named = (id: string): string => figureInWords(series, id, lang);
  const mark = async (older: string): Promise<void> => {
    const replaces = series.figures.find((f) => f.id === older)?.status_claim;
    const answer = await save.run(() =>
      call('claim', { ...scope, id: older, field: 'status', value: 'superseded', ...(replaces ? { replaces } : {}) }),
    );
    if (answer) setEntry(answer.entry);
  };
  const undo = async (): Promise<void> => {
    if (entry !== null && (await save.run(() => call('undo', { ...scope, entry }))) !== null) setEntry(null);
  };
  return (
    <>
      {save.problem && <ProblemView problem={save.problem} />}
      {entry !== null && (
        <p role="status" className="notice notice-ok">
          {t('figures.superseded')}{' '}
          <button type="button" className="button-quiet" onClick={() => void undo()}>
            {t('figures.undo')}
          </button>
        </p>
      )}
      {series.supersedes.map(({ older, newer }) => (
        <p key={older} className="notice">
          {t('figures.supersede', { older: named(older), newer: named(newer) })}{' '}
          {mayWrite && (
            <button
              type="button"
              className="button-quiet"
              aria-disabled={save.busy}
              onClick={() => !save.busy && void mark(older)}
            >
              {t('figures.supersede_do')}
            </button>
          )}
        </p>
      ))}
    </>
  );
}
