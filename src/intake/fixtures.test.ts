/** The fixture files of the import format: valid ones go in without an error, invalid ones give the code beside them. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { expectOk } from '../base/result.ts';
import { runImport } from './import.ts';
import { MemoryTarget } from './memory-target.ts';
import { loadProfiles } from './profile-files.ts';

const DIR = new URL('../../test/fixtures/import/', import.meta.url);
const files = (folder: string): readonly string[] =>
  readdirSync(new URL(folder, DIR)).filter((f) => !f.endsWith('.expect.json'));

async function load(path: string) {
  const profiles = expectOk(await loadProfiles(), 'profiles load');
  const source = new Uint8Array(readFileSync(new URL(path, DIR)));
  return runImport({ source, fileName: path, profiles, target: new MemoryTarget(), now: () => 0 });
}

test.each(files('valid/'))('valid: %s', async (name) => {
  const done = expectOk(await load(`valid/${name}`), name);
  expect([done.errors, done.new > 0]).toEqual([0, true]);
});

test.each(files('invalid/'))('invalid: %s', async (name) => {
  const path = new URL(`invalid/${name.replace(/\.\w+$/, '')}.expect.json`, DIR);
  const expected = JSON.parse(readFileSync(path, 'utf8')) as { readonly file?: string; readonly row?: string };
  const done = await load(`invalid/${name}`);
  if (done.ok) expect(done.value.first_errors[0]?.code).toBe(expected.row);
  else expect(done.error.code).toBe(expected.file);
});
