/** `kua log …`: checkpoints, proofs, witnesses by network and by file. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { refuse } from '../../base/failures.ts';
import type { ApiOut } from '../../contract/api.ts';
import { proxyOf } from '../../node/coalition/proxy.ts';
import { type CommandSpec, present, SPACE, usage } from '../command.ts';
import type { Session } from '../session.ts';
import { pairs, table } from '../table.ts';

/** Every file of the log is small: a request or an answer below 21 KiB, a proof below 25. */
const FILE_MAX = 64 * 1024;

function readSmall(s: Session, given: string): string {
  const file = s.path(given);
  if (!existsSync(file)) return refuse('E_FILE', { file, reason: 'ENOENT' });
  if (statSync(file).size > FILE_MAX) return refuse('E_LOG_FORMAT', { what: 'answer', line: 1, reason: 'size' });
  return readFileSync(file, 'utf8');
}

/** Never over a file that is there. */
function writeNew(s: Session, given: string, text: string): string {
  const file = s.path(given);
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unwritable';
    return refuse('E_FILE', { file, reason }, error);
  }
  return file;
}

function statusText(s: Session, out: ApiOut<'log.status'>): string {
  const size = (n: number | null): string => (n === null ? '-' : String(n));
  return [
    pairs([
      [s.t('log_name'), out.origin],
      [s.t('log_key'), out.vkeys.log],
      [s.t('log_witness_key'), out.vkeys.witness],
      [s.t('log_signed'), out.signed ? `${out.signed.size}  ${out.signed.at}` : '-'],
      [s.t('log_waiting'), String(out.waiting)],
      [s.t('log_frozen'), size(out.frozen)],
      [s.t('log_quorum'), out.quorum === 0 ? s.t('log_unwitnessed') : `${out.quorum} / ${out.witnesses.length}`],
      [s.t('log_public'), s.t(out.public ? 'yes' : 'no')],
      ...(out.restored ? ([[s.t('log_restored'), size(out.restored.behind)]] as const) : []),
    ]),
    table(
      [s.t('log_witness'), s.t('col_address'), s.t('log_signed')],
      out.witnesses.map((w) => [w.name, w.url ?? '-', String(w.size)]),
      s.world.columns,
    ),
    table(
      [s.t('log_watched'), s.t('log_signed'), s.t('log_splits')],
      out.logs.map((l) => [l.origin, size(l.cosigned), l.splits.join(' ') || '-']),
      s.world.columns,
    ),
    ...out.offered.map((o) => s.t('log_offered', { organisation: o.organisation, vkey: o.vkey })),
  ].join('\n');
}

const appliedText = (s: Session, out: ApiOut<'log.apply'>): string =>
  s.t(
    out.result === 'cosigned'
      ? out.frozen
        ? 'log_frozen_now'
        : 'log_cosigned'
      : out.result === 'confirmed'
        ? 'log_confirmed'
        : 'log_ask_again',
    { witness: out.witness, size: out.size },
  );

