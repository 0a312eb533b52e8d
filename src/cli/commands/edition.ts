/** `kua edition build`, `kua verify`. */
import { existsSync } from 'node:fs';
import { refuse } from '../../base/failures.ts';
import type { CheckJson } from '../../contract/api.ts';
import { AS_OF, type CommandSpec, present, SPACE } from '../command.ts';
import type { Session } from '../session.ts';
import { pairs, table } from '../table.ts';

export const checkTable = (s: Session, checks: readonly CheckJson[]): string =>
  table(
    [s.t('col_result'), s.t('col_check'), s.t('col_detail')],
    checks.map((c) => [s.t(`result_${c.result}`), c.name, c.detail ?? '']),
    s.world.columns,
  );

export const editionCommands: readonly CommandSpec[] = [
  {
    usage: 'edition build <dir>',
    summary: 'cmd_edition_build',
    options: [{ flags: '--force', text: 'opt_force' }, SPACE, AS_OF],
    async run(s, given) {
      const out = await s.call('edition.build', {
        ...present({ space: given.text('space'), as_of: given.text('as-of') }),
        lang: s.lang,
        dir: s.path(given.arg(0)),
        force: given.flag('force'),
      });
      for (const line of out.left_out) s.note(line);
      return {
        json: out,
        text: () =>
          [
            s.t('edition_done', { dir: out.dir }),
            pairs([
              [s.t('edition_pages'), String(out.pages)],
              [s.t('edition_files'), String(out.files)],
              [s.t('edition_bytes'), String(out.bytes)],
              [s.t('edition_sha256'), out.sha256],
              [s.t('import_seconds'), String(out.seconds)],
            ]),
          ].join('\n'),
      };
    },
  },
  {
    usage: 'verify <path>',
    summary: 'cmd_verify',
    options: [{ flags: '--key <key>', text: 'opt_verify_key' }],
    // Runs without any node: a reader has none, and needs none.
    async run(s, given) {
      const path = s.path(given.arg(0));
      if (!existsSync(path)) refuse('E_FILE', { file: path, reason: 'ENOENT' });
      const { verifyEdition } = await import('../../publishing/verify.ts');
      const verdict = await verifyEdition(path, present({ key: given.text('key') }));
      return {
        json: verdict,
        yes: verdict.ok,
        text: () => [checkTable(s, verdict.checks), s.t(verdict.ok ? 'verify_ok' : 'verify_not_ok')].join('\n'),
      };
    },
  },
];
