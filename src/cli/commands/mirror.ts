/** `kua mirror list`, `kua mirror push`: the same mirrors as on the desk, for scripts; a push is still somebody's command. */
import { refuse } from '../../base/failures.ts';
import { type CommandSpec, present, SPACE } from '../command.ts';
import { pairs, table } from '../table.ts';

export const mirrorCommands: readonly CommandSpec[] = [
  {
    usage: 'mirror list',
    summary: 'cmd_mirror_list',
    options: [SPACE],
    async run(s, given) {
      const out = await s.call('mirrors.list', { ...present({ space: given.text('space') }), lang: s.lang });
      return {
        json: out,
        text: () =>
          table(
            [s.t('col_name'), s.t('mirror_place'), s.t('mirror_holds')],
            out.mirrors.map((m) => [
              m.name,
              m.kind === 'folder' ? (m.folder ?? '') : `${m.endpoint ?? ''} ${m.bucket ?? ''}/${m.prefix ?? ''}`,
              m.pushed === null ? '' : `${m.pushed.edition} ${m.pushed.at}`,
            ]),
            s.world.columns,
          ),
      };
    },
  },
  {
    usage: 'mirror push <name>',
    summary: 'cmd_mirror_push',
    options: [{ flags: '--edition <number>', text: 'opt_edition' }, SPACE],
    async run(s, given) {
      const space = present({ space: given.text('space') });
      const name = given.arg(0);
      const { mirrors } = await s.call('mirrors.list', { ...space, lang: s.lang });
      const found = mirrors.find((m) => m.name === name || m.id === name) ?? refuse('E_MIRROR_UNKNOWN', { id: name });
      const edition = given.whole('edition', 1);
      const out = await s.call('mirrors.push', {
        ...space,
        ...s.person,
        id: found.id,
        ...(edition === undefined ? {} : { edition }),
      });
      return {
        json: out,
        yes: out.verified,
        text: () =>
          [
            s.t('mirror_done', { name: found.name, edition: out.edition }),
            pairs([
              [s.t('mirror_sent'), String(out.sent)],
              [s.t('mirror_same'), String(out.same)],
              [s.t('mirror_removed'), String(out.removed)],
              [s.t('edition_bytes'), String(out.bytes)],
              [s.t('edition_sha256'), out.sha256],
            ]),
          ].join('\n'),
      };
    },
  },
];
