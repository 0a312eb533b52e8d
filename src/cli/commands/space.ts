/** `kua space new|list|show|quarantine`. */
import { refuse } from '../../base/failures.ts';
import { type CommandSpec, type Given, present, SPACE } from '../command.ts';
import type { ApiOut, SpaceInfo } from '../../contract/api.ts';
import type { Session } from '../session.ts';
import { pairs, table } from '../table.ts';
import { memberTable } from './member.ts';

const openness = (s: Session, space: SpaceInfo): string => s.t(space.public ? 'space_public' : 'space_private');

const details = (s: Session, space: SpaceInfo): string =>
  pairs([
    [s.t('col_name'), space.slug],
    [s.t('col_title'), space.title[s.lang]],
    [s.t('col_id'), space.id],
    [s.t('col_role'), space.role],
    [s.t('col_open'), openness(s, space)],
    [s.t('col_as_of'), space.asOf ?? s.t('space_now')],
    ...(space.banner ? ([[s.t('col_banner'), space.banner[s.lang]]] as const) : []),
  ]);

/** What holds of the members together. */
const standing = (s: Session, c: ApiOut<'coalition.read'>): string =>
  pairs([
    ...(c.state === 'locked' ? ([[s.t('col_state'), s.t('space_locked')]] as const) : []),
    [s.t('col_managers'), String(c.managers)],
    [s.t('col_entries'), String(c.entries)],
    [s.t('col_epochs'), String(c.epochs.length)],
    [s.t('col_quarantined'), String(c.quarantined)],
    [s.t('col_parked'), String(c.parked)],
    [s.t('col_forks'), String(c.forks.length)],
  ]);

async function quarantine(s: Session, given: Given) {
  const space = present({ space: given.text('space') });
  const entries = given.many('accept');
  if (entries.length > 0) {
    const out = await s.call('coalition.accept', { ...space, entries, ...s.person });
    return { json: out, text: () => s.t('quarantine_accepted', { n: out.accepted.length }) };
  }
  const out = await s.call('coalition.quarantine', { ...space, lang: s.lang });
  const heads = [s.t('col_entry'), s.t('col_received'), s.t('col_kind'), s.t('col_state'), s.t('col_organisation')];
  const rows = out.items.map((x) => [
    x.entry.slice(0, 16),
    x.received.slice(0, 16).replace('T', ' '),
    x.kind,
    x.code,
    x.organisation ?? x.writer.slice(0, 12),
  ]);
  return {
    json: out,
    text: () => (rows.length === 0 ? s.t('quarantine_empty') : table(heads, rows, s.world.columns)),
  };
}

export const spaceCommands: readonly CommandSpec[] = [
  {
    usage: 'space new <name>',
    summary: 'cmd_space_new',
    options: [
      { flags: '--title <title>', text: 'opt_title' },
      { flags: '--public', text: 'opt_public' },
    ],
    async run(s, given) {
      const slug = given.arg(0);
      const space = await s.call('spaces.new', {
        slug,
        title: given.text('title') ?? slug,
        public: given.flag('public'),
      });
      return { json: space, text: () => [details(s, space), '', s.t('space_small')].join('\n') };
    },
  },
  {
    usage: 'space list',
    summary: 'cmd_space_list',
    async run(s) {
      const out = await s.call('spaces.list', { lang: s.lang });
      return {
        json: out,
        text: () =>
          table(
            [s.t('col_name'), s.t('col_role'), s.t('col_open'), s.t('col_title')],
            [
              ...out.spaces.map((x) => [x.slug, x.role, openness(s, x), x.title[s.lang]]),
              ...(out.waiting ?? []).map((x) => [x.slug, x.role, s.t('space_waiting'), x.title[s.lang]]),
            ],
            s.world.columns,
          ),
      };
    },
  },
  {
    usage: 'space show <name>',
    summary: 'cmd_space_show',
    async run(s, given) {
      const name = given.arg(0);
      const known = await s.call('spaces.list', present({ lang: s.lang }));
      const spaces = [...known.spaces, ...(known.waiting ?? [])];
      const space =
        spaces.find((x) => x.slug === name || x.id === name) ??
        spaces.find((x) => name.length >= 8 && x.id.startsWith(name)) ??
        refuse('E_SPACE', { space: name.slice(0, 80) });
      const coalition = await s.call('coalition.read', { space: space.id, lang: s.lang });
      return {
        json: { ...space, coalition },
        text: () => [details(s, space), standing(s, coalition), '', memberTable(s, coalition)].join('\n'),
      };
    },
  },
  {
    usage: 'space quarantine',
    summary: 'cmd_space_quarantine',
    options: [SPACE, { flags: '--accept <entry>', text: 'opt_accept_entry', many: true }],
    run: quarantine,
  },
];
