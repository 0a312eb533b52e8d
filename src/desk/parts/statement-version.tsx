/** One language of a statement: its standing, then the text with the demands marked. */
import type { ReactNode } from 'react';
import type { StatementJson } from '../../contract/api.ts';
import { type Paragraph } from '../app/statement-text.ts';
import { useWords } from '../i18n/language.tsx';
import { PathLink } from './path-link.tsx';

function DemandChips(props: { readonly keys: readonly string[] }): ReactNode {
  if (props.keys.length === 0) return null;
  return (
    <span className="clause-keys">
      {props.keys.map((key) => (
        <PathLink key={key} to={key} className="clause-key">
          {key}
        </PathLink>
      ))}
    </span>
  );
}

/** Up to this many paragraphs stand side by side across the languages; a longer text runs on by itself. */
const ALIGNED = 60;

export function StatementVersion(props: {
  readonly version: StatementJson['versions'][number];
  readonly paragraphs: readonly Paragraph[];
  readonly current: boolean;
}): ReactNode {
  const { t, maybe } = useWords();
  const { version, paragraphs } = props;
  const name = maybe(`lang.${version.lang}`) ?? version.lang;
  const layout = paragraphs.length <= ALIGNED ? 'version version-aligned' : 'version';
  return (
    <article
      className={props.current ? `${layout} version-current` : layout}
      aria-labelledby={`version-${version.lang}`}
    >
      <header>
        <h2 id={`version-${version.lang}`} lang={version.lang}>
          {name}
        </h2>
        <p className={version.standing === 'unofficial' ? 'standing warn' : 'standing'}>
          {t(`statement.standing.${version.standing}`)}
        </p>
      </header>
      {paragraphs.map((paragraph, n) => (
        <p key={n} className="statement-text" lang={version.lang}>
          {paragraph.pieces.every((piece) => piece.demand === null) && <DemandChips keys={paragraph.demands} />}
          {paragraph.pieces.map((piece, m) =>
            piece.demand === null ? (
              piece.text
            ) : (
              <span key={m}>
                <DemandChips keys={[piece.demand]} />
                <mark>{piece.text}</mark>
              </span>
            ),
          )}
        </p>
      ))}
    </article>
  );
}
