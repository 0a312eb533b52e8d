/**
 * Takes frames from any source (a bundle, a peer's answer, a push) into the node: entries and blocks by `receiveFrames`, pieces of
 * media objects, notes; then the index follows and the spaces are read anew.
 */
import { toHex } from '../../base/bytes.ts';
import type { ReceivedJson } from '../../contract/areas/exchange.ts';
import { type Context, follow } from '../context.ts';
import { followCards } from './devices.ts';
import { shareEpochs } from './epoch-sharing.ts';
import { followMedia, LOOSE_MAX, mediaOf } from './media.ts';
import { receiveFrames } from './receive.ts';
import type { ReceiveReport } from './receive-report.ts';
import type { BlobFrame, NoteFrame, ReceivedFrame } from './receive-types.ts';

export interface TakeOptions {
  /** Spaces (hex) that may enter; absent: those held or awaited. */
  readonly welcome?: (space: string) => boolean;
  readonly onNote?: (note: NoteFrame) => Promise<void>;
}
export interface Taken {
  readonly report: ReceiveReport;
  /** Objects that became whole, and those of which a piece came that does not go on from what is here. */
  readonly stored: number;
  readonly waiting: number;
  readonly refusedObjects: readonly { readonly id: string; readonly code: string }[];
}

export async function takeFrames(
  c: Context,
  frames: AsyncIterable<ReceivedFrame>,
  options: TakeOptions = {},
): Promise<Taken> {
  const { parts } = c;
  let [stored, loose] = [0, 0];
  const waiting = new Set<string>();
  const refused = new Map<string, string>();
  const onBlob = async (frame: BlobFrame): Promise<void> => {
    const address = toHex(frame.address);
    const fresh = !parts.blobs.has(frame.address);
    if (!fresh || refused.has(address)) return;
    // Claims of this run may not be readable yet: what turns out to belong to none counts against a limit.
    loose += frame.bytes.length;
    if (loose > LOOSE_MAX && !(await isNamed(c, address))) {
      refused.set(address, 'E_QUOTA');
      return;
    }
    const done = await parts.blobs.receive(frame);
    if (done.ok) {
      waiting.delete(address);
      if (done.value.whole) stored++;
      else waiting.add(address);
    } else if (done.error.code === 'E_UPLOAD_OFFSET') waiting.add(address);
    else refused.set(address, done.error.code);
  };
  const report = await receiveFrames(parts, frames, {
    ...(options.welcome ? { welcome: options.welcome } : {}),
    ...(options.onNote ? { onNote: options.onNote } : {}),
    onBlob,
    onProgress: (entries) => c.onProgress(entries, null, 'entries'),
  });
  await follow(c);
  await parts.spaces.refresh();
  await followCards(parts);
  // Who joined, and which epochs began: only now are both known here.
  if (c.author && report.accepted + report.quarantined > 0) await shareEpochs(c);
  await followMedia(parts);
  return {
    report,
    stored,
    waiting: waiting.size,
    refusedObjects: [...refused].map(([id, code]) => ({ id, code })),
  };
}

async function isNamed(c: Context, address: string): Promise<boolean> {
  await followMedia(c.parts);
  for (const space of c.parts.spaces.all())
    if ((await mediaOf(c.parts.ledger, space.hex)).some((o) => toHex(o.address) === address)) return true;
  return false;
}

export function receivedJson(report: ReceiveReport, more: Taken['refusedObjects'] = []): ReceivedJson {
  return {
    accepted: report.accepted,
    duplicate: report.duplicate,
    parked: report.parked,
    quarantined: report.quarantined,
    refused: [...report.refused, ...more].map((r) => ({ item: r.id, code: r.code })),
    refused_more: report.refusedMore,
    blocks: report.blocks,
    missing: report.missing.map((m) => ({ writer: m.writer, seq: m.seq })),
  };
}

/** Two reports of one exchange as one. */
export function bothJson(a: ReceivedJson, b: ReceivedJson): ReceivedJson {
  const missing = new Map([...a.missing, ...b.missing].map((m) => [`${m.writer}/${m.seq}`, m]));
  return {
    accepted: a.accepted + b.accepted,
    duplicate: a.duplicate + b.duplicate,
    parked: a.parked + b.parked,
    quarantined: a.quarantined + b.quarantined,
    refused: [...a.refused, ...b.refused].slice(0, 1_000),
    refused_more: a.refused_more + b.refused_more + Math.max(0, a.refused.length + b.refused.length - 1_000),
    blocks: a.blocks + b.blocks,
    missing: [...missing.values()],
  };
}

export const NOTHING_RECEIVED: ReceivedJson = {
  accepted: 0,
  duplicate: 0,
  parked: 0,
  quarantined: 0,
  refused: [],
  refused_more: 0,
  blocks: 0,
  missing: [],
};
