/** The committed entries: each good one is accepted and opens, each reject gets its code, and they are still made alike. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../src/base/bytes.ts';
import { admit } from '../../src/ledger/admit.ts';
import { type Body, openBody } from '../../src/ledger/body.ts';
import { verifyEntry } from '../../src/ledger/entry-verify.ts';
import { isGenesis } from '../../src/ledger/header.ts';
import { type ControlEntry, membership } from '../../src/ledger/membership.ts';
import type { Primitives, VerifiedEntry } from '../../src/ledger/model.ts';
import { nodePrimitives } from '../../src/store/node-primitives.ts';
import { type EntryFixture, makeFixture } from '../fixtures/entry/make.ts';
import { sodiumPrimitives } from './sodium.ts';

const file = new URL('../fixtures/entry/entries.json', import.meta.url);
const fixture = JSON.parse(readFileSync(file, 'utf8')) as EntryFixture;
const hex = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array(0);
const secrets = new Map(fixture.epochs.map((e) => [e.id, hex(e.secret)]));
const epochs = (epoch: Uint8Array): Uint8Array | null => secrets.get(toHex(epoch)) ?? null;

type Answer = { readonly entry: VerifiedEntry; readonly body: Body } | string;
function answer(p: Primitives, x: { readonly entry: string; readonly block: string }): Answer {
  const entry = verifyEntry(p, hex(x.entry));
  if (!entry.ok) return entry.error.code;
  const body = openBody(p, entry.value.header, hex(x.block), epochs);
  return body.ok ? { entry: entry.value, body: body.value } : body.error.code;
}
const short = (a: Answer): string => (typeof a === 'string' ? a : toHex(a.entry.id));

test('there are 50 good entries, of all kinds, open and sealed, and at least 30 rejects', () => {
  expect(fixture.good.length).toBe(50);
  expect(fixture.rejects.length).toBeGreaterThanOrEqual(30);
  const kinds = new Set(
    fixture.good.map((g) => {
      const a = answer(nodePrimitives(), g);
      return typeof a === 'string'
        ? a
        : `${a.entry.header.kind} ${a.entry.header.epoch.length > 0 ? 'sealed' : 'open'}`;
    }),
  );
  expect([...kinds].sort()).toEqual(['0 open', '0 sealed', '1 open', '1 sealed', '2 open', '3 open']);
});

describe.each([
  ['node:crypto', nodePrimitives()],
  ['libsodium', sodiumPrimitives()],
])('with %s', (_, p) => {
  for (const g of fixture.good) test(`good: ${g.name}`, () => expect(short(answer(p, g))).toBe(g.id));
  for (const r of fixture.rejects) test(`${r.code}: ${r.name}`, () => expect(short(answer(p, r))).toBe(r.code));
});

test('the good entries are admitted in their order, every one', () => {
  const p = nodePrimitives();
  const held = new Map<string, VerifiedEntry>();
  const controls = new Map<string, ControlEntry[]>();
  for (const g of fixture.good) {
    const a = answer(p, g);
    if (typeof a === 'string') throw new Error(a);
    const { header, id } = a.entry;
    const space = toHex(isGenesis(header) ? id : header.space);
    const control = a.body.type === 'control' ? a.body.control : null;
    const here = controls.get(space) ?? [];
    if (control) here.push({ id, header, control });
    controls.set(space, here);
    const prev = header.prev && held.get(toHex(header.prev));
    const known = { held: held.has(toHex(id)), genesisHeld: held.has(space), prev: prev ? prev.header : null, control };
    expect(admit(a.entry, known, membership(here, p)), g.name).toEqual({ state: 'accepted' });
    held.set(toHex(id), a.entry);
  }
});

test('the maker still makes the committed file, byte for byte', async () => {
  expect(await makeFixture()).toEqual(fixture);
});
