/**
 * A space of several devices for tests: real keys, real entries, real signatures. Every device writes its own chain and acts
 * on what the test lets it know; what a node then makes of the whole set is asked of the product.
 */
import { concatBytes, toHex } from '../../src/base/bytes.ts';
import { expectOk } from '../../src/base/result.ts';
import { type Outcome, standingOf } from '../../src/ledger/admit.ts';
import { makeSeat } from '../../src/ledger/application.ts';
import { openBody } from '../../src/ledger/body.ts';
import {
  type ControlOptions,
  cutsOf,
  makeAccept,
  makeGrant,
  makeRevoke,
  makeRoster,
  makeRotate,
} from '../../src/ledger/control-make.ts';
import {
  type EpochKey,
  type MadeEntry,
  makeControlEntry,
  makeDataEntry,
  type WriterState,
} from '../../src/ledger/entry-make.ts';
import { type Genesis, makeGenesis } from '../../src/ledger/genesis.ts';
import { heldAncestry } from '../../src/ledger/membership-ancestry.ts';
import { makeWriterCertificate } from '../../src/ledger/membership-sign.ts';
import { type Cut, type Membership, type MembershipOptions, membership } from '../../src/ledger/membership.ts';
import type { Control, Header, NextEpoch, Payload, Primitives, Role, Seat, Wrap } from '../../src/ledger/model.ts';
import { nodePrimitives } from '../../src/store/node-primitives.ts';

export const p = nodePrimitives();
export const NOW = 1_641_373_200_000;

/** An entry of the space, of any kind. */
export interface Held {
  readonly id: Uint8Array;
  readonly header: Header;
  readonly control: Control | null;
  readonly made: Pick<MadeEntry, 'entry' | 'block'>;
}
export interface Device {
  readonly name: string;
  readonly seat: Seat;
  readonly seatSeed: Uint8Array;
  readonly kemSecret: Uint8Array;
  /** Its writer before the next entry; a test may put an older state back: that is a fork. */
  state: WriterState;
  /** The grant that it acts under. */
  auth: Uint8Array;
  /** Its chain, newest last. */
  readonly chain: Held[];
}

const payload: Payload = {
  ...{ by: null, ends: [], batch: null },
  ctx: { conf: 'reported', src: [{ type: 'own' }], obs: null, extra: {} },
  claims: [{ subject: new Uint8Array(16).fill(9), kind: 'Event', field: 'note', value: 'a shot was heard', ctx: null }],
};
const seedOf = (...parts: readonly string[]): Uint8Array =>
  p.sha256(concatBytes(...parts.map((part) => new TextEncoder().encode(`${part};`))));

export const cutAt = (held: Held): Cut => ({ writer: held.header.writer, seq: held.header.seq, id: held.id });

export class Space {
  readonly genesis: Genesis;
  readonly founder: Device;
  readonly held: Held[] = [];
  private readonly title: string;
  private readonly p: Primitives;
  private clock = NOW;

  private constructor(title: string, genesis: Genesis, founder: Device, primitives: Primitives) {
    this.p = primitives;
    this.title = title;
    this.genesis = genesis;
    this.founder = founder;
    this.keep(founder, { entry: genesis.entry, block: genesis.block, next: genesis.writer });
  }

  /** `primitives`: with fixed random bytes, the same space again. */
  static async found(title: string, isPublic = true, primitives: Primitives = p): Promise<Space> {
    const seeds = {
      seatSeed: seedOf(title, 'seat'),
      kemSecret: seedOf(title, 'kem'),
      partySeed: seedOf(title, 'party'),
    };
    const genesis = await makeGenesis(primitives, {
      ...{ public: isPublic, ...seeds, writerSeed: seedOf(title, 'writer') },
      ...{ now: NOW, text: title, salt: seedOf(title, 'salt') },
    });
    const seat = await makeSeat(p, { space: genesis.space, ...seeds, role: 4 });
    const founder: Device = {
      ...{ name: 'founder', seat, seatSeed: seeds.seatSeed, kemSecret: seeds.kemSecret },
      ...{ state: genesis.writer, auth: genesis.space, chain: [] },
    };
    return new Space(title, genesis, founder, primitives);
  }

  private keep(d: Device, made: Pick<MadeEntry, 'entry' | 'block' | 'next'>): Held {
    d.state = made.next;
    const { entry, block } = made;
    let control: Control | null = null;
    if (entry.header.kind === 1) {
      const body = expectOk(
        openBody(p, entry.header, block, () => null),
        'control',
      );
      control = body.type === 'control' ? body.control : null;
    }
    const held = { id: entry.id, header: entry.header, control, made: { entry, block } };
    d.chain.push(held);
    this.held.push(held);
    return held;
  }

  private options(o: Partial<ControlOptions> = {}): ControlOptions {
    this.clock += 1000;
    return { now: this.clock, ...o };
  }

