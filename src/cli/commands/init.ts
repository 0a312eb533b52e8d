/** `kua init`, `kua example`. */
import type { CommandSpec } from '../command.ts';
import { taken } from '../session.ts';
import { pairs } from '../table.ts';

export const initCommands: readonly CommandSpec[] = [
  {
    usage: 'init',
    summary: 'cmd_init',
    options: [
      { flags: '--key-dir <dir>', text: 'opt_key_dir' },
      { flags: '--name <organisation>', text: 'opt_name' },
      { flags: '--manager <name>', text: 'opt_manager' },
    ],
    async run(s, given) {
      const [{ initNode }, { newCredentials }, { vaultExists }] = await Promise.all([
        import('../../node/init.ts'),
        import('../credentials.ts'),
        import('../../store/vault-file.ts'),
      ]);
      const folder = given.text('key-dir');
      // An existing node is refused before anybody is asked for a passphrase.
      const credentials =
        folder !== undefined
          ? { type: 'newKeyFile' as const, folder: s.path(folder) }
          : vaultExists(s.dir)
            ? { type: 'passphrase' as const, passphrase: '' }
            : await newCredentials(s.dir, s.options, s.world, s.t);
      const made = taken(
        await initNode({
          dir: s.dir,
          credentials,
          name: given.text('name') ?? s.t('default_organisation'),
          manager: given.text('manager') ?? 'manager',
          clock: s.world.clock,
        }),
      );
      const { open: _, ...report } = made;
      if (report.key_file !== null) s.note(s.t('init_key_file', { file: report.key_file }));
      return {
        json: report,
        text: () =>
          [
            s.t('init_done', { dir: report.dir, spaces: report.spaces.join(', ') }),
            '',
            s.t('init_paper'),
            '',
            report.recovery,
            '',
            s.t('init_paper_then'),
          ].join('\n'),
      };
    },
  },
  {
    usage: 'example <name>',
    summary: 'cmd_example',
    options: [{ flags: '--once', text: 'opt_once' }],
    async run(s, given) {
      // Loading is idempotent: a second run adds nothing, and an interrupted one is completed.
      const report = await s.call('example', { name: given.arg(0) });
      const quiet = given.flag('once') && report.entries_new === 0;
      return {
        json: report,
        text: () =>
          quiet
            ? ''
            : [
                s.t('example_done', {
                  space: report.space,
                  entries: report.entries_new,
                  seconds: String(report.seconds),
                }),
                pairs(
                  Object.entries(report.counts)
                    .filter(([, n]) => n > 0)
                    .map(([kind, n]) => [kind, String(n)]),
                ),
              ].join('\n'),
      };
    },
  },
];
