/** Nodes that take in what a test made: a real ledger, a real index, frames as a bundle gives them. */
import { type EpochKey, makeDataEntry, makeEraseEntry } from '../../src/ledger/entry-make.ts';
import type { Erase, Payload } from '../../src/ledger/model.ts';
import type { ReceiveReport } from '../../src/node/coalition/receive-report.ts';
import { receiveFrames } from '../../src/node/coalition/receive.ts';
import type { ReceivedFrame, ReceiveOptions } from '../../src/node/coalition/receive-types.ts';
import { makeNode, type NodeFixture } from '../../src/store/projection/ledger-fixture.ts';
import { type Device, type Held, NOW, p, type Space } from '../ledger/space-kit.ts';

/** An entry of the test's space, control or not. */
export type Entered = Held;

export const entryFrame = (e: Entered): ReceivedFrame => ({ is: 'entry', bytes: e.made.entry.bytes });
export const blockFrame = (e: Entered): ReceivedFrame => ({
  ...{ is: 'block', ph: e.made.entry.header.ph, block: e.made.block },
});
/** Each entry with its block behind it. */
export const framesOf = (entries: readonly Entered[]): ReceivedFrame[] =>
  entries.flatMap((e) => [entryFrame(e), blockFrame(e)]);

export async function* streamOf(frames: readonly ReceivedFrame[]): AsyncGenerator<ReceivedFrame> {
  for (const frame of frames) yield frame;
}

export interface Receiver extends NodeFixture {
  /** Takes entries with their blocks, or frames as they are. */
  take(what: readonly (Entered | ReceivedFrame)[], options?: ReceiveOptions): Promise<ReceiveReport>;
  /** State and reason of an entry: `accepted`, a code, or `absent`. */
  standing(e: Entered): Promise<string>;
  folded(): Promise<string>;
}

/** Gives a node the keys of a seat of the space, as joining does. */
export async function letIn({ ledger }: Pick<NodeFixture, 'ledger'>, space: Space, device: Device): Promise<void> {
  const id = space.genesis.space;
  await ledger.transact(async (tx) => {
    await tx.putSecret({ type: 'seat', space: id, id: device.seat.key, secret: device.seatSeed });
    await tx.putSecret({ type: 'kem', space: id, id: device.seat.kem, secret: device.kemSecret });
  });
}

/** A node of a device of the space: it has the seat's keys and, as a newcomer, nothing else. */
export async function receiver(
  space: Space,
  device: Device | null,
  clock: () => number = () => NOW,
): Promise<Receiver> {
  const node = await makeNode(null);
  if (device) await letIn(node, space, device);
  return {
    ...node,
    take(what, options = {}) {
      const frames = what.flatMap((w) => ('is' in w ? [w] : framesOf([w])));
      const parts = { ledger: node.ledger, primitives: p, clock };
      return receiveFrames(parts, streamOf(frames), options);
    },
    async standing(e) {
      const held = await node.ledger.entry(e.id);
      return held ? (held.reason ?? held.state) : 'absent';
    },
    async folded() {
      await node.projection.catchUp();
      return node.dump();
    },
  };
}

/** A data entry of a device's writer; `at` writes from an older state of it, which is a fork. */
export function say(
  d: Device,
  payload: Partial<Payload> & Pick<Payload, 'claims'>,
  key: EpochKey | null,
  o: { readonly now?: number; readonly at?: Device['state'] } = {},
): Entered {
  const whole: Payload = {
    ...{ by: null, ends: [], batch: null, ctx: { conf: 'reported', src: [], obs: null, extra: {} } },
    ...payload,
  };
  const made = makeDataEntry(p, o.at ?? d.state, { payload: whole }, key, o.now ?? NOW + 10_000_000);
  d.state = made.next;
  return { id: made.entry.id, header: made.entry.header, control: null, made };
}

export function wipe(d: Device, erase: Erase, now = NOW + 10_000_000): Entered {
  const made = makeEraseEntry(p, d.state, erase, now);
  d.state = made.next;
  return { id: made.entry.id, header: made.entry.header, control: null, made };
}
