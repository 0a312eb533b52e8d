/** The marks of a statement's plain text (heading, list, quote) are printed as what they mean, with the demand where it stands. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, expect, test } from 'vitest';
import { buildEdition } from '../../src/publishing/edition.ts';
import { view } from '../../src/records/view-fixture.ts';
import { exampleSource, TEST_OPTIONS } from './example-source.ts';

const TEXT = `# What we ask

We, practice groups, say:

- release them now
- restore the network

> A word <b>of</b> a witness

2 - 1 = 1 is no list; # nor this a heading`;

const folder = mkdtempSync(join(tmpdir(), 'kua-statement-text-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('heading, list, quote and paragraph stand as such; the clause leads to its demand', async () => {
  const versions = { lang: 'en', text: TEXT, standing: 'original' };
  const source = await exampleSource([
    view('Statement', 'sta_a', { title: 'A practice statement', state: 'published', date: '2022-01-05', versions }),
    view('Demand', 'dem_a', {
      ...{ key: 'D1', text: 'Release', kind: 'coalition', statement: 'sta_a' },
      verbatim: 'release them now',
    }),
  ]);
  const built = await buildEdition(source, join(folder, 'out'), TEST_OPTIONS);
  expect(built.ok).toBe(true);
  const { document } = parseHTML(readFileSync(join(folder, 'out/en/statement.html'), 'utf8'));
  const text = document.querySelector('.statement-text');
  const of = (selector: string): (string | null)[] =>
    [...(text?.querySelectorAll(selector) ?? [])].map((e) => e.textContent);
  expect(of('h3')).toEqual(['What we ask']);
  expect(of('p')).toEqual(['We, practice groups, say:', '2 - 1 = 1 is no list; # nor this a heading']);
  expect(of('ul > li')).toHaveLength(2);
  expect(of('ul > li')[1]).toBe('restore the network');
  expect(of('blockquote')).toEqual(['A word <b>of</b> a witness']);
  const clause = text?.querySelector('a.marked');
  expect(clause?.querySelector('mark')?.textContent).toBe('release them now');
  expect(clause?.getAttribute('href')).toBe('demands/d1.html');
});
