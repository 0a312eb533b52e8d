/** Words that try to be markup, addresses that try to be code, letters that turn a line around: an edition shows them as words. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildEdition } from '../../src/publishing/edition.ts';
import type { EditionSource } from '../../src/publishing/port.ts';
import type { RecordView } from '../../src/records/model.ts';
import { claims, each, view } from '../../src/records/view-fixture.ts';
import { TEST_OPTIONS } from './example-source.ts';

const EVIL = `</p><script>alert(1)</script>"'&{{t.skip}}{{{svg}}}\u202eevil\u202c`;
const id = (prefix: string, n: number): string => `${prefix}_${String(n).padStart(26, '0')}`;
const [STA, ORG, EVT, SRC, PLC, DEM] = [
  id('sta', 1),
  id('org', 1),
  id('evt', 1),
  id('src', 1),
  id('plc', 1),
  id('dem', 1),
];
const from = (value: string) => claims({ value, sources: [SRC], lang: 'en', speaker: EVIL });
const RECORDS: readonly RecordView[] = [
  view('Source', SRC, { title: from(EVIL), publisher: from(EVIL), url: from('javascript:alert(1)') }),
  view('Organisation', ORG, { names: each({ text: EVIL, lang: 'en', script: 'Latn', kind: 'full' }) }),
  view('Place', PLC, {
    names: each({ text: EVIL, lang: '"><script>', script: 'Latn', kind: 'full' }),
    precision: 'settlement',
    geometry: { type: 'Point', coordinates: ['76.9', '43.2'] },
    admin: EVIL,
  }),
  view('Statement', STA, {
    title: from(EVIL),
    state: 'published',
    date: '2022-01-05',
    versions: { lang: 'en', text: EVIL, standing: 'original' },
    text_hash: EVIL,
  }),
  view('CoSignature', id('cos', 1), {
    statement: STA,
    signatory: ORG,
    signed_as: { name: EVIL },
    basis: 'reported',
    at: '2022-01-05',
  }),
  view('Demand', DEM, {
    key: '../../D1',
    text: from(EVIL),
    verbatim: from(EVIL),
    statement: STA,
    kind: 'coalition',
    addressee: ORG,
    two_sided: { ours: EVIL, theirs: EVIL },
    move: { to: 'breached', at: '2022-01-07', because: [EVT], deciders: ['a', 'b'], note: EVIL },
  }),
  view('Event', EVT, {
    code: EVIL,
    title: claims({ value: EVIL, sources: [SRC], lang: 'en' }, { value: `${EVIL} again`, sources: [SRC], lang: 'en' }),
    kind: each('protest', EVIL),
    date: '2022-01-06',
    place: PLC,
    actors_text: each(EVIL),
  }),
  view('Response', id('rsp', 1), {
    demand: DEM,
    link: { demand: DEM, bears: EVIL, by_addressee: true },
    from: EVIL,
    at: '2022-01-08',
    text: from(EVIL),
    evidence: SRC,
    bears: 'act',
  }),
  ...[1, 2].map((n) =>
    view('Figure', id('fig', n), {
      metric: n === 1 ? 'killed' : 'killed',
      population: 'all',
      value: { low: n, best: n, high: n, as_given: EVIL, exact: true },
      unit: EVIL,
      as_of: `2022-01-0${n}`,
      counting: 'cumulative',
      scope: EVIL,
      who: EVIL,
      side: 'official',
      status: 'current',
      metric_as_given: EVIL,
      note: EVIL,
    }),
  ),
  view('ConnectivityObservation', id('obs', 1), {
    place: PLC,
    medium: EVIL,
    state: 'down',
    at: '2022-01-05',
    basis: 'measurement',
    operator: EVIL,
    description: from(EVIL),
  }),
  view('Outage', id('out', 1), { place: PLC, medium: EVIL, window: '2022-01-04/2022-01-07', name: EVIL }),
];
const named = { en: EVIL, ru: EVIL, kk: EVIL };
const source: EditionSource = {
  space: { id: '00', slug: 'hostile', title: named, public: true, role: 'case', asOf: null, banner: named },
  asOf: '2022-02-01T00:00:00.000Z',
  records: async (kind) => RECORDS.filter((r) => r.kind === kind),
};

const work = mkdtempSync(join(tmpdir(), 'kua-hostile-'));
const out = join(work, 'out');
const walk = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? walk(join(dir, e.name)) : [join(dir, e.name)],
  );

beforeAll(async () => {
  const built = await buildEdition(source, out, { ...TEST_OPTIONS, publisher: EVIL, version: EVIL });
  if (!built.ok) throw new Error(JSON.stringify(built.error));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('no page runs, links or reorders what a record says', () => {
  const pages = walk(out).filter((p) => p.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(40);
  for (const path of pages) {
    const html = readFileSync(path, 'utf8');
    expect(html, path).not.toContain('<script');
    expect(html, path).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    const { document } = parseHTML(html);
    for (const a of document.querySelectorAll('[href]'))
      expect(a.getAttribute('href'), path).not.toMatch(/^\s*(javascript|data|vbscript):/i);
    for (const e of document.querySelectorAll('*'))
      for (const name of e.getAttributeNames()) expect(name, path).not.toMatch(/^on|^style$/);
  }
});

test('the words themselves are there to read, with the turned letters marked', () => {
  const page = readFileSync(join(out, 'en/events.html'), 'utf8');
  expect(page).toContain(
    '&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;{{t.skip}}{{{svg}}}\ufffdevil\ufffd',
  );
});

test('a key of a demand cannot leave its folder', () => {
  expect(readdirSync(join(out, 'en/demands'))).toEqual(['-d1.html']);
});

test('accounts that differ stand side by side on the page of the event', () => {
  const page = parseHTML(readFileSync(join(out, `en/events/${EVT}.html`), 'utf8')).document.body.textContent;
  expect(page).toContain('Accounts that differ, side by side');
  expect(page).toContain('again');
});

test('the feed stays well-formed', () => {
  const feed = readFileSync(join(out, 'feed.xml'), 'utf8');
  expect(feed).not.toContain('<script');
  expect(feed.match(/<entry>/g)).toHaveLength(1);
});
