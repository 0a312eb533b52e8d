/**
 * Membership of a space with 1,000 control entries: 300 seats admitted by 60 managers, each with a certified writer, removals,
 * accepts and rosters; with signatures verified and with them known. And a rotation for 500 seats. Nothing touches a disk.
 */
import { makeSeat } from '../src/ledger/application.ts';
import { openBody } from '../src/ledger/body.ts';
import { makeAccept, makeGrant, makeRevoke, makeRoster, makeRotate } from '../src/ledger/control-make.ts';
import { type MadeEntry, makeControlEntry, type WriterState } from '../src/ledger/entry-make.ts';
import { newEpoch } from '../src/ledger/epochs.ts';
import { makeGenesis } from '../src/ledger/genesis.ts';
import { makeWriterCertificate } from '../src/ledger/membership-sign.ts';
import { type ControlEntry, type Membership, type MembershipOptions, membership } from '../src/ledger/membership.ts';
import type { Seat } from '../src/ledger/model.ts';
import { nodePrimitives } from '../src/store/node-primitives.ts';
import { note, percentile, print } from './figure.ts';

const SEATS = 300;
const MANAGERS = 60;
const CONTROLS = 1000;
const RUNS = 20;

const p = nodePrimitives();
const genesis = await makeGenesis(p, {
  ...{ public: false, seatSeed: p.random(32), kemSecret: p.random(32), partySeed: p.random(32) },
  ...{ writerSeed: p.random(32), now: Date.UTC(2022, 0, 5), text: 'Benchmark', salt: p.random(32) },
});
const { space } = genesis;

interface Author {
  readonly seat: Seat;
  readonly auth: Uint8Array;
  writer: WriterState;
  /** Id and number of its newest entry. */
  head: Uint8Array;
}
const controls: ControlEntry[] = [];
const keep = (author: Author | null, made: Pick<MadeEntry, 'entry' | 'block' | 'next'>): Uint8Array => {
  const body = openBody(p, made.entry.header, made.block, () => null);
  if (!body.ok || body.value.type !== 'control') throw new Error('not a control entry');
  controls.push({ id: made.entry.id, header: made.entry.header, control: body.value.control });
  if (author) {
    author.writer = made.next;
    author.head = made.entry.id;
  }
  return made.entry.id;
};
keep(null, { entry: genesis.entry, block: genesis.block, next: genesis.writer });
const [founding] = controls;
if (founding?.control.op !== 0) throw new Error('no genesis');
const authors: Author[] = [
  { seat: founding.control.seat, auth: space, writer: genesis.writer, head: genesis.entry.id },
];
let now = Date.UTC(2022, 0, 6);
const at = () => ({ now: (now += 1000) });

note('making 1,000 control entries');
for (let i = 1; i <= SEATS; i++) {
  const by = authors[Math.min(i - 1, MANAGERS - 1) >> 1];
  if (!by) throw new Error('no author');
  const seatSeed = p.random(32);
  const seat = await makeSeat(p, {
    ...{ space, seatSeed, kemSecret: p.random(32), partySeed: p.random(32), role: i < MANAGERS ? 4 : 3 },
  });
  const auth = keep(by, makeGrant(p, by.writer, { auth: by.auth, seat, wraps: [] }, at()));
  const seed = p.random(32);
  const publicKey = p.publicKey(seed);
  const fresh: WriterState = { space, seed, publicKey, seq: 0, prev: null, ms: 0, ctr: 0 };
  const author: Author = { seat, auth, writer: fresh, head: space };
  const cert = makeWriterCertificate(p, seatSeed, space, publicKey);
  keep(author, makeControlEntry(p, fresh, { op: 1, seatKey: seat.key, cert }, null, at().now));
  authors.push(author);
}
const managers = authors.slice(1, MANAGERS);
for (let i = 0; controls.length < CONTROLS; i++) {
  const by = managers[i % managers.length];
  const other = authors[MANAGERS + (i % (SEATS - MANAGERS))];
  if (!by || !other) throw new Error('no author');
  const cuts = [{ writer: other.writer.publicKey, seq: other.writer.seq - 1, id: other.head }];
  if (i % 4 === 0)
    keep(by, makeRevoke(p, by.writer, { auth: by.auth, seatKey: other.seat.key, cuts, next: null }, at()));
  else if (i % 4 === 1) keep(by, makeAccept(p, by.writer, { auth: by.auth, entries: [other.head] }, at()));
  else keep(other, makeRoster(p, other.writer, { auth: other.auth }, at()));
}

function measure(options: () => MembershipOptions): readonly number[] {
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const o = options();
    const from = performance.now();
    membership(controls, o);
    times.push(performance.now() - from);
  }
  return times;
}
const verified = measure(() => ({ primitives: p }));
const signatures = new Map<string, boolean>();
const m: Membership = membership(controls, { primitives: p, signatures });
const known = measure(() => ({ primitives: p, signatures }));
const { length: n } = controls;
print({ name: 'membership_verified', n, value: percentile(verified, 0.5), unit: 'ms', budget: '< 200' });
print({ name: 'membership_signatures_known', n, value: percentile(known, 0.5), unit: 'ms', budget: '< 200' });

note(`${m.seats.size} seats, ${m.effective.size} control entries in force`);
const seats = new Map(m.seats);
for (let i = 0; seats.size < 500 + [...m.seats.values()].filter((s) => !s.live).length; i++) {
  const [first] = m.seats.values();
  if (!first) break;
  const seat = await makeSeat(p, {
    ...{ space, seatSeed: p.random(32), kemSecret: p.random(32), partySeed: p.random(32), role: 3 },
  });
  seats.set(`more ${i}`, { ...first, seat, role: 3, live: true });
}
const rotations: number[] = [];
for (let i = 0; i < 5; i++) {
  const from = performance.now();
  const { next, key } = await newEpoch(p, space, { ...m, seats });
  makeRotate(p, genesis.writer, { auth: space, next }, { ...at(), note: { text: 'Rotated' }, key });
  rotations.push(performance.now() - from);
  if (next.wraps.length !== 500) throw new Error(`${next.wraps.length} wraps`);
}
print({ name: 'rotate_seats', n: 500, value: percentile(rotations, 0.5) / 1000, unit: 's', budget: '< 2' });
