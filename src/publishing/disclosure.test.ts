/** The disclosure view: default deny, names only on a ground, no place finer than its settlement, nothing private. */
import { describe, expect, test } from 'vitest';
import { KIND_NAMES } from '../records/kind-names.ts';
import type { RecordView } from '../records/model.ts';
import { fieldOf } from '../records/registry.ts';
import { at, claims, each, view } from '../records/view-fixture.ts';
import { DISCLOSED_KINDS, disclosedFields, discloseTo } from './disclosure.ts';

const NOW = at('2022-03-01T00:00:00Z');
const NAME = { text: 'Ermek Ulgilibayev', lang: 'en', script: 'Latn', kind: 'full' };
const adult = { names: NAME, minor: false, occupation: 'teacher', name_withheld: true };
const consent = { by: 'self', scope: ['record', 'publish_name'], manner: 'written', at: '2022-01-10' };
const person = (fields: Parameters<typeof view>[2]): RecordView => view('Person', 'per_1', fields);

function shown(p: RecordView, involvements: readonly RecordView[] = []): RecordView | null {
  return discloseTo({ public: true }, [p], involvements, NOW).view(p);
}
const named = (p: RecordView, involvements: readonly RecordView[] = []): boolean =>
  shown(p, involvements)?.fields['names'] !== undefined;

describe('the allow list', () => {
  test('names no vault or organisation field, and coalition fields only for public spaces', () => {
    for (const kind of KIND_NAMES) {
      for (const field of disclosedFields(kind, false))
        expect([kind, field, fieldOf(kind, field)?.vis ?? 'public']).toEqual([kind, field, 'public']);
      for (const field of disclosedFields(kind, true))
        expect(['public', 'coalition']).toContain(fieldOf(kind, field)?.vis ?? 'public');
    }
    expect(disclosedFields('Person', true)).not.toContain('names');
  });
  test('signals, detentions, evidence, tasks and deliveries are not disclosed at all', () => {
    for (const kind of ['Signal', 'Detention', 'Evidence', 'Task', 'Delivery', 'Verification'] as const)
      expect(DISCLOSED_KINDS).not.toContain(kind);
    expect(shown(view('Signal', 'sig_1', { text: 'a call' }))).toBeNull();
  });
  test('an unknown field does not exist', () => {
    const event = view('Event', 'evt_1', { title: 'A rally', 'x.secret': 'canary', note: 'canary', tags: 'canary' });
    expect(JSON.stringify(discloseTo({ public: true }, [], [], NOW).view(event))).not.toContain('canary');
  });
  test('a claim whose author set a narrower audience is left out, the next one stands', () => {
    const event = view('Event', 'evt_1', { title: claims({ value: 'first', vis: 'coalition' }, { value: 'second' }) });
    const d = discloseTo({ public: true }, [], [], NOW);
    expect(d.view(event)?.fields['title']?.value).toBe('second');
    expect(d.leftOut).toEqual([{ kind: 'Event', id: 'evt_1', field: 'title', reason: 'narrower_audience' }]);
  });
  test('who recorded, private notes and batches never leave', () => {
    const event = view('Event', 'evt_1', {
      title: claims({ value: 'A rally', by: 'canary', note: 'canary', batch: 'canary', asGiven: 'canary', ms: 42 }),
    });
    const out = discloseTo({ public: true }, [], [], NOW).view(event);
    expect(JSON.stringify(out)).not.toContain('canary');
    expect(out?.fields['title']?.claims[0]?.ms).toBe(0);
  });
});

