/** The quotable line of a figure: copied in one of three languages, and shown, so that what was copied can be read. */
import { type ReactNode, useState } from 'react';
import { LANGS, type Lang } from '../../../messages/translate.ts';
import { ApiProblem } from '../../api/problem.ts';
import { call } from '../../api/client.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';

interface Copied {
  readonly lang: Lang;
  readonly line: string;
  /** False: the browser gave no access to the clipboard. */
  readonly done: boolean;
}

export function CopyLine(props: { readonly id: string; readonly line: string | null }): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const [copied, setCopied] = useState<Copied | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  if (props.line === null) return <span className="help">{t('figures.no_line')}</span>;
  const copy = async (to: Lang): Promise<void> => {
    setProblem(null);
    try {
      const line =
        to === lang ? (props.line ?? '') : (await call('quotable', { ...scope, id: props.id, lang: to })).line;
      const done = await navigator.clipboard.writeText(line).then(
        () => true,
        () => false,
      );
      setCopied({ lang: to, line, done });
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause;
      setProblem(cause.body?.message ?? t('node.gone'));
    }
  };
  return (
    <div className="copy-line">
      <button type="button" className="button-quiet" data-copy="" onClick={() => void copy(lang)}>
        {t('figures.copy')}
      </button>
      {LANGS.filter((l) => l !== lang).map((l) => (
        <button
          key={l}
          type="button"
          className="button-quiet"
          aria-label={t('figures.copy_in', { code: l, lang: t(`pub.lang.${l}`) })}
          onClick={() => void copy(l)}
        >
          {l}
        </button>
      ))}
      <div role="status" className={copied || problem ? 'copy-line-done' : undefined}>
        {problem}
        {copied && (
          <>
            {t(copied.done ? 'figures.copied' : 'figures.not_copied')}{' '}
            <span lang={copied.lang} className="copy-line-text">
              {copied.line}
            </span>
          </>
        )}
      </div>
    </div>
  );
}
