/** One language of a statement: its standing, then the text with the demands marked. */
import type { ReactNode } from 'react';
import type { StatementJson } from '../../../contract/api.ts';
import { useWords } from '../../i18n/language.tsx';
import { PathLink } from '../path-link.tsx';
import type { Block, Piece } from '../../../records/statement-blocks.ts';

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

function Words(props: { readonly pieces: readonly Piece[] }): ReactNode {
  return props.pieces.map((piece, n) =>
    piece.demand === null ? (
      piece.text
    ) : (
      <span key={n}>
        <DemandChips keys={[piece.demand]} />
        <mark>{piece.text}</mark>
      </span>
    ),
  );
}

function TextBlock(props: { readonly block: Block; readonly lang: string }): ReactNode {
  const { block, lang } = props;
  const shown = new Set(block.items.flatMap((pieces) => pieces.map((x) => x.demand)));
  // Demands known to stand here whose words could not be told apart: their numbers stand before the block.
  const chips = <DemandChips keys={block.demands.filter((key) => !shown.has(key))} />;
  const [first = []] = block.items;
  const common = { lang, dir: 'auto' as const };
  switch (block.kind) {
    case 'heading':
      return (
        <h3 {...common} className="statement-text statement-heading">
          {chips}
          <Words pieces={first} />
        </h3>
      );
    case 'list':
      return (
        <ul {...common} className="statement-text">
          {block.items.map((pieces, n) => (
            <li key={n}>
              {n === 0 && chips}
              <Words pieces={pieces} />
            </li>
          ))}
        </ul>
      );
    case 'quote':
      return (
        <blockquote {...common} className="statement-text">
          {chips}
          <Words pieces={first} />
        </blockquote>
      );
    case 'paragraph':
      return (
        <p {...common} className="statement-text">
          {chips}
          <Words pieces={first} />
        </p>
      );
  }
}

/** Up to this many blocks stand side by side across the languages; a longer text runs on by itself. */
const ALIGNED = 60;

export function StatementVersion(props: {
  readonly version: StatementJson['versions'][number];
  readonly blocks: readonly Block[];
  readonly current: boolean;
}): ReactNode {
  const { t, maybe } = useWords();
  const { version, blocks } = props;
  const name = maybe(`lang.${version.lang}`) ?? version.lang;
  const layout = blocks.length <= ALIGNED ? 'version version-aligned' : 'version';
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
      {blocks.map((block, n) => (
        <TextBlock key={n} block={block} lang={version.lang} />
      ))}
    </article>
  );
}
