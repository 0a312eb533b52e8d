/** `kua rebuild`, `doctor`, `backup`, `restore`, `info`, `version`: the node itself. */
import { VERSION } from '../../node/version.ts';
import type { CommandSpec } from '../command.ts';
import { taken } from '../session.ts';
import { pairs } from '../table.ts';
import { checkTable } from './edition.ts';

export const nodeCommands: readonly CommandSpec[] = [
  {
    usage: 'rebuild',
    summary: 'cmd_rebuild',
    options: [{ flags: '--check', text: 'opt_rebuild_check' }],
    async run(s, given) {
      const check = given.flag('check');
      const out = await s.call('rebuild', { check });
      return {
        json: out,
        yes: !check || out.equal,
        text: () =>
          [
            s.t(check ? (out.equal ? 'rebuild_equal' : 'rebuild_differs') : 'rebuild_done', { records: out.records }),
            pairs([
              ['SHA-256', out.sha256],
              ...(out.first_difference === null ? [] : ([[s.t('rebuild_first'), out.first_difference]] as const)),
              [s.t('import_seconds'), String(out.seconds)],
            ]),
          ].join('\n'),
      };
    },
  },
  {
    usage: 'doctor',
    summary: 'cmd_doctor',
    async run(s) {
      const out = await s.call('doctor', {});
      return {
        json: out,
        yes: out.ok,
        text: () => [checkTable(s, out.checks), s.t(out.ok ? 'doctor_ok' : 'doctor_not_ok')].join('\n'),
      };
    },
  },
  {
    usage: 'backup <file>',
    summary: 'cmd_backup',
    async run(s, given) {
      const out = await s.call('backup', { file: s.path(given.arg(0)) });
      return {
        json: out,
        text: () =>
          s.t('backup_done', { file: out.file, bytes: String(out.bytes), entries: out.entries, blobs: out.blobs }),
      };
    },
  },
  {
    usage: 'restore <file>',
    summary: 'cmd_restore',
    options: [{ flags: '--erased <file>', text: 'opt_erased' }],
    async run(s, given) {
      const { restoreBackup } = await import('../../store/restore.ts');
      const erased = given.text('erased');
      const options = erased === undefined ? {} : { erasedFrom: s.path(erased) };
      const out = taken(await restoreBackup(s.path(given.arg(0)), s.dir, options));
      return { json: { dir: s.dir, ...out }, text: () => s.t('restore_done', { dir: s.dir }) };
    },
  },
  {
    usage: 'info',
    summary: 'cmd_info',
    async run(s) {
      const out = await s.call('info', {});
      return {
        json: out,
        text: () =>
          pairs([
            [s.t('col_organisation'), out.name],
            [s.t('col_node'), out.node],
            [s.t('col_spaces'), String(out.spaces)],
            [s.t('col_entries'), String(out.entries)],
            [s.t('col_version'), out.version],
            [s.t('col_address'), out.address ?? s.t('not_running')],
          ]),
      };
    },
  },
  {
    usage: 'version',
    summary: 'cmd_version',
    async run() {
      const json = { name: 'kua', version: VERSION, node: process.versions.node };
      return { json, text: () => `kua ${json.version} (Node ${json.node})` };
    },
  },
];