describe('a person’s name', () => {
  test('is withheld without a ground, the role stands', () => {
    expect(named(person(adult))).toBe(false);
    expect(shown(person(adult))?.fields['occupation']?.value).toEqual(['teacher']);
    expect(
      discloseTo({ public: false }, [person(adult)], [], NOW).view(person(adult))?.fields['occupation'],
    ).toBeUndefined();
  });
  test('may stand with consent in force', () => {
    expect(named(person({ ...adult, consent }))).toBe(true);
  });
  test.each([
    ['by phone', { ...consent, manner: 'phone' }],
    ['in custody', { ...consent, manner: 'in_custody' }],
    ['withdrawn', { ...consent, withdrawn: '2022-02-01' }],
    ['past its end', { ...consent, until: '2022-02-01' }],
    ['for other purposes', { ...consent, scope: ['record', 'press'] }],
    ['with no manner', { by: 'self', scope: ['publish_name'], at: '2022-01-10' }],
  ])('does not stand on consent given %s', (_how, given) => {
    expect(named(person({ ...adult, consent: given }))).toBe(false);
  });
  test('of a minor or of unknown age does not stand on consent', () => {
    expect(named(person({ ...adult, minor: true, consent }))).toBe(false);
    expect(named(person({ names: NAME, consent }))).toBe(false);
  });
  test('named publicly alone is no ground: a reviewer decides', () => {
    const p = person({ ...adult, name_withheld: false, named_publicly_by: each('An outlet', 'A union') });
    expect(named(p)).toBe(false);
    const field = p.fields['name_withheld'];
    const decided = { ...p, fields: { ...p.fields, ...(field ? { name_withheld: { ...field, decided: true } } : {}) } };
    expect(named(decided)).toBe(true);
  });
  test('of a holder of public office stands with office, source and decision', () => {
    const office = { office: 'minister', source: 'src_1', decided_by: 'per_2', at: '2022-01-10' };
    expect(named(person({ ...adult, public_office: office }))).toBe(true);
    expect(named(person({ ...adult, public_office: { office: 'minister' } }))).toBe(false);
  });
  test('of an alleged perpetrator never stands, whatever the ground', () => {
    const actor = view('Involvement', 'inv_1', {
      act: 'act_1',
      actor: 'per_1',
      degree: 'ordered',
      actor_kind: 'police',
    });
    const p = person({ ...adult, consent, public_office: { office: 'colonel', source: 'src_1', decided_by: 'per_2' } });
    expect(named(p)).toBe(true);
    expect(named(p, [actor])).toBe(false);
    const out = discloseTo({ public: true }, [p], [actor], NOW).view(actor);
    expect(Object.keys(out?.fields ?? {}).sort()).toEqual(['act', 'actor_kind', 'degree']);
  });
});

describe('a withheld name in words', () => {
  const d = discloseTo({ public: true }, [person(adult)], [], NOW);
  test('takes the text away and is reported', () => {
    const event = view('Event', 'evt_1', {
      title: 'A rally',
      description: 'Ermek Ulgilibayev spoke.',
      actors_text: each('police', 'Ulgilibayev'),
    });
    const out = d.view(event);
    expect(out?.fields['title']?.value).toBe('A rally');
    expect(out?.fields['description']).toBeUndefined();
    expect(out?.fields['actors_text']?.claims.map((c) => c.value)).toEqual(['police']);
    expect(JSON.stringify(out)).not.toContain('Ulgili');
    expect(d.leftOut.filter((l) => l.reason === 'name_in_text')).toHaveLength(2);
  });
  test('inside a structure takes the whole value away', () => {
    const statement = view('Statement', 'sta_1', {
      title: 'Statement',
      versions: { lang: 'en', text: 'Free Ulgilibayev.', standing: 'original' },
    });
    expect(d.view(statement)?.fields['versions']).toBeUndefined();
  });
  test('shortens an address to its site and withholds the title of a source', () => {
    const source = view('Source', 'src_1', {
      title: 'Ermek Ulgilibayev',
      publisher: 'A union',
      url: 'https://union.example/people/ermek-ulgilibayev?x=1',
    });
    const out = d.view(source);
    expect(out?.fields['title']).toBeUndefined();
    expect(out?.fields['url']?.value).toBe('https://union.example/');
    expect(out?.fields['publisher']?.value).toBe('A union');
  });
  test('in a speaker takes the speaker away, the words stay', () => {
    const event = view('Event', 'evt_2', { title: claims({ value: 'A rally', speaker: 'Ermek Ulgilibayev' }) });
    expect(d.view(event)?.fields['title']?.claims[0]?.speaker).toBeNull();
  });
});

test('who decided a move is told as a number of persons', () => {
  const demand = view('Demand', 'dem_1', {
    key: 'D1',
    move: { to: 'breached', at: '2022-01-07', because: ['evt_1'], deciders: ['Saule Mysalkyzy', 'Ermek Ulgilibayev'] },
  });
  const out = discloseTo({ public: true }, [], [], NOW).view(demand);
  expect(JSON.stringify(out)).not.toMatch(/Mysal|Ulgili/);
  expect(JSON.stringify(out?.fields['move']?.value)).toContain('person 2');
});

test('a place is never finer than its settlement', () => {
  const house = view('Place', 'plc_1', {
    names: { text: '12 Invented Street', lang: 'en' },
    precision: 'site',
    geometry: { type: 'Point', coordinates: ['76.912345', '43.252491'] },
    admin: 'kz.almaty_city',
  });
  const out = discloseTo({ public: true }, [], [], NOW).view(house);
  expect(out?.fields['names']).toBeUndefined();
  expect(out?.fields['precision']?.value).toBe('settlement');
  expect(JSON.stringify(out)).toContain('76.91');
  expect(JSON.stringify(out)).not.toContain('76.912');
  expect(JSON.stringify(out)).not.toContain('Invented Street');
});
