/** `kua bundle write|read`, `kua sync`: exchange with other nodes by file and by network. */
import type { BundleReadJson, ReceivedJson, SyncRunJson } from '../../contract/areas/exchange.ts';
import { proxyOf } from '../../node/coalition/proxy.ts';
import { type CommandSpec, type Given, present, SPACE, usage } from '../command.ts';
import type { Session } from '../session.ts';
import { pairs, table } from '../table.ts';

/** Asked twice when a bundle is written on a terminal, once when it is read; without a terminal: the first line of stdin. */
async function passphrase(s: Session, given: Given, twice: boolean): Promise<string | undefined> {
  if (!given.flag('passphrase')) return undefined;
  if (!s.world.canAsk) {
    if (s.options.passphraseStdin) return usage(s.t, 'usage_one_passphrase');
    const line = await s.world.readLine();
    return line === '' ? usage(s.t, 'usage_passphrase_needed') : line;
  }
  const first = await s.world.ask(s.t('ask_bundle_passphrase'));
  if (!first) return usage(s.t, 'usage_passphrase_needed');
  if (twice && (await s.world.ask(s.t('ask_again'))) !== first) return usage(s.t, 'usage_passphrases_differ');
  return first;
}

/** One line for each thing that was not taken, and for each predecessor that is waited for. */
function faultLines(s: Session, r: ReceivedJson): readonly string[] {
  return [
    ...r.refused.map((x) => `${x.code}  ${x.item}`),
    ...(r.refused_more > 0 ? [s.t('exchange_more', { count: String(r.refused_more) })] : []),
    ...r.missing.map((m) => s.t('exchange_missing', { writer: m.writer, seq: String(m.seq) })),
  ];
}

const receivedRows = (s: Session, r: ReceivedJson): readonly (readonly [string, string])[] => [
  [s.t('exchange_accepted'), String(r.accepted)],
  [s.t('exchange_duplicate'), String(r.duplicate)],
  [s.t('exchange_parked'), String(r.parked)],
  [s.t('exchange_quarantined'), String(r.quarantined)],
  [s.t('exchange_refused'), String(r.refused.length + r.refused_more)],
];

function readText(s: Session, r: BundleReadJson): string {
  const from = r.organisation ?? (r.manifest === 'ok' ? s.t('exchange_unknown') : r.manifest);
  return [
    pairs([
      [s.t('exchange_from'), from],
      [s.t('exchange_written'), r.created ?? ''],
      ...receivedRows(s, r),
      [s.t('exchange_objects'), `${r.objects.stored} / ${r.objects.stored + r.objects.lacking}`],
    ]),
    ...(r.torn ? [s.t('exchange_torn')] : []),
    ...(r.manifest === 'E_SIG' ? [s.t('exchange_manifest')] : []),
    ...faultLines(s, r),
  ].join('\n');
}

function syncText(s: Session, r: SyncRunJson): string {
  return r.spaces
    .map((x) =>
      [
        pairs([
          [s.t('col_space'), x.slug],
          ...receivedRows(s, x.received),
          [s.t('exchange_sent'), String(x.sent.entries)],
          [s.t('exchange_objects_in'), String(x.objects.received)],
          [s.t('exchange_objects_out'), String(x.objects.sent)],
          ...(x.objects.waiting > 0 ? ([[s.t('exchange_objects_waiting'), String(x.objects.waiting)]] as const) : []),
        ]),
        ...faultLines(s, x.received),
        ...x.sent.refused.map((f) => `${f.code}  ${f.item}`),
        s.t(x.error === null ? 'sync_done' : 'sync_broke', { code: x.error ?? '', url: r.url }),
      ].join('\n'),
    )
    .join('\n\n');
}

export const exchangeCommands: readonly CommandSpec[] = [
  {
    usage: 'bundle write <file>',
    summary: 'cmd_bundle_write',
    options: [
      { flags: '--to <recipient>', text: 'opt_bundle_to', many: true },
      { flags: '--passphrase', text: 'opt_bundle_passphrase' },
      SPACE,
      { flags: '--since <frontier>', text: 'opt_since' },
      { flags: '--max-bytes <bytes>', text: 'opt_max_bytes' },
    ],
    async run(s, given) {
      const to = given.many('to');
      const since = given.text('since');
      const max = given.whole('max-bytes', 1);
      const secret = await passphrase(s, given, true);
      const file = given.arg(0);
      const out = await s.call('bundle.write', {
        file: s.path(file),
        ...(to.length > 0 ? { to } : {}),
        ...present({
          passphrase: secret,
          space: given.text('space'),
          max_bytes: max,
          since: since === undefined || /^[0-9a-f]+$/.test(since) ? since : s.path(since),
        }),
      });
      return {
        json: out,
        text: () =>
          [
            table(
              [s.t('col_file'), s.t('col_bytes'), s.t('col_entries'), s.t('exchange_objects')],
              out.files.map((f) => [f.file, String(f.bytes), String(f.entries), String(f.objects)]),
              s.world.columns,
            ),
            s.t('bundle_written', { spaces: out.spaces.map((x) => x.slug).join(', ') }),
          ].join('\n'),
      };
    },
  },
  {
    usage: 'bundle read <file>',
    summary: 'cmd_bundle_read',
    options: [{ flags: '--passphrase', text: 'opt_bundle_passphrase' }],
    async run(s, given) {
      const secret = await passphrase(s, given, false);
      const out = await s.call('bundle.read', {
        file: s.path(given.arg(0)),
        ...present({ passphrase: secret }),
      });
      return { json: out, yes: out.ok, text: () => readText(s, out) };
    },
  },
  {
    usage: 'sync <url>',
    summary: 'cmd_sync',
    options: [SPACE, { flags: '--once', text: 'opt_sync_once' }],
    async run(s, given) {
      const out = await s.call('sync.run', {
        url: given.arg(0),
        ...present({ space: given.text('space') }),
        proxy: proxyOf(s.world.env),
        keep: !given.flag('once'),
      });
      return { json: out, yes: out.ok, text: () => syncText(s, out) };
    },
  },
];
