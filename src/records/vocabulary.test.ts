import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import {
  CLOSED_SCHEMES,
  checkTerm,
  childrenOf,
  isTerm,
  nearestTerms,
  SCHEMES,
  schemeTerms,
  termLabel,
  termsOf,
  termWithAncestors,
  termWithDescendants,
} from './vocabulary.ts';

const folder = new URL('./vocabularies/', import.meta.url);
/** Articles of the ICCPR that the lists may name: 1 to 27, and 2(3). */
const ARTICLE = /^(?:[1-9]|1\d|2[0-7]|2\(3\))$/;
/** Names of products and formats that stand in Latin letters in every language. */
const LATIN_NAMES = /SMS|QR|Telegram|WhatsApp/g;

describe('every vocabulary', () => {
  test('there are 36 schemes with 422 terms, and the module agrees with the CSV files', () => {
    const files = readdirSync(folder).filter((f) => f.endsWith('.csv'));
    expect(files.map((f) => f.slice(0, -4)).sort()).toEqual([...SCHEMES].sort());
    expect(SCHEMES).toHaveLength(36);
    expect(SCHEMES.flatMap(termsOf)).toHaveLength(422);
    for (const file of files) {
      const rows = parse(readFileSync(new URL(file, folder), 'utf8'), { columns: true }) as { [c: string]: string }[];
      const told = rows.map((r) => [
        r['id'],
        r['parent'] || null,
        r['en'],
        r['ru'],
        r['kk'],
        r['iccpr'],
        r['note'] || null,
      ]);
      const held = schemeTerms(file.slice(0, -4)).map((t) => [
        t.id,
        t.parent,
        t.labels.en,
        t.labels.ru,
        t.labels.kk,
        t.iccpr.join(';'),
        t.note,
      ]);
      expect(held).toEqual(told);
    }
  });
  test.each(SCHEMES)(
    '%s: unique ids, parents first, no empty label, no Latin in ru and kk, known articles',
    (scheme) => {
      const seen = new Set<string>();
      for (const term of schemeTerms(scheme)) {
        expect(term.id).toMatch(/^[a-z][a-z0-9_]*$/);
        expect(seen.has(term.id)).toBe(false);
        if (term.parent !== null) expect(seen.has(term.parent)).toBe(true);
        seen.add(term.id);
        for (const label of Object.values(term.labels)) expect(label.trim()).not.toBe('');
        expect(`${term.labels.ru} ${term.labels.kk}`.replace(LATIN_NAMES, '')).not.toMatch(/[A-Za-z]/);
        for (const article of term.iccpr) expect(article).toMatch(ARTICLE);
      }
    },
  );
  test('the script that writes the module finds nothing to write', () => {
    const script = fileURLToPath(new URL('../../scripts/vocabularies.mjs', import.meta.url));
    expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
  });
  test('closed lists exist', () => {
    for (const scheme of CLOSED_SCHEMES) expect(SCHEMES).toContain(scheme);
  });
});

describe('terms by name', () => {
  test('a term is found by id and by its label in any language, whatever the case', () => {
    expect(checkTerm('event_kind', 'shooting')).toEqual({ ok: true, value: 'shooting' });
    expect(checkTerm('event_kind', 'Стрельба')).toEqual({ ok: true, value: 'shooting' });
    expect(checkTerm('event_kind', 'АТЫС')).toEqual({ ok: true, value: 'shooting' });
    expect(checkTerm('act_type', 'death in custody')).toEqual({ ok: true, value: 'death_in_custody' });
  });
  test('an unknown term names the scheme and the nearest ones', () => {
    expect(checkTerm('event_kind', 'shoting')).toEqual({
      ok: false,
      error: {
        code: 'E_TERM',
        params: { scheme: 'event_kind', value: 'shoting', nearest: expect.arrayContaining(['shooting']) },
      },
    });
    expect(nearestTerms('event_kind', 'zzzzzzzzzzzz')).toEqual([]);
    expect(nearestTerms('detention_state', 'held').length).toBeGreaterThan(0);
  });
  test('labels fall back and an unknown term is shown by its id', () => {
    expect(termLabel('response_bears', 'act', 'kk')).toBe('Адресаттың әрекеті');
    expect(termLabel('response_bears', 'graded', 'kk')).toBe('graded');
    expect(termLabel('no_such_scheme', 'x', 'en')).toBe('x');
    expect(isTerm('demand_state', 'graded')).toBe(false);
  });
  test('children and ancestors', () => {
    expect(childrenOf('act_type', 'killing')).toContain('death_in_custody');
    expect(termWithDescendants('act_type', 'torture')).toEqual(expect.arrayContaining(['torture', 'ill_treatment']));
    expect(termWithAncestors('act_type', 'killing_firearm')).toEqual(['killing_firearm', 'killing']);
  });
});
