/** `kua import`, `kua export`. */
import type { ApiOut } from '../../contract/api.ts';
import { AS_OF, type CommandSpec, type Given, present, SPACE, usage } from '../command.ts';
import type { Session } from '../session.ts';
import { pairs, table } from '../table.ts';

function importText(s: Session, r: ApiOut<'import'>): string {
  const lines = [
    pairs([
      [s.t('import_rows'), String(r.rows)],
      [s.t('import_new'), String(r.new)],
      [s.t('import_changed'), String(r.changed)],
      [s.t('import_same'), String(r.same)],
      [s.t('import_errors'), String(r.errors)],
      [s.t('import_profile'), `${r.profile} (${r.encoding})`],
      [
        s.t('import_seconds'),
        `${r.seconds} (${s.t('rate', { rate: String(Math.round(r.rows / Math.max(r.seconds, 0.001))) })})`,
      ],
    ]),
  ];
  if (r.unmapped.length > 0) lines.push(s.t('import_unmapped', { columns: r.unmapped.join(', ') }));
  if (r.unknown_terms.length > 0)
    lines.push(
      table(
        [s.t('col_scheme'), s.t('col_value'), s.t('col_count')],
        r.unknown_terms.map((u) => [u.scheme, u.value, String(u.count)]),
        s.world.columns,
      ),
    );
  if (r.first_errors.length > 0)
    lines.push(
      table(
        [s.t('col_row'), s.t('col_column'), s.t('col_code'), s.t('col_reason')],
        r.first_errors.map((e) => [String(e.row), e.column, e.code, e.message]),
        s.world.columns,
      ),
    );
  if (r.error_file !== undefined) lines.push(s.t('import_error_file', { file: r.error_file }));
  lines.push(
    r.dry_run ? s.t('import_dry') : r.batch === null ? s.t('import_nothing') : s.t('import_batch', { batch: r.batch }),
  );
  return lines.join('\n');
}

async function importRun(s: Session, given: Given) {
  const scope = present({ space: given.text('space') });
  const undo = given.text('undo');
  if (undo !== undefined) {
    const out = await s.call('import.undo', { ...scope, batch: undo });
    return { json: out, text: () => s.t('import_undone', { batch: out.batch, left: out.records_left }) };
  }
  const file = given.args[0] ?? usage(s.t, 'usage_argument', { name: 'file' });
  const report = await s.call('import', {
    ...scope,
    ...present({ profile: given.text('profile') }),
    file: s.path(file),
    dry_run: given.flag('dry-run'),
    strict: given.flag('strict'),
  });
  return { json: report, text: () => importText(s, report), yes: report.errors === 0 };
}

export const importCommands: readonly CommandSpec[] = [
  {
    usage: 'import [file]',
    summary: 'cmd_import',
    options: [
      { flags: '--profile <profile>', text: 'opt_profile' },
      SPACE,
      { flags: '--dry-run', text: 'opt_dry_run' },
      { flags: '--strict', text: 'opt_strict' },
      { flags: '--undo <batch>', text: 'opt_undo' },
    ],
    run: importRun,
  },
  {
    usage: 'export',
    summary: 'cmd_export',
    options: [
      { flags: '--format <format>', text: 'opt_format' },
      { flags: '--view <view>', text: 'opt_view' },
      { flags: '--out <file>', text: 'opt_out' },
      { flags: '--kind <kind>', text: 'opt_kind_one' },
      SPACE,
      AS_OF,
    ],
    async run(s, given) {
      const out = given.text('out');
      const report = await s.call('export', {
        ...present({ space: given.text('space'), as_of: given.text('as-of'), kind: given.text('kind') }),
        lang: s.lang,
        format: given.need('format'),
        view: given.need('view'),
        ...(out === undefined ? {} : { out: s.path(out) }),
      });
      for (const line of report.left_out) s.note(line);
      return {
        json: report,
        ...(report.text === null ? {} : { raw: true as const }),
        text: () => report.text ?? s.t('export_done', { rows: report.rows, file: report.file ?? '' }),
      };
    },
  },
];
