/** `kua space new|list|show`. */
import { refuse } from '../../base/failures.ts';
import { type CommandSpec, present } from '../command.ts';
import type { SpaceInfo } from '../../contract/api.ts';
import type { Session } from '../session.ts';
import { pairs, table } from '../table.ts';

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
      return { json: space, text: () => details(s, space) };
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
            out.spaces.map((x) => [x.slug, x.role, openness(s, x), x.title[s.lang]]),
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
      const { spaces } = await s.call('spaces.list', present({ lang: s.lang }));
      const space =
        spaces.find((x) => x.slug === name || x.id === name) ??
        spaces.find((x) => name.length >= 8 && x.id.startsWith(name)) ??
        refuse('E_SPACE', { space: name.slice(0, 80) });
      return { json: space, text: () => details(s, space) };
    },
  },
];
