/** Membership by the second implementation, in Python: the same verdicts on the committed spaces and on random signed ones. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../src/base/bytes.ts';
import { expectOk } from '../../src/base/result.ts';
import { standingOf } from '../../src/ledger/admit.ts';
import { openBody } from '../../src/ledger/body.ts';
import { verifyEntry } from '../../src/ledger/entry-verify.ts';
import { eligibleEpoch, newEpoch, wrapEpochs } from '../../src/ledger/epochs.ts';
import { heldAncestry } from '../../src/ledger/membership-ancestry.ts';
import { membership } from '../../src/ledger/membership.ts';
import type { Control, Primitives, Role } from '../../src/ledger/model.ts';
import { nodePrimitives } from '../../src/store/node-primitives.ts';
import {
  fixtureOf,
  forksIn,
  makeSpaces,
  type MembershipFixture,
  type SpaceFixture,
} from '../fixtures/membership/make.ts';
import { seeded } from './seeded.ts';
import { sodiumPrimitives } from './sodium.ts';
import { type Device, p, Space } from './space-kit.ts';

const program = fileURLToPath(new URL('../reference/membership.py', import.meta.url));
const committed = fileURLToPath(new URL('../fixtures/membership/spaces.json', import.meta.url));
const fixture = JSON.parse(readFileSync(committed, 'utf8')) as MembershipFixture;
const missing = spawnSync('python3', ['--version']).status === 0 ? null : 'python3 is not installed';
const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);

function python(file: string): string[] {
  const run = spawnSync('python3', [program, file], { encoding: 'utf8', timeout: 100_000, maxBuffer: 1 << 24 });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout.trim().split('\n');
}

/** What the product makes of the bytes, handed to it from last to first. */
function ours(primitives: Primitives, space: SpaceFixture): readonly string[] {
  const held = space.entries.map((e) => {
    const entry = expectOk(verifyEntry(primitives, bytes(e.entry)), space.name);
    let control: Control | null = null;
    if (entry.header.kind === 1) {
      const body = expectOk(
        openBody(primitives, entry.header, bytes(e.block), () => null),
        space.name,
      );
      control = body.type === 'control' ? body.control : null;
    }
    return { id: entry.id, header: entry.header, control };
  });
  const backwards = held.toReversed();
  const ancestry = heldAncestry(backwards);
  const controls = backwards.flatMap((h) => (h.control ? [{ ...h, control: h.control }] : []));
  const m = membership(controls, { primitives, ancestry, forks: forksIn(backwards) });
  const lines = held.map((h) => {
    const outcome = standingOf(h, h.control, m, ancestry);
    const hex = toHex(h.id);
    const verdict = 'code' in outcome ? outcome.code : outcome.state;
    return `${hex} ${verdict}${h.control ? ` ${m.voided.get(hex) ?? '+'}` : ''}`;
  });
  const epoch = eligibleEpoch(m);
  if (m.public) return [...lines, 'public'];
  return [...lines, epoch === 'rotate' ? epoch : `${epoch.n} ${toHex(epoch.epoch)}`];
}

describe.each([
  ['node:crypto', nodePrimitives()],
  ['libsodium', sodiumPrimitives()],
])('with %s', (_, primitives) => {
  for (const space of fixture.spaces) test(space.name, () => expect(ours(primitives, space)).toEqual(space.verdicts));
});

test('the committed spaces show every code', () => {
  const words = new Set(fixture.spaces.flatMap((s) => s.verdicts.flatMap((line) => line.split(' '))));
  for (const word of [
    'accepted',
    '+',
    'Q_CUT',
    'Q_NO_GRANT',
    'Q_NO_CERT',
    'E_AUTH',
    'E_SIG',
    'E_CUT_SELF',
    'E_FORK',
    'rotate',
    '2',
  ])
    expect([...words], word).toContain(word);
});

test('the maker still makes the committed file, byte for byte', async () => {
  expect(await makeSpaces()).toEqual(fixture);
});

test('the second implementation says the same of the committed spaces', (context) => {
  if (missing) return context.skip(missing);
  expect(python(committed)).toEqual(fixture.spaces.flatMap((s) => s.verdicts));
  expect(existsSync(join(program, '..', '__pycache__'))).toBe(false);
});

const random = seeded('random signed spaces');
const pick = (n: number): number => {
  const [a = 0, b = 0] = random(2);
  return (a * 256 + b) % n;
};

/** Six devices that grant, revoke, accept, fork and write as chance has it. */
async function chance(title: string, isPublic: boolean): Promise<Space> {
  const s = await Space.found(title, isPublic);
  const secrets = s.genesis.epoch ? [s.genesis.epoch] : [];
  const roles: readonly Role[] = [1, 2, 3, 4, 4, 4];
  const devices: Device[] = [s.founder];
  const admit = async (by: Device, to: Device): Promise<void> => {
    const wraps = isPublic ? [] : await wrapEpochs(p, s.genesis.space, [to.seat], secrets);
    const grant = s.grant(by, to, { wraps, role: roles[pick(6)] ?? 4 });
    if (pick(4) > 0) to.auth = grant.id;
  };
  for (const name of ['A', 'B', 'C', 'D', 'E']) {
    const d = await s.device(name, 4);
    await admit(devices[pick(devices.length)] ?? s.founder, d);
    s.certify(d);
    devices.push(d);
  }
  const starts = new Map(devices.map((d) => [d, [d.state]]));
  for (let i = 0; i < 18; i++) {
    const [by, on] = [devices[pick(6)] ?? s.founder, devices[pick(6)] ?? s.founder];
    const states = starts.get(by) ?? [];
    if (pick(12) === 0) by.state = states[pick(states.length)] ?? by.state;
    const what = pick(10);
    const upTo = on.chain.slice(pick(on.chain.length)).slice(0, 1 + pick(2));
    if (what < 2) await admit(by, on);
    else if (what < 5) {
      const next = isPublic || pick(3) === 0 ? null : await newEpoch(p, s.genesis.space, s.membership(), [on.seat.key]);
      if (next) secrets.push(next.key);
      s.revoke(by, on, pick(2) === 0 ? undefined : upTo, { next: next?.next ?? null });
    } else if (what === 5) s.accept(by, [...on.chain.slice(-2)]);
    else if (what === 6) s.roster(by);
    else if (what === 7 && !isPublic) {
      const next = await newEpoch(p, s.genesis.space, s.membership());
      secrets.push(next.key);
      s.rotate(by, next.next);
    } else s.says(by);
    starts.set(by, [...states, by.state]);
  }
  return s;
}

test('both implementations say the same of 10 random spaces of 29 entries', { timeout: 120_000 }, async (context) => {
  if (missing) return context.skip(missing);
  const spaces: SpaceFixture[] = [];
  for (let i = 0; i < 10; i++) spaces.push(fixtureOf(`chance ${i}`, await chance(`chance ${i}`, i % 2 === 0)));
  const expected = spaces.flatMap((s) => [...ours(p, s)]);
  expect(expected).toEqual(spaces.flatMap((s) => s.verdicts));
  const dir = mkdtempSync(join(tmpdir(), 'kua-python-'));
  try {
    const file = join(dir, 'spaces.json');
    writeFileSync(file, JSON.stringify({ about: '', spaces } satisfies MembershipFixture));
    expect(python(file)).toEqual(expected);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  const words = new Set(expected.flatMap((line) => line.split(' ').slice(1)));
  expect([...words]).toEqual(
    expect.arrayContaining(['accepted', '+', 'Q_CUT', 'Q_NO_GRANT', 'E_AUTH', 'E_FORK', 'E_CUT_SELF']),
  );
});
