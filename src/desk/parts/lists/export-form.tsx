/** Export of the list: first for whom, then what that view carries and keeps back, then the format; the file is streamed by the node. */
import { type ReactNode, useState } from 'react';
import type { RecordsFilter } from '../../../contract/areas/lists.ts';
import { useRead } from '../../api/queries.ts';
import { useKinds } from '../../app/kinds.ts';
import { useReading, useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { Loadable } from '../loadable.tsx';

const FORMATS = ['csv', 'jsonl', 'geojson', 'hxl'] as const;
type Format = (typeof FORMATS)[number];
type View = 'members' | 'public';

/** Address of the download. Words of a private space go by their handle. */
function downloadPath(
  space: string,
  format: Format,
  view: View,
  scope: { readonly as_of?: string; readonly lang?: string },
  filter: RecordsFilter,
  words: { readonly text: string } | { readonly qs: string } | null,
): string {
  const query = new URLSearchParams({ view });
  for (const kind of filter.kinds ?? []) query.append('kind', kind);
  for (const w of filter.where ?? []) query.append('where', `${w.field}:${w.value}`);
  for (const [name, value] of Object.entries({
    ...{ from: filter.from, to: filter.to, bounds: filter.bounds, as_of: scope.as_of, lang: scope.lang },
    ...words,
  }))
    if (value !== undefined) query.set(name, value);
  return `/api/1/spaces/${encodeURIComponent(space)}/exports/${format}?${query}`;
}

export function ExportForm(props: {
  readonly filter: RecordsFilter;
  /** Handle of the words in a private space. */
  readonly qs: string | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const { space } = useReading();
  const scope = useScope();
  const kinds = useKinds();
  const [view, setView] = useState<View | null>(null);
  const [format, setFormat] = useState<Format>('csv');
  const [started, setStarted] = useState(false);
  const { filter } = props;
  const preview = useRead(
    'export.preview',
    { ...scope, ...filter, view: view ?? 'members' },
    { enabled: view !== null },
  );
  const words = filter.text === undefined ? null : space.public ? { text: filter.text } : { qs: props.qs ?? '' };
  return (
    <section
      className="save-form"
      aria-label={t('export.title')}
      onKeyDown={(event) => event.key === 'Escape' && props.onClose()}
    >
      <h2>{t('export.title')}</h2>
      <fieldset className="choices">
        <legend>{t('export.audience')}</legend>
        {(['members', 'public'] as const).map((v, n) => (
          <label key={v}>
            <input
              ref={(element) => {
                if (n === 0 && view === null) element?.focus();
              }}
              type="radio"
              name="export-view"
              checked={view === v}
              onChange={() => setView(v)}
            />
            <span>
              {t(`export.view.${v}`)}
              <span className="help">{t(`export.view_help.${v}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {view !== null && (
        <Loadable read={preview} rows={2}>
          {(p) => (
            <div aria-live="polite">
              <p className="bulk-confirm">{t('export.rows', { n: p.rows, all: p.matching })}</p>
              {p.not_in_view.length > 0 && (
                <ul>
                  {p.not_in_view.map((k) => (
                    <li key={k.kind}>{t('export.not_in_view', { kind: kinds.kind(k.kind), n: k.count })}</li>
                  ))}
                </ul>
              )}
              {p.left_out.length > 0 && (
                <ul>
                  {p.left_out.map((l) => (
                    <LeftOutLine key={l.reason} reason={l.reason} n={l.count} />
                  ))}
                </ul>
              )}
              {p.looked_at < p.rows && <p className="help">{t('export.looked_at', { n: p.looked_at })}</p>}
            </div>
          )}
        </Loadable>
      )}
      {view !== null && (
        <fieldset className="choices">
          <legend>{t('export.format')}</legend>
          {FORMATS.map((f) => (
            <label key={f}>
              <input type="radio" name="export-format" checked={format === f} onChange={() => setFormat(f)} />
              <span>
                {t(`export.format.${f}`)}
                <span className="help">{t(`export.format_help.${f}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <div className="save-form-buttons">
        {view !== null && (
          <a
            className="button-primary"
            href={downloadPath(space.slug, format, view, scope, filter, words)}
            download
            onClick={() => setStarted(true)}
          >
            {t('export.do')}
          </a>
        )}
        <button type="button" className="button" onClick={props.onClose}>
          {t('action.close')}
        </button>
      </div>
      {started && (
        <p role="status" className="help">
          {t('export.started')}
        </p>
      )}
    </section>
  );
}

function LeftOutLine(props: { readonly reason: string; readonly n: number }): ReactNode {
  const { maybe } = useWords();
  return <li>{maybe(`export.left_out.${props.reason}`, { n: props.n }) ?? `${props.reason}: ${props.n}`}</li>;
}
