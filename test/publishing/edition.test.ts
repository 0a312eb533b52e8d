/** The edition of the January 2022 example, built into a real folder and read back file by file. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseHTML } from 'linkedom';
import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asText, claimsOf } from '../../src/records/field-values.ts';
import type { RecordView } from '../../src/records/model.ts';
import { buildEdition } from '../../src/publishing/edition.ts';
import type { EditionReport } from '../../src/publishing/port.ts';
import { verifyEdition } from '../../src/publishing/verify.ts';
import { looseWords } from '../../src/publishing/withheld-names.ts';
import { exampleSource, exampleViews, TEST_OPTIONS } from './example-source.ts';

const work = mkdtempSync(join(tmpdir(), 'kua-edition-'));
const out = join(work, 'out');
let views: readonly RecordView[];
let report: EditionReport;
let paths: readonly string[];
const read = (path: string): string => readFileSync(join(out, path), 'utf8');
const walk = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? walk(join(dir, e.name)) : [relative(out, join(dir, e.name))],
  );
const pages = (): readonly string[] => paths.filter((p) => p.endsWith('.html'));
type Page = ReturnType<typeof parseHTML>['document'];
const parsed = new Map<string, Page>();
/** A page of the edition, parsed once. */
function page(path: string): Page {
  const known = parsed.get(path);
  if (known) return known;
  const { document } = parseHTML(read(path));
  parsed.set(path, document);
  return document;
}
const words = (path: string): string => page(path).body.textContent.replace(/\s+/g, ' ');

