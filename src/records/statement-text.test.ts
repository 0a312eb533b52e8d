/** Hash vectors of statement texts, quotations, and the states of a statement. Texts are invented. */
import { createHash } from 'node:crypto';
import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { toHex } from '../base/bytes.ts';
import {
  canonicalText,
  checkEdit,
  checkQuote,
  checkSignedHash,
  checkStatementMove,
  demandsInText,
  type StatementContent,
  type StatementState,
  statementBytes,
  textHash,
} from './statement-text.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const hex = (content: StatementContent): string => toHex(textHash(sha256, content));

const GOLDEN: StatementContent = {
  versions: [
    { lang: 'ru', text: 'Требуем восстановить связь.\n', standing: 'agreed' },
    { lang: 'en', text: 'We demand:\r\nto restore communications.  \r\n', standing: 'original' },
  ],
  annexes: [{ id: 'A1', sha256: new Uint8Array(32).fill(7) }],
  demands: [
    { id: 'D2', text: 'to restore communications' },
    { id: 'D1', text: 'We demand' },
  ],
};
const GOLDEN_HASH = 'c83d830572e4ce280ca1801078c8150dda66e4d1cbc1a7408f65596b71f77f2e';

test('the golden text has its hash', () => {
  expect(hex(GOLDEN)).toBe(GOLDEN_HASH);
  const byHand = encode([
    'kua-statement-1',
    [
      ['en', 'We demand:\nto restore communications.'],
      ['ru', 'Требуем восстановить связь.'],
    ],
    [['A1', new Uint8Array(32).fill(7)]],
    [
      ['D1', 'We demand'],
      ['D2', 'to restore communications'],
    ],
  ]);
  expect(toHex(statementBytes(GOLDEN))).toBe(toHex(byHand));
});

test('one letter changed anywhere is another hash', () => {
  const changed: readonly StatementContent[] = [
    { ...GOLDEN, demands: [{ id: 'D2', text: 'to restore communication' }, ...GOLDEN.demands.slice(1)] },
    { ...GOLDEN, demands: [{ id: 'D3', text: 'to restore communications' }, ...GOLDEN.demands.slice(1)] },
    { ...GOLDEN, annexes: [{ id: 'A1', sha256: new Uint8Array(32).fill(8) }] },
    { ...GOLDEN, annexes: [] },
    {
      ...GOLDEN,
      versions: GOLDEN.versions.map((v) => ({ ...v, text: v.text.replace('communications', 'communication') })),
    },
    { ...GOLDEN, versions: GOLDEN.versions.map((v) => (v.lang === 'ru' ? { ...v, lang: 'kk' } : v)) },
  ];
  const hashes = changed.map(hex);
  expect(new Set([GOLDEN_HASH, ...hashes]).size).toBe(changed.length + 1);
});

test('an unofficial translation, added or corrected, does not change the hash; an agreed one does', () => {
  const kk = { lang: 'kk', text: 'Байланысты қалпына келтіруді талап етеміз.' };
  const unofficial = { ...GOLDEN, versions: [...GOLDEN.versions, { ...kk, standing: 'unofficial' as const }] };
  expect(hex(unofficial)).toBe(GOLDEN_HASH);
  const corrected = {
    ...GOLDEN,
    versions: [...GOLDEN.versions, { ...kk, text: 'Түзетілді.', standing: 'unofficial' as const }],
  };
  expect(hex(corrected)).toBe(GOLDEN_HASH);
  expect(hex({ ...GOLDEN, versions: [...GOLDEN.versions, { ...kk, standing: 'agreed' as const }] })).not.toBe(
    GOLDEN_HASH,
  );
});

test('line ends, trailing blanks and letters in parts are one text; a no-break space inside is another', () => {
  expect(canonicalText('a \r\nb\t\rc\u00a0\n\n')).toBe('a\nb\nc');
  expect(canonicalText('и\u0306')).toBe('й');
  expect(canonicalText('5\u00a0January')).toBe('5\u00a0January');
  const with_ = (text: string) => hex({ ...GOLDEN, versions: [{ lang: 'en', text, standing: 'original' }] });
  expect(with_('5\u00a0January')).not.toBe(with_('5 January'));
});

