/** Every property asks one place how often it runs, so that the nightly script can ask for more (test/property-runs.ts). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, root } from './sources.ts';

const users = ['src', 'test', 'bench']
  .flatMap((folder) => filesBelow(folder, /\.tsx?$/))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
  .filter(({ file, text }) => /^import .* from 'fast-check';/m.test(text) && !file.endsWith('/property-runs.ts'));

test('properties stand in test files, and each says its number of runs through the one helper', () => {
  expect(users.length).toBeGreaterThan(50);
  const wrong = users.filter(({ file, text }) => {
    const asserts = text.match(/\bfc\.(assert|check)\(/g)?.length ?? 0;
    const asked = text.match(/\bpropertyRuns\(/g)?.length ?? 0;
    return asserts > asked || (asserts > 0 && !/\.test\.tsx?$/.test(file));
  });
  expect(wrong.map(({ file }) => file)).toEqual([]);
});
