/** Every phrase that a source gives as the reason of a refused form is told in Russian and Kazakh. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, root } from '../../test/ground/sources.ts';
import { inputReason } from './input-words.ts';

/** Reasons as sources write them, with a number where they put one in. */
function reasonsGiven(): readonly string[] {
  const found = new Set<string>();
  for (const file of filesBelow('src', /\.ts$/)) {
    if (file.endsWith('.test.ts') || file.startsWith('src/messages/')) continue;
    const source = readFileSync(join(root, file), 'utf8');
    for (const m of source.matchAll(/'E_INPUT',\s*\{[^}]*?reason:[^'`]*(['`])(.*?)\1/gs))
      if (m[2]) found.add(m[2].replaceAll(/\$\{.*?\}/g, '7'));
    if (file === 'src/server/form-faults.ts')
      for (const m of source.matchAll(/(?:return|\?|:) (['`])([^'`]+ [^'`]+)\1/g))
        if (m[2]) found.add(m[2].replaceAll(/\$\{.*?\}/g, '7'));
  }
  return [...found];
}

test('every reason has its words in the other languages, with the parts that are told as they are', () => {
  const given = reasonsGiven();
  expect(given.length).toBeGreaterThan(15);
  for (const reason of given)
    for (const lang of ['ru', 'kk'] as const)
      expect([reason, lang, /\p{Script=Cyrillic}/u.test(inputReason(reason, lang))]).toEqual([reason, lang, true]);
  expect(inputReason('a number of 5 to 60', 'ru')).toBe('нужно число от 5 до 60');
  expect(inputReason('a number of 5 to 60', 'en')).toBe('a number of 5 to 60');
  expect(inputReason('of a newer program', 'kk')).toBe('of a newer program');
});