  /** Keys of a device that nobody let in yet. `party`: the same word, the same organisation. */
  async device(name: string, role: Role = 3, party = name): Promise<Device> {
    const seatSeed = seedOf(this.title, name, 'seat');
    const kemSecret = seedOf(this.title, name, 'kem');
    const { space } = this.genesis;
    const seat = await makeSeat(p, { space, seatSeed, kemSecret, partySeed: seedOf(this.title, party), role });
    return { name, seat, seatSeed, kemSecret, state: this.writer(name), auth: space, chain: [] };
  }

  writer(name: string): WriterState {
    const seed = seedOf(this.title, name, 'writer');
    return { space: this.genesis.space, seed, publicKey: p.publicKey(seed), seq: 0, prev: null, ms: 0, ctr: 0 };
  }

  /** First entry of a device's writer; by a stranger's seat key when `seatSeed` says so. */
  certify(d: Device, seatSeed = d.seatSeed): Held {
    const cert = makeWriterCertificate(p, seatSeed, this.genesis.space, d.state.publicKey);
    const control: Control = { op: 1, seatKey: p.publicKey(seatSeed), cert };
    return this.keep(d, makeControlEntry(this.p, d.state, control, null, this.options().now));
  }

  grant(
    by: Device,
    to: Device,
    over: { role?: Role; wraps?: readonly Wrap[]; auth?: Uint8Array; seat?: Seat } = {},
  ): Held {
    const seat = over.seat ?? { ...to.seat, role: over.role ?? to.seat.role };
    const g = { auth: over.auth ?? by.auth, seat, wraps: over.wraps ?? [] };
    return this.keep(by, makeGrant(this.p, by.state, g, this.options()));
  }

  /** Lets a device in and starts its writer: the usual way. */
  async admit(by: Device, name: string, role: Role = 3, party = name): Promise<Device> {
    const d = await this.device(name, role, party);
    d.auth = this.grant(by, d).id;
    this.certify(d);
    return d;
  }

  /** Removes a device. `upTo`: the newest of its entries that its author accepts; absent: all that is held of it now. */
  revoke(
    by: Device,
    d: Device,
    upTo?: readonly Held[],
    over: { next?: NextEpoch | null; auth?: Uint8Array } = {},
  ): Held {
    const tips = d.chain.slice(-1);
    const cuts = (upTo ?? tips).map(cutAt);
    const r = { auth: over.auth ?? by.auth, seatKey: d.seat.key, cuts, next: over.next ?? null };
    return this.keep(by, makeRevoke(this.p, by.state, r, this.options()));
  }

  accept(by: Device, entries: readonly Held[]): Held {
    return this.keep(
      by,
      makeAccept(this.p, by.state, { auth: by.auth, entries: entries.map((e) => e.id) }, this.options()),
    );
  }
  rotate(by: Device, next: NextEpoch): Held {
    return this.keep(by, makeRotate(this.p, by.state, { auth: by.auth, next }, this.options()));
  }
  roster(by: Device, o: Partial<ControlOptions> = {}): Held {
    return this.keep(by, makeRoster(this.p, by.state, { auth: by.auth }, this.options(o)));
  }
  says(by: Device, key: EpochKey | null = null): Held {
    return this.keep(by, makeDataEntry(this.p, by.state, { payload }, key, this.options().now));
  }
  /** Any control entry, such as one that no maker would make. */
  put(by: Device, control: Control): Held {
    return this.keep(by, makeControlEntry(this.p, by.state, control, null, this.options().now));
  }

  membership(o: MembershipOptions = {}, held: readonly Held[] = this.held): Membership {
    const controls = held.flatMap((h) => (h.control ? [{ id: h.id, header: h.header, control: h.control }] : []));
    return membership(controls, { primitives: p, ancestry: heldAncestry(held), ...o });
  }

  /** What a node that holds all of `held` makes of an entry: 'accepted', or the code it is quarantined with. */
  verdict(e: Held, held: readonly Held[] = this.held, o: MembershipOptions = {}): string {
    const outcome: Outcome = standingOf(e, e.control, this.membership(o, held), heldAncestry(held));
    return 'code' in outcome ? outcome.code : outcome.state;
  }
  verdicts(entries: readonly Held[], held: readonly Held[] = this.held): readonly string[] {
    return entries.map((e) => this.verdict(e, held));
  }
  /** Why a control entry has no effect; null when it has. */
  voided(e: Held, o: MembershipOptions = {}): string | null {
    const m = this.membership(o);
    const code = m.voided.get(toHex(e.id)) ?? null;
    if ((code === null) !== m.effective.has(toHex(e.id))) throw new Error('neither effective nor void');
    return code;
  }
  isLive(d: Device, o: MembershipOptions = {}): boolean {
    return this.membership(o).seats.get(toHex(d.seat.key))?.live === true;
  }
  cuts(d: Device): readonly Cut[] {
    const tips = d.chain.slice(-1).map((t) => ({ writer: t.header.writer, seq: t.header.seq, head: t.id }));
    return cutsOf(this.membership(), d.seat.key, tips);
  }
}
