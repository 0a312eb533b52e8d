/** The texts of a statement, side by side where the window is wide, else one at a time; each with its demands marked. */
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { StatementJson } from '../../../contract/api.ts';
import { isLang } from '../../../messages/translate.ts';
import { useWords } from '../../i18n/language.tsx';
import { alignMarks, markText } from '../../../records/statement-blocks.ts';
import { StatementVersion } from './version.tsx';

const route = getRouteApi('/s/$space/statements/$id');
const LANG_ORDER = ['kk', 'ru', 'en'];

export function StatementTexts(props: { readonly statement: StatementJson }): ReactNode {
  const { t, lang, maybe } = useWords();
  const { statement } = props;
  const { text } = route.useSearch();
  const order = (l: string): number => (LANG_ORDER.includes(l) ? LANG_ORDER.indexOf(l) : LANG_ORDER.length);
  const versions = statement.versions.toSorted((a, b) => order(a.lang) - order(b.lang));
  const original = versions.find((v) => v.standing === 'original') ?? versions[0];
  const marked = original
    ? markText(
        original.text,
        statement.demands.map((d) => ({ key: d.key, text: d.verbatim })),
      )
    : [];
  const blocksOf = (v: StatementJson['versions'][number]) => {
    const own = statement.demands.flatMap((d) =>
      d.clauses.filter((c) => c.lang === v.lang).map((c) => ({ key: d.key, text: c.text })),
    );
    return v === original ? marked : own.length > 0 ? markText(v.text, own) : alignMarks(v.text, marked);
  };
  const wanted = text ?? lang;
  const current = versions.some((v) => v.lang === wanted) ? wanted : original?.lang;
  return (
    <>
      {versions.length === 0 && <p className="empty">{t('statement.no_text')}</p>}
      {versions.length > 1 && (
        <nav className="version-switch" aria-label={t('statement.languages')}>
          {versions.map((v) => (
            <Link
              key={v.lang}
              from="/s/$space/statements/$id"
              search={(now) => ({ ...now, text: isLang(v.lang) ? v.lang : undefined })}
              className="chip"
              aria-current={v.lang === current ? 'true' : undefined}
              resetScroll={false}
            >
              <span lang={v.lang}>{maybe(`lang.${v.lang}`) ?? v.lang}</span>
            </Link>
          ))}
        </nav>
      )}
      <div className={`versions versions-${versions.length}${statement.state === 'draft' ? '' : ' versions-frozen'}`}>
        {versions.map((v) => (
          <StatementVersion key={v.lang} version={v} blocks={blocksOf(v)} current={v.lang === current} />
        ))}
      </div>
    </>
  );
}