export const logCommands: readonly CommandSpec[] = [
  {
    usage: 'log status',
    summary: 'cmd_log_status',
    async run(s) {
      const out = await s.call('log.status', {});
      return { json: out, text: () => statusText(s, out) };
    },
  },
  {
    usage: 'log checkpoint',
    summary: 'cmd_log_checkpoint',
    async run(s) {
      const out = await s.call('log.checkpoint', { proxy: proxyOf(s.world.env), ...s.person });
      for (const { witness, result } of out.asked) s.note(`${witness}: ${result}`);
      if (!out.witnessed) s.note(s.t('log_unwitnessed'));
      return { json: out, text: () => out.note, raw: true };
    },
  },
  {
    usage: 'log proof <entry>',
    summary: 'cmd_log_proof',
    async run(s, given) {
      const out = await s.call('log.proof', { entry: given.arg(0) });
      if (!out.witnessed) s.note(s.t('log_unwitnessed'));
      return { json: out, text: () => out.proof, raw: true };
    },
  },
  {
    usage: 'log witness <action> [args...]',
    summary: 'cmd_log_witness',
    options: [
      { flags: '--to <name>', text: 'opt_log_to' },
      { flags: '--from <name>', text: 'opt_log_from' },
      { flags: '--url <address>', text: 'opt_log_url' },
    ],
    async run(s, given) {
      const [action, ...args] = given.args;
      const arg = (i: number): string => args[i] ?? usage(s.t, 'usage_argument', { name: String(i + 2) });
      switch (action) {
        case 'request': {
          const out = await s.call('log.request', { to: given.need('to') });
          const file = writeNew(s, arg(0), out.request);
          return { json: { ...out, file }, text: () => s.t('log_request_written', { file, witness: out.to }) };
        }
        case 'answer': {
          const out = await s.call('log.answer', { request: readSmall(s, arg(0)) });
          const file = writeNew(s, arg(1), out.answer);
          return {
            json: { ...out, file },
            yes: out.status === 200 || out.status === 409,
            text: () => s.t('log_answer_written', { file, status: String(out.status) }),
          };
        }
        case 'apply': {
          const from = present({ from: given.text('from') });
          const out = await s.call('log.apply', { answer: readSmall(s, arg(0)), ...from });
          return { json: out, yes: out.result !== 'ask-again', text: () => appliedText(s, out) };
        }
        case 'trust': {
          const out = await s.call('log.trust', { vkey: arg(0), ...present({ url: given.text('url') }), ...s.person });
          if (out.continued === false) s.note(s.t('log_not_continued', { name: out.name }));
          return {
            json: out,
            text: () => s.t(out.as === 'log' ? 'log_trusted' : 'log_witness_trusted', { name: out.name }),
          };
        }
        default:
          return usage(s.t, 'usage_log_action', { name: String(action).slice(0, 40) });
      }
    },
  },
  {
    usage: 'log new',
    summary: 'cmd_log_new',
    options: [{ flags: '--origin <name>', text: 'opt_log_origin' }],
    async run(s, given) {
      const out = await s.call('log.new', { ...present({ origin: given.text('origin') }), ...s.person });
      return { json: out, text: () => s.t('log_new_done', { origin: out.origin, before: out.before, size: out.size }) };
    },
  },
  {
    usage: 'log rotate-key',
    summary: 'cmd_log_rotate_key',
    async run(s) {
      const out = await s.call('log.rotate_key', { proxy: proxyOf(s.world.env), ...s.person });
      for (const { witness, result } of out.asked) s.note(`${witness}: ${result}`);
      return {
        json: out,
        text: () => `${s.t('log_key_rotated', { vkey: out.vkey, size: out.size })}\n${s.t('log_key_card')}`,
      };
    },
  },
  {
    usage: 'log mirror <url>',
    summary: 'cmd_log_mirror',
    options: [SPACE],
    async run(s, given) {
      const space = given.text('space');
      const out = await s.call('log.mirror', { url: given.arg(0), ...present({ space }), proxy: proxyOf(s.world.env) });
      const { origin, size, before, result, kept } = out;
      return {
        json: out,
        yes: result !== 'split',
        text: () =>
          result === 'split'
            ? s.t('log_mirror_split', { origin, kept: kept ?? '' })
            : s.t(result === 'same' ? 'log_mirror_same' : 'log_mirrored', { origin, size, before }),
      };
    },
  },
  {
    usage: 'log public <on|off>',
    summary: 'cmd_log_public',
    async run(s, given) {
      const word = given.arg(0);
      if (word !== 'on' && word !== 'off') usage(s.t, 'usage_on_off', { name: word.slice(0, 40) });
      const out = await s.call('log.public', { public: word === 'on', ...s.person });
      return { json: out, text: () => `${s.t('log_public')}: ${s.t(out.public ? 'yes' : 'no')}` };
    },
  },
];
