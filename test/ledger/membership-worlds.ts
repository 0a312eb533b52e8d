/**
 * Random spaces for tests of membership: seats with several writers, forks, gaps, grants and revokes of anybody by anybody
 * under any authority. Ids are hashes and nothing is signed: what is tried is the rule, not the cryptography.
 */
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import type { Control, Header, NextEpoch, Role, Seat, Wrap } from '../../src/ledger/model.ts';
import type { AnyEntry } from './membership-reference.ts';

export interface WorldEntry extends AnyEntry {
  readonly header: Header;
}
export interface World {
  /** Every entry after the one it continues. */
  readonly entries: readonly WorldEntry[];
}

interface Step {
  readonly writer: number;
  readonly what: 'data' | 'grant' | 'revoke' | 'rotate' | 'accept' | 'roster' | 'cert';
  readonly seat: number;
  readonly role: Role;
  readonly back: number;
  readonly auth: number;
  readonly picks: readonly number[];
}

const SEATS = 5;
const WRITERS = 7;
const bytes = (n: number, ...of: readonly (string | number)[]): Uint8Array =>
  new Uint8Array(createHash('sha256').update(of.join('/')).digest().subarray(0, n));
export const seatKey = (i: number): Uint8Array => bytes(32, 'seat', i);
const writerKey = (i: number): Uint8Array => bytes(32, 'writer', i);
const seatOf = (i: number, role: Role): Seat => ({
  ...{ key: seatKey(i), kem: bytes(32, 'kem', i), party: bytes(32, 'party', i % 3), psig: new Uint8Array(64), role },
});
const NONE = new Uint8Array(0);
const NO_SPACE = new Uint8Array(32);

const step: fc.Arbitrary<Step> = fc.record({
  writer: fc.nat(WRITERS - 1),
  what: fc.constantFrom<Step['what'][]>(
    ...([
      'data',
      'data',
      'grant',
      'grant',
      'grant',
      'revoke',
      'revoke',
      'revoke',
      'rotate',
      'accept',
      'roster',
      'cert',
    ] as const),
  ),
  seat: fc.nat(SEATS - 1),
  role: fc.constantFrom<Role[]>(1, 2, 3, 4, 4, 4, 4),
  back: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) }),
  auth: fc.nat(40),
  picks: fc.array(fc.nat(60), { maxLength: 4 }),
});

