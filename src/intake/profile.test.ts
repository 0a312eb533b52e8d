/** The profiles that come with the program: well formed, with known terms, each found by its own file's header. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { expectOk } from '../base/result.ts';
import { fieldOf } from '../records/registry.ts';
import { isScheme, isTerm } from '../records/vocabulary.ts';
import { EXAMPLE_FILES } from './example.ts';
import { type FieldSpec, matchProfile, matchShape, parseProfile } from './profile.ts';
import { loadProfiles } from './profile-files.ts';

const set = expectOk(await loadProfiles(), 'profiles load');
const DIR = new URL('../../examples/january-2022/', import.meta.url);
const headerOf = (file: string): readonly string[] =>
  readFileSync(new URL(file, DIR), 'utf8').split(/\r?\n/, 1)[0]?.split(',') ?? [];

test('each file of the example is known by its columns', () => {
  for (const [file, profile] of EXAMPLE_FILES)
    if (file.endsWith('.csv'))
      expect([file, matchProfile(headerOf(file), set.profiles)?.name]).toEqual([file, profile]);
  const seed = JSON.parse(readFileSync(new URL('seed.json', DIR), 'utf8')) as object;
  expect(matchShape(Object.keys(seed), set.profiles)?.name).toBe('jan2022-seed');
  expect(matchProfile(['foo', 'bar'], set.profiles)).toBeNull();
});

test('every field exists in its kind, and every mapped term in its vocabulary', () => {
  for (const profile of set.profiles)
    for (const row of [...profile.rows, ...Object.values(profile.shared)])
      for (const [field, list] of Object.entries(row.fields)) {
        expect([profile.name, row.kind, field, fieldOf(row.kind, field) !== null]).toEqual([
          profile.name,
          row.kind,
          field,
          true,
        ]);
        for (const spec of [list].flat() as readonly FieldSpec[]) {
          if (spec.type !== 'term' || spec.from === '$token') continue;
          const scheme = spec.scheme ?? '';
          expect([profile.name, field, isScheme(scheme)]).toEqual([profile.name, field, true]);
          const terms = [...Object.values(spec.map ?? {}).flat(), ...(spec.default ? [spec.default] : [])].filter(
            (t) => t !== '',
          );
          for (const t of terms) expect([scheme, t, isScheme(scheme) && isTerm(scheme, t)]).toEqual([scheme, t, true]);
        }
      }
});

test('a profile with a member that is not known is refused, with the place', () => {
  const made = parseProfile(
    {
      name: 'mine',
      version: 1,
      match: {},
      idNamespace: 'mine',
      rows: [{ kind: 'Event', fields: { title: { form: 'x' } } }],
    },
    'mine',
  );
  expect(made).toMatchObject({ ok: false, error: { code: 'E_PROFILE_FORM', params: { profile: 'mine' } } });
});
