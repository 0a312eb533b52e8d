/** `kua figures`, `kua connectivity`: what sources counted, and who was cut off. Never one number without who says so. */
import type { Account, OutageReading } from '../../connectivity/outage.ts';
import type { Series } from '../../records/figures.ts';
import { AS_OF, type CommandSpec, present, SPACE } from '../command.ts';
import type { Session } from '../session.ts';
import { pairs, table } from '../table.ts';

type ShownSeries = Series & { readonly scope_title: string };
type ShownOutage = OutageReading & { readonly title: string };

/** `225`, `164–225`, `8+`. */
function count(low: number, best: number | null, high: number | null): string {
  if (high === null) return `${low}+`;
  if (low === high) return String(low);
  return best === null || best === low || best === high ? `${low}–${high}` : `${low}–${high} (${best})`;
}

async function figuresText(s: Session, series: readonly ShownSeries[]): Promise<string> {
  const { termLabel } = await import('../../records/vocabulary.ts');
  const label = (scheme: string, id: string | null): string => (id === null ? '' : termLabel(scheme, id, s.lang));
  return series
    .map((x) =>
      [
        [label('figure_metric', x.metric), label('figure_population', x.population), x.offence ?? '', x.scope_title]
          .filter((part) => part !== '')
          .join(' | '),
        table(
          [s.t('col_as_at'), s.t('col_count'), s.t('col_who'), s.t('col_side'), s.t('col_status')],
          x.figures.map((f) => [
            f.asOf.text,
            `${count(f.low, f.best, f.high)}${f.unit === null ? '' : ` ${f.unit}`}`,
            f.quotedBy === null ? f.who : s.t('figure_quoted', { who: f.who, by: f.quotedBy }),
            label('figure_side', f.side),
            label('figure_status', f.status),
          ]),
          s.world.columns,
        ),
      ].join('\n'),
    )
    .join('\n\n');
}

/** Every account of one origin once: the others repeat it. */
const accounts = (s: Session, list: readonly Account[]): string =>
  list
    .filter((a) => a.sameOriginAs === null)
    .map((a) => s.t(a.measured ? 'outage_measured' : 'outage_reported', { at: a.at.text, origin: a.origin }))
    .join('; ');

const outageText = (s: Session, o: ShownOutage): string =>
  [
    o.title,
    pairs(
      [
        [s.t('outage_starts'), accounts(s, [...o.starts, ...o.coarseStarts])],
        [s.t('outage_ends'), accounts(s, [...o.ends, ...o.coarseEnds])],
        [s.t('outage_renewed'), accounts(s, o.renewed)],
        [s.t('outage_limits'), accounts(s, o.limits)],
        [s.t('outage_grade'), s.t('outage_grade_of', { grade: o.grade.grade, origins: o.origins })],
        [s.t('col_status'), o.disputed ? s.t('show_disputed') : ''],
      ].filter((row): row is [string, string] => row[1] !== ''),
    ),
  ].join('\n');

export const readingCommands: readonly CommandSpec[] = [
  {
    usage: 'figures',
    summary: 'cmd_figures',
    options: [{ flags: '--metric <metric>', text: 'opt_metric' }, SPACE, AS_OF],
    async run(s, given) {
      const out = await s.call('figures', {
        ...present({ space: given.text('space'), as_of: given.text('as-of'), metric: given.text('metric') }),
        lang: s.lang,
      });
      const text = s.json ? '' : await figuresText(s, out.series as unknown as readonly ShownSeries[]);
      return { json: out, text: () => text };
    },
  },
  {
    usage: 'connectivity',
    summary: 'cmd_connectivity',
    options: [SPACE, AS_OF],
    async run(s, given) {
      const out = await s.call('connectivity', {
        ...present({ space: given.text('space'), as_of: given.text('as-of') }),
        lang: s.lang,
      });
      const outages = out.outages as unknown as readonly ShownOutage[];
      return { json: out, text: () => outages.map((o) => outageText(s, o)).join('\n\n') };
    },
  },
];