/** Written down in order, so that every entry names only what stands before it. */
function build(isPublic: boolean, salt: number, steps: readonly Step[]): WorldEntry[] {
  const entries: WorldEntry[] = [];
  const chains = new Map<number, WorldEntry[]>();
  const authors = new Map<string, number>();
  const epochIds: Uint8Array[] = [];
  const wrapsTo = (epoch: Uint8Array, seats: readonly number[]): Wrap[] =>
    [...new Set(seats)].map((i) => ({ seat: seatKey(i), epoch, enc: new Uint8Array(32), ct: new Uint8Array(48) }));
  const nextOf = (n: number, seats: readonly number[]): NextEpoch => {
    const epoch = bytes(16, 'epoch', salt, epochIds.length);
    epochIds.push(epoch);
    return { n, epoch, wraps: wrapsTo(epoch, seats) };
  };
  const put = (writer: number, seat: number, control: Control | null, back: number, starts = false): void => {
    const chain = chains.get(writer) ?? [];
    const prev = chain.at(-1 - back) ?? chain[0] ?? null;
    const isRoot = starts || control?.op === 0 || control?.op === 1;
    const id = bytes(32, 'id', salt, entries.length);
    const header: Header = {
      ...{ v: 1, kind: control ? 1 : 0, space: control?.op === 0 ? NO_SPACE : (entries[0]?.id ?? NO_SPACE) },
      ...{
        writer: writerKey(writer),
        seq: isRoot || !prev ? 0 : prev.header.seq + 1,
        prev: isRoot || !prev ? null : prev.id,
      },
      ...{ deps: [], ms: 0, ctr: 0, epoch: NONE, kc: NONE, ph: NO_SPACE, plen: 1 },
    };
    const entry = { id, header, control };
    entries.push(entry);
    chains.set(writer, [...chain, entry]);
    if (isRoot) authors.set(Buffer.from(id).toString('hex'), seat);
    else authors.set(Buffer.from(id).toString('hex'), authors.get(Buffer.from(prev?.id ?? id).toString('hex')) ?? -1);
  };
  const authorOf = (e: WorldEntry | undefined): number =>
    e ? (authors.get(Buffer.from(e.id).toString('hex')) ?? -1) : -1;
  put(
    0,
    0,
    { op: 0, public: isPublic, seat: seatOf(0, 4), cert: new Uint8Array(64), next: isPublic ? null : nextOf(0, [0]) },
    0,
  );
  for (let w = 1; w < WRITERS; w++)
    put(w, w % SEATS, { op: 1, seatKey: seatKey(w % SEATS), cert: new Uint8Array(64) }, 0);
  // Two managers from the start, so that most worlds have something to quarrel about.
  const [genesis] = entries;
  if (!genesis) throw new Error('no genesis');
  put(0, 0, { op: 2, auth: genesis.id, seat: seatOf(1, 4), wraps: [] }, 0);
  put(0, 0, { op: 2, auth: genesis.id, seat: seatOf(2, 4), wraps: [] }, 0);
  for (const s of steps) {
    const chain = chains.get(s.writer) ?? [];
    const author = authorOf(chain.at(-1 - s.back) ?? chain[0]);
    const grants = entries.filter((e) => e.control?.op === 2 || e.control?.op === 0);
    const own = grants.filter((e) => {
      const c = e.control;
      const key = c?.op === 0 || c?.op === 2 ? c.seat.key : null;
      return key !== null && Buffer.from(key).equals(seatKey(author));
    });
    const from = s.auth % 8 === 7 || own.length === 0 ? grants : own;
    const auth = from[s.auth % from.length]?.id ?? genesis.id;
    const said = entries.filter((e) => e.control === null);
    const picked = s.picks.flatMap((i) => (i % 5 === 4 ? entries : said).at(-1 - (i % 7)) ?? []);
    const numbers = s.picks.map((i) => i % SEATS);
    const epoch = epochIds.at(-1);
    switch (s.what) {
      case 'data':
        put(s.writer, author, null, s.back);
        break;
      case 'grant': {
        const wraps = epoch && !isPublic ? wrapsTo(epoch, [s.seat, ...numbers.slice(0, 1)]) : [];
        put(s.writer, author, { op: 2, auth, seat: seatOf(s.seat, s.role), wraps }, s.back);
        break;
      }
      case 'revoke': {
        const theirs = entries.filter((e) => authorOf(e) === s.seat);
        const cuts = s.picks.flatMap((i) => {
          const e = i % 6 === 5 ? entries[i % entries.length] : theirs[i % Math.max(1, theirs.length)];
          return e
            ? [{ writer: e.header.writer, seq: e.header.seq, id: i % 9 === 8 ? bytes(32, 'gone', i) : e.id }]
            : [];
        });
        const next =
          isPublic || s.auth % 3 === 0
            ? null
            : nextOf(
                s.picks[0] ?? 1,
                [0, 1, 2, 3, 4].filter((i) => i !== s.seat),
              );
        put(s.writer, author, { op: 3, auth, seatKey: seatKey(s.seat), cuts, next }, s.back);
        break;
      }
      case 'rotate':
        put(s.writer, author, { op: 4, auth, next: nextOf(s.picks.length, [0, 1, ...numbers]) }, s.back);
        break;
      case 'accept':
        put(s.writer, author, { op: 5, auth, entries: [genesis.id, ...picked.map((e) => e.id)] }, s.back);
        break;
      case 'roster':
        put(s.writer, author, { op: 6, auth }, s.back);
        break;
      case 'cert':
        // A second first entry: a new branch of that writer, of whatever seat, or one that certifies nobody.
        if (s.auth % 3 === 0) put(s.writer, author, null, 0, true);
        else put(s.writer, s.seat, { op: 1, seatKey: seatKey(s.seat), cert: new Uint8Array(64) }, s.back);
    }
  }
  return entries;
}

/** Without some entries and all that continues them: what a node holds that has not heard everything. */
function withGaps(entries: readonly WorldEntry[], gaps: readonly number[]): WorldEntry[] {
  const gone = new Set(gaps.map((g) => 9 + g));
  const lost = new Set<string>();
  return entries.filter((e, i) => {
    const hex = Buffer.from(e.id).toString('hex');
    const isLost = gone.has(i) || (e.header.prev !== null && lost.has(Buffer.from(e.header.prev).toString('hex')));
    if (isLost) lost.add(hex);
    return !isLost;
  });
}

export const world = (maxLength = 24): fc.Arbitrary<World> =>
  fc
    .record({
      isPublic: fc.boolean(),
      salt: fc.nat(1_000_000),
      steps: fc.array(step, { minLength: 3, maxLength, size: 'max' }),
      gaps: fc.array(fc.nat(30), { maxLength: 2 }),
    })
    .map((w) => ({ entries: withGaps(build(w.isPublic, w.salt, w.steps), w.gaps) }));
