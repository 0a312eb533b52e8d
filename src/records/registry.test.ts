import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Lang, LANGS } from '../messages/translate.ts';
import { fieldLabel, groupLabel, kindLabel, kindPlural } from './display.ts';
import { GROUPS } from './display-words.ts';
import type { FieldDef } from './field.ts';
import { KIND_NAMES } from './kind-names.ts';
import { fieldOf, formOf, isCustomField, KINDS } from './registry.ts';
import { kindSchema, valueSchema } from './value-schema.ts';
import { isTerm, termsOf } from './vocabulary.ts';

const withMembers = (field: FieldDef): readonly FieldDef[] => [field, ...field.members.flatMap(withMembers)];
const allFields = KIND_NAMES.flatMap((kind) =>
  Object.values(KINDS[kind].fields).flatMap((f) => withMembers(f).map((field) => ({ kind, field }))),
);

/** Every state that some field of the kind is needed for, and the terms of its state field. */
function statesOf(kind: (typeof KIND_NAMES)[number]): readonly (string | null)[] {
  const named = Object.values(KINDS[kind].fields).flatMap((f) => f.requiredFor.map((s) => s.replace('*', 'police')));
  const state = KINDS[kind].state;
  const field = state === null ? null : KINDS[kind].fields[state];
  const terms = field?.vocab ? termsOf(field.vocab) : (field?.choices.map((c) => c.id) ?? []);
  return [null, ...new Set([...named, ...terms])];
}

describe('forms', () => {
  test.each(KIND_NAMES)('%s: the form of every state holds the fields of the schema, in kk, ru and en', (kind) => {
    const schema = z.toJSONSchema(kindSchema(kind), { unrepresentable: 'any' });
    const inSchema = Object.keys(schema.properties ?? {}).sort();
    for (const state of statesOf(kind)) {
      const form = formOf(kind, state);
      const fields = form.groups.flatMap((g) => g.fields.map((f) => f.field.name));
      expect([...fields].sort()).toEqual(inSchema);
      for (const lang of LANGS)
        for (const group of form.groups) {
          expect(groupLabel(group.group, lang)).not.toBe(group.group);
          for (const f of group.fields) expect(fieldLabel(kind, f.field.name, lang).trim()).not.toBe('');
        }
    }
  });
  test.each(KIND_NAMES)('%s: what creates the record is what its schema requires', (kind) => {
    const schema = z.toJSONSchema(kindSchema(kind), { unrepresentable: 'any' });
    const required = formOf(kind, null).groups.flatMap((g) =>
      g.fields.filter((f) => f.required).map((f) => f.field.name),
    );
    expect([...required].sort()).toEqual([...((schema['required'] as string[] | undefined) ?? [])].sort());
  });
});

describe('labels', () => {
  const latin = /[A-Za-z]/;
  /** Names of formats and of fields that have no word of their own. */
  const allowed = /SHA-256|COSE/g;
  const words = (of: (lang: Lang) => string): readonly string[] => LANGS.map(of);
  test('kinds have names in three languages, without Latin letters in Kazakh and Russian', () => {
    for (const kind of KIND_NAMES) {
      for (const [kk, ru, en] of [words((l) => kindLabel(kind, l)), words((l) => kindPlural(kind, l))]) {
        expect(en).not.toBe('');
        expect(`${kk}${ru}`).not.toMatch(latin);
      }
    }
  });
  test('fields and their parts, choices and help too', () => {
    for (const { kind, field } of allFields) {
      const labels = [field.label, ...(field.help ? [field.help] : []), ...field.choices.map((c) => c.label)];
      for (const label of labels) {
        const where = `${kind}.${field.name}`;
        expect(label.en.trim(), where).not.toBe('');
        expect(label.ru.trim(), where).not.toBe('');
        expect(label.kk.trim(), where).not.toBe('');
        expect(label.ru.replace(allowed, '').replace(/kz\.\w+|EV047/g, ''), where).not.toMatch(latin);
        expect(label.kk.replace(allowed, '').replace(/kz\.\w+|EV047/g, ''), where).not.toMatch(latin);
      }
    }
  });
  test('every group of a form has a name', () => {
    for (const { field } of allFields) expect(Object.keys(GROUPS)).toContain(field.group);
  });
});

describe('definitions', () => {
  test('every kind carries code, tags, source and note, and its date, place and state are fields of it', () => {
    for (const kind of KIND_NAMES) {
      const def = KINDS[kind];
      expect(Object.keys(def.fields)).toEqual(expect.arrayContaining(['code', 'tags', 'source', 'note']));
      for (const name of [def.date, def.place, def.state]) if (name !== null) expect(def.fields).toHaveProperty(name);
    }
  });
  test('term fields name a scheme, references name kinds, closed words are words of their scheme', () => {
    for (const { field } of allFields) {
      if (field.type === 'term') expect(termsOf(field.vocab ?? '').length).toBeGreaterThan(0);
      if (field.type === 'struct') expect(field.members.length).toBeGreaterThan(0);
      if (field.type === 'choice') expect(field.choices.length).toBeGreaterThan(1);
      expect(valueSchema(field)).toBeDefined();
    }
    expect(isTerm('demand_state', 'breached')).toBe(true);
  });
  test('a demand stores no state', () => {
    expect(fieldOf('Demand', 'state')).toBeNull();
    expect(fieldOf('Demand', 'move')?.card).toBe('*');
  });
  test('vault fields of the design are vault fields here', () => {
    const vault = [
      ['Signal', 'sender'],
      ['Source', 'identity'],
      ['Source', 'contact'],
      ['Person', 'birth'],
      ['Person', 'residence'],
      ['Person', 'identifiers'],
      ['Person', 'photo'],
      ['Person', 'health'],
      ['Involvement', 'actor'],
      ['Detention', 'health_alert'],
      ['Detention', 'ill_treatment_reported'],
      ['ConnectivityObservation', 'observer'],
    ] as const;
    for (const [kind, field] of vault) expect(fieldOf(kind, field)?.vis, `${kind}.${field}`).toBe('vault');
    for (const kind of KIND_NAMES.filter((k) => k !== 'Figure'))
      expect(fieldOf(kind, 'note')?.vis).toBe('organisation');
  });
  test('custom fields and decisions are known; anything else is not', () => {
    expect(isCustomField('x.village council')).toBe(true);
    expect(fieldOf('Event', 'x.source_row')?.card).toBe('*');
    expect(fieldOf('Event', '~date')?.type).toBe('opaque');
    expect(fieldOf('Event', '~~date')).toBeNull();
    expect(fieldOf('Event', '~colour')).toBeNull();
    expect(fieldOf('Event', 'colour')).toBeNull();
    expect(fieldOf('Event', 'constructor')).toBeNull();
    expect(fieldOf('Comet', 'title')).toBeNull();
  });
});
