/** "Check this folder": every file against the manifest, every signature against the node's own key, now. */
import { type ReactNode, useState } from 'react';
import type { ApiOut } from '../../../contract/api.ts';
import { call } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { ProblemView } from '../loadable.tsx';

export function FolderCheck(props: { readonly number: number }): ReactNode {
  const { t } = useWords();
  const { space } = useScope();
  const [verdict, setVerdict] = useState<ApiOut<'editions.verify'> | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const check = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setVerdict(null);
    setProblem(null);
    try {
      const found = await call('editions.verify', { space, number: props.number });
      setVerdict(found);
      announce(t(found.ok ? 'pub.folder_ok' : 'pub.folder_bad'));
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause;
      setProblem(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="folder-check">
      <button type="button" className="button" aria-disabled={busy} onClick={() => void check()}>
        {busy ? t('pub.checking') : t('pub.check_folder')}
      </button>
      {problem && <ProblemView problem={problem} />}
      {verdict && (
        <div className={verdict.ok ? 'notice notice-ok' : 'notice notice-bad'}>
          <p className="notice-title">{t(verdict.ok ? 'pub.folder_ok' : 'pub.folder_bad')}</p>
          <details open={!verdict.ok}>
            <summary>{t('details')}</summary>
            <ul className="plain" lang="en">
              {verdict.checks.map((c) => (
                <li key={c.name}>
                  {c.name}: <span lang={undefined}>{t(`pub.result.${c.result}`)}</span>
                  {c.detail && <span className="mono"> {c.detail}</span>}
                </li>
              ))}
            </ul>
          </details>
        </div>
      )}
    </div>
  );
}