beforeAll(async () => {
  views = await exampleViews();
  const built = await buildEdition(await exampleSource(views), out, TEST_OPTIONS);
  if (!built.ok) throw new Error(JSON.stringify(built.error));
  report = built.value;
  paths = walk(out);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('as files', () => {
  test('the report counts what lies there, and it verifies', async () => {
    expect(report.files).toBe(paths.length);
    expect(report.pages).toBe(pages().length);
    expect(report.bytes).toBe(paths.reduce((n, p) => n + statSync(join(out, p)).size, 0));
    const verdict = await verifyEdition(out, {
      key: Buffer.from(TEST_OPTIONS.signer?.publicKey ?? []).toString('hex'),
    });
    expect(verdict.checks.filter((c) => c.result !== 'pass')).toEqual([]);
    expect(verdict.ok).toBe(true);
  });

  test('built again from the same records and date it has the same bytes', async () => {
    const again = join(work, 'again');
    const built = await buildEdition(await exampleSource([...views].reverse()), again, TEST_OPTIONS);
    expect(built.ok && built.value.sha256).toBe(report.sha256);
  });

  test('one byte changed, one file added, one removed: each is found and named', async () => {
    const copy = join(work, 'copy');
    cpSync(out, copy, { recursive: true });
    const changed = join(copy, 'kk/index.html');
    const bytes = readFileSync(changed);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(changed, bytes);
    writeFileSync(join(copy, 'en/added.html'), 'x');
    rmSync(join(copy, 'ru/map.html'));
    const verdict = await verifyEdition(copy);
    expect(verdict.ok).toBe(false);
    expect(verdict.checks.filter((c) => c.result === 'fail').map((c) => c.detail)).toEqual([
      'kk/index.html',
      'ru/map.html',
      'en/added.html',
    ]);
  });

  test('other files are never replaced; an edition only with force, and only when nobody changed it', async () => {
    const source = await exampleSource(views);
    const code = async (dir: string, force: boolean) => {
      const built = await buildEdition(source, dir, { ...TEST_OPTIONS, force });
      return built.ok ? 'built' : `${built.error.code} ${String(built.error.params?.['reason'])}`;
    };
    const foreign = join(work, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'thesis.txt'), 'years of work');
    expect(await code(foreign, true)).toBe('E_DIR_NOT_EMPTY other');
    expect(readFileSync(join(foreign, 'thesis.txt'), 'utf8')).toBe('years of work');
    symlinkSync(foreign, join(work, 'link'));
    expect(await code(join(work, 'link'), true)).toBe('E_DIR_NOT_EMPTY file');
    const second = join(work, 'second');
    mkdirSync(second);
    expect(await code(second, false)).toBe('built');
    expect(await code(second, false)).toBe('E_DIR_NOT_EMPTY edition');
    expect(await code(second, true)).toBe('built');
    writeFileSync(join(second, 'notes.txt'), 'mine');
    expect(await code(second, true)).toBe('E_DIR_NOT_EMPTY changed');
    expect(readdirSync(work).filter((n) => n.startsWith('.'))).toEqual([]);
  });

  test('a folder that cannot be written leaves nothing behind', async () => {
    const file = join(work, 'a-file');
    writeFileSync(file, '');
    const built = await buildEdition(await exampleSource(views), join(file, 'out'), TEST_OPTIONS);
    expect(!built.ok && built.error.code).toBe('E_EDITION_WRITE');
  });
});

describe('as a site', () => {
  test('a clause stands in the quotation marks of the language it is written in', () => {
    const clauses = (lang: string) =>
      [...page(`${lang}/demands.html`).querySelectorAll('.clause p')].map((p) => p.textContent.trim());
    for (const lang of ['en', 'ru', 'kk']) {
      expect(clauses(lang).length).toBeGreaterThan(0);
      for (const clause of clauses(lang)) expect(clause).toMatch(/^“[^]*”$/);
    }
    for (const lang of ['ru', 'kk'])
      for (const p of page(`${lang}/demands.html`).querySelectorAll(`.translated [lang=${lang}]`))
        expect(p.textContent).toMatch(/^«[^]*»$/);
  });

  test('every link of every page leads to a file and an anchor that exist', () => {
    const ids = new Map<string, ReadonlySet<string>>();
    const idsOf = (path: string): ReadonlySet<string> => {
      const known = ids.get(path);
      if (known) return known;
      const found = new Set([...page(path).querySelectorAll('[id]')].map((e) => e.id));
      ids.set(path, found);
      return found;
    };
    const broken: string[] = [];
    for (const path of pages())
      for (const a of page(path).querySelectorAll('a[href], link[href]')) {
        const href = a.getAttribute('href') ?? '';
        if (/^https?:/.test(href)) continue;
        const [file = '', anchor] = href.split('#');
        const target = file === '' ? path : relative(out, resolve(out, dirname(path), file));
        if (!existsSync(join(out, target))) broken.push(`${path} -> ${href}`);
        else if (anchor && !idsOf(target).has(anchor)) broken.push(`${path} -> ${href} (no anchor)`);
      }
    expect(broken).toEqual([]);
  });

  test('no script, no style attribute, no other host, one policy, on every page', () => {
    for (const path of pages()) {
      const document = page(path);
      expect(document.querySelectorAll('script, style, [style], [onclick], iframe, form, img').length, path).toBe(0);
      const policy =
        document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content') ?? '';
      expect(policy, path).toContain("default-src 'none'");
      expect(document.querySelectorAll('link[href^="http"]').length, path).toBe(0);
      expect(document.querySelectorAll('h1').length, path).toBeGreaterThan(0);
    }
  });

  test('every page carries the banner in its language and the same page in the two others', () => {
    const banners = {
      en: 'Not by, and not reviewed by, the organisations named.',
      ru: 'Названные организации',
      kk: 'Аталған ұйымдар',
    };
    for (const path of pages().filter((p) => p !== 'index.html')) {
      const lang = path.slice(0, 2) as keyof typeof banners;
      expect(page(path).documentElement.lang, path).toBe(lang);
      expect(words(path), path).toContain(banners[lang]);
      for (const other of Object.keys(banners)) expect(existsSync(join(out, other + path.slice(2))), path).toBe(true);
    }
  });

  test('no page shows a message id, an unfilled place or a template mark', () => {
    for (const path of pages()) {
      expect(words(path).match(/\[[a-z_.]+\]|\{\$|\{\{|\}\}|undefined|\[object|NaN/g) ?? [], path).toEqual([]);
    }
  });

  test('a run of Cyrillic never stands under lang=en', () => {
    for (const path of pages().filter((p) => p.startsWith('en/'))) {
      const document = page(path);
      for (const e of document.querySelectorAll('[lang]')) {
        if (e.getAttribute('lang') === 'en' && e.tagName !== 'HTML')
          expect(/[\u0400-\u04ff]/.test(e.textContent), path).toBe(false);
      }
    }
  });

  test('a text page with the stylesheet is below 60 kB compressed, the map page below 120 kB', () => {
    const css = gzipSync(readFileSync(join(out, 'assets/edition.css'))).length;
    for (const path of pages()) {
      const size = gzipSync(readFileSync(join(out, path))).length + css;
      expect(size, path).toBeLessThan(path.endsWith('map.html') ? 120_000 : 60_000);
    }
  });

  test('charts are pictures with one sentence, and a table stands beside each', () => {
    for (const path of ['en/figures/killed.html', 'ru/connectivity.html', 'kk/map.html']) {
      const document = page(path);
      const charts = [...document.querySelectorAll('svg')];
      expect(charts.length, path).toBeGreaterThan(0);
      for (const svg of charts) {
        expect(svg.getAttribute('role')).toBe('img');
        expect(svg.getAttribute('aria-label')?.length).toBeGreaterThan(20);
      }
      // A picture drawn a second time for the width of a phone shows the same numbers.
      const drawnAgain = document.querySelectorAll('.on-phone svg').length;
      expect(document.querySelectorAll('table').length, path).toBeGreaterThanOrEqual(charts.length - drawnAgain);
      const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
      expect(new Set(ids).size, path).toBe(ids.length);
    }
  });

  test('the first minute says what happened, who says so and what is open, each number with its speaker', () => {
    for (const lang of ['kk', 'ru', 'en']) {
      const minute = page(`${lang}/index.html`).querySelector('.minute');
      const lines = [...(minute?.querySelectorAll('li') ?? [])].map((li) => li.textContent?.trim() ?? '');
      expect(
        lines.filter((line) => line === '' || line.includes('[')),
        lang,
      ).toEqual([]);
      expect(
        lines.some((line) => /238 \(.+2022/.test(line)),
        lines.join('\n'),
      ).toBe(true);
      const keys = [...(minute?.querySelectorAll('.states a') ?? [])].map((a) => a.textContent);
      expect(new Set(keys).size, lang).toBe(12);
      for (const a of minute?.querySelectorAll('.states a') ?? [])
        expect(page(`${lang}/index.html`).querySelector(`${a.getAttribute('href')}`), lang).not.toBeNull();
    }
  });

  test('every kind of page is valid HTML by a checker that is not ours', async () => {
    const checker = new HtmlValidate({
      extends: ['html-validate:standard'],
      rules: {
        // Matters of style, not of the standard.
        'long-title': 'off',
        'no-inline-style': 'error',
        'no-trailing-whitespace': 'off',
        'attr-quotes': 'off',
        'void-style': 'off',
        'doctype-style': 'off',
        'no-redundant-role': 'off',
        'prefer-native-element': 'off',
        'tel-non-breaking': 'off',
      },
    });
    const faults: string[] = [];
    const seen = new Set<string>();
    for (const path of pages()) {
      // One event, figure and demand of each language stand for the others: they come from one template.
      const kind = path.replace(/^(..\/(?:events|demands|figures)\/).+$/, '$1');
      if (seen.has(kind)) continue;
      seen.add(kind);
      const report = await checker.validateString(readFileSync(join(out, path), 'utf8'), path);
      for (const result of report.results)
        for (const m of result.messages) faults.push(`${path}:${m.line} ${m.ruleId}: ${m.message}`);
    }
    expect(seen.size).toBeGreaterThan(40);
    expect(faults.slice(0, 30)).toEqual([]);
  });

  test('the feed is well-formed XML', ({ skip }) => {
    skip(spawnSync('xmllint', ['--version']).error !== undefined, 'xmllint is not installed');
    expect(spawnSync('xmllint', ['--noout', join(out, 'feed.xml')]).status).toBe(0);
  });
});

describe('what must never be in it', () => {
  test('no private person’s name, in any script, in any file', () => {
    const names = views
      .filter((v) => v.kind === 'Person')
      .flatMap((v) => claimsOf(v, 'names').map((c) => asText(c.value)))
      .filter((n) => n !== null);
    expect(names).toHaveLength(8);
    const families = names.map((n) => looseWords(n).at(-1) ?? '');
    for (const path of paths.filter((p) => !p.startsWith('assets/fonts/'))) {
      const found = new Set(looseWords(read(path)));
      expect([path, families.filter((f) => found.has(f))]).toEqual([path, []]);
    }
  });

  test('no decider’s name, no signal, no coalition or private field', () => {
    const all = paths
      .filter((p) => /\.(html|csv|jsonl|json|geojson|xml)$/.test(p))
      .map(read)
      .join('\n');
    expect(all).not.toMatch(/Ulgili|Mysaly/);
    expect(all).not.toMatch(/sig_[0-9a-z]{26}/);
    expect(all).not.toMatch(/det_[0-9a-z]{26}/);
    expect(all).not.toContain('named_publicly_by');
  });

  test('the titles and addresses that name such a person are told in left_out, without the name', () => {
    expect(report.left_out.filter((l) => l.includes('its title names'))).toHaveLength(2);
    expect(report.left_out.filter((l) => l.startsWith('Person '))).toHaveLength(8);
    expect(read('en/records.html')).toContain('11 persons are recorded. Their names are withheld');
  });
});

describe('what it says', () => {
  test('read to the present: D6 met before then reversed, D1 and D5 breached, quotations without a state', () => {
    const json = JSON.parse(read('edition.json')) as { demands: { key: string; state: string | null }[] };
    const state = Object.fromEntries(json.demands.map((d) => [d.key, d.state]));
    expect(state).toMatchObject({ D1: 'breached', D4: 'open', D5: 'breached', D6: 'reversed', D12: 'open', P1: null });
    expect(words('ru/demands/d6.html')).toContain('Было выполнено, затем отменено');
  });

  test('read on 12 January 2022 D6 is open and later acts are not there', async () => {
    const then = join(work, 'then');
    const built = await buildEdition(await exampleSource(views, '2022-01-12T04:00:00.000Z'), then, TEST_OPTIONS);
    expect(built.ok).toBe(true);
    const json = JSON.parse(readFileSync(join(then, 'edition.json'), 'utf8')) as {
      demands: { key: string; state: string }[];
    };
    expect(json.demands.find((d) => d.key === 'D6')?.state).toBe('open');
    const acts = parseHTML(readFileSync(join(then, 'en/demands/d6.html'), 'utf8')).document.querySelectorAll(
      '.act time',
    );
    expect(acts.length).toBeGreaterThan(0);
    for (const time of acts) expect(time.textContent).toMatch(/January 2022$/);
  });

  test('13 named in the published text, none verified; translations are unofficial', () => {
    const statement = words('en/statement.html');
    expect(statement).toContain('13 named in the published text');
    expect(statement.match(/As printed in the published text/g)?.length).toBeGreaterThanOrEqual(13);
    expect(statement).toContain('Unofficial translation, not signed');
    expect(statement).not.toMatch(/verified/i);
  });

  test('acts are listed in plain words and never graded', () => {
    for (const path of pages().filter((p) => p.startsWith('en/')))
      expect(words(path), path).not.toMatch(/partly met|contrary|rejected|refuted|in breach of its word/i);
  });

  test('a label stands in quotation marks with its speaker', () => {
    expect(words('en/figures/killed.html')).toContain('label of Interior Ministry: “riot participants”');
  });
});
