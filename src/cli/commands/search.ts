/** `kua search`, `kua show`. */
import type { ApiOut, ItemJson } from '../../contract/api.ts';
import { AS_OF, type CommandSpec, type Given, pair, present, SPACE } from '../command.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';

export const itemRows = (items: readonly ItemJson[]): readonly (readonly string[])[] =>
  items.map((i) => [i.id, i.kind, i.date ?? '', i.place?.title ?? '', i.title]);

export const itemTable = (s: Session, items: readonly ItemJson[]): string =>
  table(
    [s.t('col_id'), s.t('col_kind'), s.t('col_date'), s.t('col_place'), s.t('col_title')],
    itemRows(items),
    s.world.columns,
  );

function searchText(s: Session, page: ApiOut<'search'>): string {
  const lines = [s.t('search_total', { total: page.total })];
  if (page.items.length > 0) lines.push(itemTable(s, page.items));
  for (const [facet, values] of Object.entries(page.facets ?? {}))
    lines.push(
      '',
      table(
        [facet, s.t('col_count')],
        values.map((v) => [v.label || v.value, String(v.count)]),
        s.world.columns,
      ),
    );
  if (page.cursor !== undefined) lines.push(s.t('search_more', { cursor: page.cursor }));
  return lines.join('\n');
}

async function search(s: Session, given: Given) {
  const page = await s.call('search', {
    ...present({
      space: given.text('space'),
      as_of: given.text('as-of'),
      from: given.text('from'),
      to: given.text('to'),
      limit: given.whole('limit', 0),
      after: given.text('after'),
      text: given.args.length > 0 ? given.args.join(' ') : undefined,
    }),
    lang: s.lang,
    kinds: given.many('kind'),
    where: given.many('where').map((w) => {
      const [field, value] = pair(s.t, w);
      return { field, value };
    }),
    facets: given.many('facet'),
    all_spaces: given.flag('all-spaces'),
  });
  return { json: page, text: () => searchText(s, page) };
}

async function showText(s: Session, record: ApiOut<'show'>): Promise<string> {
  const { fieldLabel, kindLabel } = await import('../../records/display.ts');
  const lines = [record.title, `${kindLabel(record.kind, s.lang)} ${record.id}`, ''];
  for (const [field, view] of Object.entries(record.fields)) {
    const marks = [
      view.n_competing > 0 ? s.t('show_competing', { count: view.n_competing }) : '',
      view.disputed ? s.t('show_disputed') : '',
    ].filter((m) => m !== '');
    lines.push(
      `${fieldLabel(record.kind, field, s.lang)}: ${view.text}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`,
    );
    for (const c of view.claims) {
      const said = [
        s.t('show_by', { author: c.by === null ? c.author : `${c.author}, ${c.by}` }),
        c.speaker === null ? '' : s.t('show_speaker', { speaker: c.speaker }),
        c.conf,
        c.modality ?? '',
        c.sources.length === 0 ? s.t('show_no_source') : c.sources.map((x) => x.title).join('; '),
        c.note ?? '',
      ].filter((part) => part !== '');
      lines.push(`  - ${c.text}`, `    ${said.join(' | ')}`, `    ${c.claim}`);
    }
  }
  for (const r of record.relations)
    lines.push(
      '',
      `${r.direction === 'from' ? '->' : '<-'} ${r.field}, ${r.kind}: ${r.count}`,
      ...r.items.map((i) => `  ${i.id}  ${i.title}`),
    );
  return lines.join('\n');
}

function historyText(s: Session, history: ApiOut<'history'>): string {
  return history.entries
    .flatMap((e) => [
      `${e.at}  ${e.by === null ? e.author : `${e.author}, ${e.by}`}  ${e.state}  ${e.entry}`,
      ...e.claims.map(
        (c) =>
          `  ${c.live ? '+' : '-'} ${c.field}: ${c.text}${c.ended === null ? '' : ` (${s.t('show_ended', { by: c.ended })})`}`,
      ),
    ])
    .join('\n');
}

export const searchCommands: readonly CommandSpec[] = [
  {
    usage: 'search [text...]',
    summary: 'cmd_search',
    options: [
      { flags: '--kind <kind>', text: 'opt_kind', many: true },
      { flags: '--where <field=value>', text: 'opt_where', many: true },
      { flags: '--facet <field>', text: 'opt_facet', many: true },
      { flags: '--from <date>', text: 'opt_from' },
      { flags: '--to <date>', text: 'opt_to' },
      { flags: '--limit <number>', text: 'opt_limit' },
      { flags: '--after <cursor>', text: 'opt_after' },
      SPACE,
      { flags: '--all-spaces', text: 'opt_all_spaces' },
      AS_OF,
    ],
    run: search,
  },
  {
    usage: 'show <id>',
    summary: 'cmd_show',
    options: [{ flags: '--history', text: 'opt_history' }, SPACE, AS_OF],
    async run(s, given) {
      const input = {
        ...present({ space: given.text('space'), as_of: given.text('as-of') }),
        lang: s.lang,
        id: given.arg(0),
      };
      if (given.flag('history')) {
        const history = await s.call('history', input);
        return { json: history, text: () => historyText(s, history) };
      }
      const record = await s.call('show', input);
      const text = s.json ? '' : await showText(s, record);
      return { json: record, text: () => text };
    },
  },
];
