/** One language of a draft: its standing, its text with the marks shown under it, and the button that ties words to a demand. */
import { type ClipboardEvent, Fragment, type ReactNode, useId, useRef, useState } from 'react';
import type { Standing } from '../../../contract/areas/statements.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { type FormError, FormField } from '../form.tsx';
import type { EditedDemand, EditedVersion } from './draft-state.ts';
import { bytesOf, nextKey, paragraphStarts, piecesOf, TEXT_MAX, textOfHtml } from './marking.ts';

const STANDINGS = ['original', 'agreed', 'unofficial'] as const;

/** A field whose paragraphs can be brought level with those of the other languages. */
export interface PaneScroll {
  readonly field: HTMLTextAreaElement;
  /** Top of each paragraph inside the field, px. */
  readonly tops: () => readonly number[];
}

export function Pane(props: {
  readonly version: EditedVersion;
  readonly demands: readonly EditedDemand[];
  readonly current: boolean;
  readonly errors: readonly FormError[];
  readonly onText: (text: string) => void;
  readonly onStanding: (standing: Standing) => void;
  readonly onMark: (key: string, words: string) => void;
  readonly onPane: (pane: PaneScroll | null) => void;
  readonly onScroll: () => void;
}): ReactNode {
  const { t, maybe } = useWords();
  const { version, demands } = props;
  const { lang, text } = version;
  const field = useRef<HTMLTextAreaElement | null>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState('');
  const [unselected, setUnselected] = useState(false);
  const help = useId();
  const name = maybe(`lang.${lang}`) ?? lang;
  const keys = demands.map((d) => d.key);
  const fresh = nextKey(keys);
  const target = chosen === '' || !keys.includes(chosen) ? fresh : chosen;
  const clauses = demands.flatMap((d) => {
    const words = d.clauses[lang];
    return words === undefined ? [] : [{ key: d.key, text: words }];
  });
  const size = bytesOf(text);
  const id = `draft-text-${lang}`;

  const mark = (): void => {
    const box = field.current;
    const words = box ? text.slice(box.selectionStart, box.selectionEnd).trim() : '';
    setUnselected(words === '');
    if (words === '') {
      box?.focus();
      return;
    }
    props.onMark(target, words);
    announce(t('draft.marked', { key: target, lang: name }));
    // The next unmarked demand is the likely next: otherwise a new number.
    setChosen(demands.find((d) => d.key !== target && !d.clauses[lang])?.key ?? '');
  };
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const html = event.clipboardData.getData('text/html');
    if (event.clipboardData.getData('text/plain') !== '' || html === '') return;
    event.preventDefault();
    const box = event.currentTarget;
    props.onText(text.slice(0, box.selectionStart) + textOfHtml(html) + text.slice(box.selectionEnd));
  };
  const tops = (): readonly number[] => {
    const layer = mirror.current;
    if (!layer) return [0];
    return [...layer.querySelectorAll<HTMLElement>('[data-paragraph]')].map((x) => x.offsetTop);
  };
  const starts = new Set(paragraphStarts(text));
  let at = 0;
  const layers: ReactNode[] = [];
  for (const [n, piece] of piecesOf(text, clauses).entries()) {
    const parts: ReactNode[] = [];
    let from = 0;
    for (let i = 0; i <= piece.text.length; i++) {
      const here = starts.has(at + i);
      if (!here && i < piece.text.length) continue;
      if (i > from) parts.push(piece.text.slice(from, i));
      if (here && i < piece.text.length) parts.push(<span key={`p${n}.${i}`} data-paragraph="" />);
      from = i;
    }
    at += piece.text.length;
    layers.push(
      piece.demand === null ? <Fragment key={`t${n}`}>{parts}</Fragment> : <mark key={`m${n}`}>{parts}</mark>,
    );
  }
  return (
    <section className={props.current ? 'pane version version-current' : 'pane version'} aria-labelledby={`${id}-name`}>
      <h3 id={`${id}-name`}>
        <span lang={lang}>{name}</span>
      </h3>
      <FormField id={`${id}-standing`} label={t('draft.standing')} errors={props.errors}>
        {(aids) => (
          <select {...aids} value={version.standing} onChange={(e) => props.onStanding(e.target.value as Standing)}>
            {STANDINGS.map((s) => (
              <option key={s} value={s}>
                {t(`statement.standing.${s}`)}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <FormField id={id} label={t('draft.text')} errors={props.errors}>
        {(aids) => (
          <div className="pane-text" lang={lang}>
            <div ref={mirror} className="pane-mirror" aria-hidden="true" dir="auto">
              {layers}
              {'\n'}
            </div>
            <textarea
              {...aids}
              aria-describedby={[aids['aria-describedby'], help].filter((x) => x).join(' ')}
              ref={(box) => {
                field.current = box;
                props.onPane(box && { field: box, tops });
              }}
              dir="auto"
              spellCheck
              value={text}
              onPaste={paste}
              onScroll={(e) => {
                if (mirror.current) mirror.current.scrollTop = e.currentTarget.scrollTop;
                props.onScroll();
              }}
              onChange={(e) => props.onText(e.target.value)}
            />
          </div>
        )}
      </FormField>
      <p id={help} className={size > TEXT_MAX ? 'field-error' : 'help'}>
        {size > TEXT_MAX
          ? t('draft.too_long', { n: Math.ceil((size - TEXT_MAX) / 1024) })
          : t('draft.size', { n: Math.ceil(size / 1024) })}
      </p>
      <div className="pane-mark">
        <label htmlFor={`${id}-demand`}>{t('draft.mark_as')}</label>
        <select id={`${id}-demand`} value={target} onChange={(e) => setChosen(e.target.value)}>
          {demands.map((d) => (
            <option key={d.key} value={d.key}>
              {d.key}
            </option>
          ))}
          {!keys.includes(fresh) && <option value={fresh}>{t('draft.new_demand', { key: fresh })}</option>}
        </select>
        <button type="button" className="button" onClick={mark}>
          {t('draft.mark', { key: target })}
        </button>
        {unselected && (
          <p className="field-error" role="status">
            {t('draft.select_first')}
          </p>
        )}
      </div>
    </section>
  );
}
