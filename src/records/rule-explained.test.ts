/** Each step of policy/1 is named in words that fit, and quotations are found or shown where they differ. */
import { expect, test } from 'vitest';
import type { RecordClaim } from './model.ts';
import { checkQuotation } from './quote.ts';
import { explainRule } from './rule-explained.ts';
import { claims, view } from './view-fixture.ts';

const ID = 'evt_00000000000000000000000001';
type Part = Partial<RecordClaim> & { readonly value: string };
const rule = (...parts: readonly Part[]) =>
  explainRule(view('Event', ID, { description: claims(...parts) }), 'description');

test('the step that decided is named, with what each side had', () => {
  expect(rule({ value: 'a' })).toBeNull();
  expect(rule({ value: 'a', conf: 'verified' }, { value: 'b' })).toMatchObject({
    step: 'conf',
    shown: 'verified',
    next: 'reported',
  });
  expect(rule({ value: 'a' }, { value: 'b', sources: ['src_one', 'src_two'] })).toMatchObject({
    step: 'origins',
    shown: '2',
    next: '1',
  });
  expect(rule({ value: 'a', reliability: 'low' }, { value: 'b', reliability: 'high' })).toMatchObject({
    step: 'reliability',
    shown: 'high',
    next: 'low',
  });
  expect(rule({ value: 'a', obs: '2022-01-05' }, { value: 'b', obs: '2022-01-07' })).toMatchObject({
    step: 'obs',
    shown: '2022-01-07',
    next: '2022-01-05',
  });
  expect(rule({ value: 'a' }, { value: 'b' })?.step).toBe('id');
});

test('a decision is named with its claim', () => {
  const decided = view('Event', ID, {
    description: claims({ value: 'a', conf: 'verified' }, { value: 'b' }),
    '~description': claims({ value: ['prefer', [`${ID}.description.1`], 'the document itself'] }),
  });
  expect(explainRule(decided, 'description')).toMatchObject({ step: 'decision', decisions: [`${ID}.~description.0`] });
});

test('a quotation occurs whatever the blanks; else it is told where it begins to differ', () => {
  const text = 'Detained protesters must be\u00a0released\nimmediately, said the speaker.';
  expect(checkQuotation('must be released immediately', text)).toEqual({ found: true });
  expect(checkQuotation('must be freed immediately', text)).toEqual({
    found: false,
    same: 'must be ',
    quoted: 'freed immediately',
    text: 'released immediately, said the speaker.',
  });
  expect(checkQuotation('Ж', text)).toEqual({ found: false, same: '', quoted: 'Ж', text: '' });
});
