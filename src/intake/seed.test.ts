/** The reader of a statement's structure: it refuses a clause that the text does not hold, and a text that is not there. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { utf8 } from '../base/bytes.ts';
import { expectOk } from '../base/result.ts';
import { runImport } from './import.ts';
import { MemoryTarget } from './memory-target.ts';
import { loadProfiles } from './profile-files.ts';

const DIR = new URL('../../examples/january-2022/', import.meta.url);
const read = (name: string): Promise<Uint8Array | null> => readFile(new URL(name, DIR)).catch(() => null);

async function load(change: (seed: string) => string, companion: (name: string) => Promise<Uint8Array | null> = read) {
  const profiles = expectOk(await loadProfiles(), 'profiles load');
  const seed = new TextDecoder().decode((await read('seed.json')) ?? new Uint8Array());
  const target = new MemoryTarget();
  const result = await runImport({
    source: utf8(change(seed)),
    fileName: 'seed.json',
    profiles,
    target,
    now: () => 0,
    companion,
  });
  return { result, target };
}

test('the structure alone brings its source and its place with it', async () => {
  const { result, target } = await load((s) => s);
  expect(result).toMatchObject({ ok: true, value: { profile: 'jan2022-seed', errors: 0 } });
  expect(target.counts()).toEqual({
    Statement: 1,
    Demand: 18,
    Organisation: 18,
    CoSignature: 13,
    Event: 1,
    Signal: 2,
    Relation: 2,
    Source: 1,
    Place: 1,
  });
});

test('a clause that does not occur in the statement refuses the whole', async () => {
  const { result, target } = await load((s) =>
    s.replace('Detained protesters must be released immediately.', 'Detained protesters must be released soon.'),
  );
  expect(result).toMatchObject({ ok: false, error: { code: 'E_QUOTE', params: { demand: 'D4' } } });
  expect(target.entries).toHaveLength(0);
});

test('without the statement nothing is read', async () => {
  expect(
    (
      await load(
        (s) => s,
        async () => null,
      )
    ).result,
  ).toMatchObject({ ok: false, error: { code: 'E_COMPANION' } });
});

test('a structure of another form is refused with its place', async () => {
  const { result } = await load((s) => s.replace('"signatories": [', '"signatories": [ 7,'));
  expect(result).toMatchObject({ ok: false, error: { code: 'E_JSON' } });
});