test('the order in which versions, annexes and demands are given changes nothing', () => {
  const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
  const many = {
    ...GOLDEN,
    demands: Array.from({ length: 12 }, (_, i) => ({ id: `D${i + 1}`, text: `demand ${i}` })),
  };
  const expected = hex(many);
  fc.assert(
    fc.property(shuffled(many.versions), shuffled(many.demands), (versions, demands) => {
      expect(hex({ ...many, versions, demands })).toBe(expected);
    }),
    propertyRuns(100),
  );
});

test('a quotation must occur in the text; spaces of any kind are one space', () => {
  const text = 'Statement of January\u00a05, 2022.\nDetained protesters must be\nreleased immediately.';
  expect(checkQuote('January 5, 2022', text).ok).toBe(true);
  expect(checkQuote('protesters must be released', text).ok).toBe(true);
  expect(checkQuote('must be freed', text)).toEqual({
    ok: false,
    error: { code: 'E_QUOTE', params: { quote: 'must be freed' } },
  });
  expect(checkQuote('', text).ok).toBe(false);
});

test('demands are found in signed versions only', () => {
  const versions = [...GOLDEN.versions, { lang: 'kk', text: 'қазақша мәтін', standing: 'unofficial' as const }];
  const found = demandsInText(versions, [
    { id: 'D1', verbatim: 'to restore communications' },
    { id: 'D2', verbatim: 'қазақша мәтін' },
    { id: 'D3', verbatim: null },
  ]);
  expect(found).toEqual([
    { id: 'D1', inText: true },
    { id: 'D2', inText: false },
    { id: 'D3', inText: false },
  ]);
});

describe('states', () => {
  const STATES: readonly StatementState[] = ['draft', 'frozen', 'published', 'withdrawn'];
  const allowed = ['draft frozen', 'frozen published', 'published withdrawn'];
  const whole = { ...GOLDEN, textHash: GOLDEN_HASH };
  for (const from of STATES)
    for (const to of STATES) {
      const may = allowed.includes(`${from} ${to}`);
      test(`${from} -> ${to} is ${may ? 'allowed' : 'refused'}`, () => {
        const found = checkStatementMove(sha256, from, to, whole);
        expect(found.ok ? 'ok' : found.error.code).toBe(may ? 'ok' : 'E_STATEMENT');
      });
    }

  test('freezing needs an original text, every demand in it, and the hash of exactly this text', () => {
    const code = (content: typeof whole | (StatementContent & { textHash: null })) => {
      const found = checkStatementMove(sha256, 'draft', 'frozen', content);
      return found.ok ? 'ok' : found.error.code;
    };
    expect(code({ ...whole, versions: [{ lang: 'en', text: 'x', standing: 'unofficial' }] })).toBe('E_STATEMENT');
    expect(code({ ...whole, demands: [{ id: 'D9', text: 'not in the text' }] })).toBe('E_QUOTE');
    expect(code({ ...GOLDEN, textHash: null })).toBe('E_STATEMENT');
    expect(code({ ...whole, annexes: [] })).toBe('E_HASH');
  });

  test('frozen text cannot change, an unofficial translation can', () => {
    expect(checkEdit('draft', 'versions').ok).toBe(true);
    expect(checkEdit('frozen', 'versions', 'original')).toMatchObject({
      error: { code: 'E_FROZEN', params: { state: 'frozen' } },
    });
    expect(checkEdit('published', 'demands').ok).toBe(false);
    expect(checkEdit('published', 'versions', 'unofficial').ok).toBe(true);
    expect(checkEdit('published', 'tags').ok).toBe(true);
  });

  test('a signature over another text is another text', () => {
    expect(checkSignedHash(GOLDEN_HASH, GOLDEN_HASH.toUpperCase()).ok).toBe(true);
    expect(checkSignedHash(GOLDEN_HASH, 'ab'.repeat(32))).toMatchObject({ error: { code: 'E_HASH' } });
    expect(checkSignedHash('', '').ok).toBe(false);
  });
});
