/** A field of a profile made into a function from a row to the field's values. Made once per file, called per row. */
import type { Failure } from '../base/result.ts';
import type { Value } from '../ledger/model.ts';
import { recordId } from '../records/kind-names.ts';
import { derivedId } from './ids.ts';
import type { ImportTarget } from './port.ts';
import type { FieldSpec } from './profile.ts';
import { type Getter, getters, type RowState, type Test, tester, tokensOf } from './row-state.ts';
import { TRANSFORMS } from './transforms.ts';
import {
  type Made,
  type Making,
  makeBool,
  makeCount,
  makeDate,
  makeText,
  makeUrl,
  nameValue,
  termMaker,
  toValue,
} from './values.ts';

export interface FieldEnv {
  readonly header: ReadonlyMap<string, number>;
  readonly namespace: string;
  readonly lang: string;
  readonly target: Pick<ImportTarget, 'mac' | 'isPublic'>;
  readonly keepUnknownTerms: boolean;
  unknownTerm(scheme: string, value: string): void;
}
export interface FieldValue extends Made {
  /** Record of the same row that the value refers to. */
  readonly ref?: number;
}
export type FieldMaker = (row: RowState) => readonly FieldValue[];

const NONE: readonly FieldValue[] = [];
const columnName = (spec: FieldSpec, field: string): string =>
  typeof spec.from === 'string' ? spec.from : (spec.from?.[0] ?? field);

/** Cell texts after prefixes, split and map. */
function textsMaker(spec: FieldSpec, get: Getter): (row: RowState) => readonly string[] {
  const { strip, split, map } = spec;
  const mapped = (text: string): readonly string[] => {
    if (!map) return [text];
    const found = Object.hasOwn(map, text) ? map[text] : undefined;
    if (found === undefined) return spec.default === undefined ? [text] : [spec.default];
    return typeof found === 'string' ? [found] : found;
  };
  return (row) => {
    let cell = get(row).trim();
    for (const prefix of strip ?? []) if (cell.startsWith(prefix)) cell = cell.slice(prefix.length).trim();
    if (cell === '' && map?.[''] === undefined) return spec.default !== undefined && !map ? [spec.default] : [];
    const texts = (split === undefined ? [cell] : tokensOf(cell, split)).flatMap(mapped).filter((t) => t !== '');
    return texts.length > 1 ? [...new Set(texts)] : texts;
  };
}

/** Values one text each gives; null = the type reads all cells at once. */
function perText(spec: FieldSpec, field: string, env: FieldEnv): ((text: string) => Making) | null {
  switch (spec.type) {
    case 'text':
    case 'choice':
    case 'unit':
      return (text) => makeText(text, field);
    case 'bool':
      return makeBool;
    case 'url':
      return makeUrl;
    case 'names':
      return (text) => ({
        ok: true,
        value: { value: nameValue(text, spec.lang ?? env.lang, spec.name_kind ?? 'as_written') },
      });
    case 'term': {
      const make = termMaker(spec.scheme ?? '');
      return (text) => {
        const made = make(text);
        if (made.ok) return made;
        env.unknownTerm(spec.scheme ?? '', text);
        return env.keepUnknownTerms ? makeText(text, field) : made;
      };
    }
    case 'ref':
      return refMaker(spec, env);
    case 'date':
    case 'count':
    case 'geometry':
    case 'place':
    case 'struct':
      return null;
  }
}

/** A reference by kind and key: the text is the whole key unless the profile names its columns. */
function refMaker(spec: FieldSpec, env: FieldEnv): ((text: string) => Making) | null {
  const kind = spec.kind;
  if (!kind || spec.key || spec.shared || spec.local) return null;
  const known = new Map<string, Making>();
  return (text) => {
    let made = known.get(text);
    if (!made) {
      made = { ok: true, value: { value: recordId(kind, derivedId(env.target, env.namespace, kind, [text])) } };
      if (known.size < 10_000) known.set(text, made);
    }
    return made;
  };
}

export function compileField(field: string, spec: FieldSpec, env: FieldEnv): FieldMaker {
  const holds = tester(spec.when, env.header);
  const column = columnName(spec, field);
  if (spec.const !== undefined) {
    const values = [{ value: spec.const }];
    return (row) => (holds(row) ? values : NONE);
  }
  const collect = (row: RowState, made: Making, given: string): FieldValue | null => {
    if (made.ok) return made.value;
    row.fault(column, withField(made.error, field), given);
    return null;
  };
  if (spec.type === 'ref' && (spec.shared || spec.local || spec.key)) return compileRef(field, spec, env, holds);
  if (spec.type === 'struct') return compileStruct(spec, env, holds);
  const cells = getters(spec.from ?? field, env.header);
  const whole = compileWhole(spec, cells, env);
  if (whole)
    return (row) => {
      if (!holds(row)) return NONE;
      const value = collect(row, whole(row), cells[0]?.(row) ?? '');
      return value ? [value] : NONE;
    };
  const make = perText(spec, field, env);
  const texts = textsMaker(spec, cells[0] ?? (() => ''));
  if (!make) return () => NONE;
  return (row) => {
    if (!holds(row)) return NONE;
    const list = texts(row);
    if (list.length === 0) return NONE;
    const out: FieldValue[] = [];
    for (const text of list) {
      const value = collect(row, make(text), text);
      if (value) out.push(value);
    }
    return out;
  };
}

const withField = (failure: Failure, field: string): Failure => ({ ...failure, params: { field, ...failure.params } });

/** Types that read all their cells at once. */
function compileWhole(spec: FieldSpec, cells: readonly Getter[], env: FieldEnv): ((row: RowState) => Making) | null {
  const transform = spec.transform ? TRANSFORMS[spec.transform] : null;
  const read = (row: RowState): readonly string[] => cells.map((get) => get(row).trim());
  if (spec.type === 'date') {
    const join = transform ?? TRANSFORMS['span'];
    return (row) => {
      const text = join(read(row));
      if (typeof text !== 'string') return { ok: true, value: null };
      const mapped = spec.map && Object.hasOwn(spec.map, text) ? spec.map[text] : text;
      return makeDate(typeof mapped === 'string' ? mapped : text, zoneOf(spec, row));
    };
  }
  if (spec.type === 'count') {
    const [note = () => ''] = spec.qualifier ? getters(spec.qualifier, env.header) : [];
    const map = spec.map;
    return (row) => {
      const given = read(row);
      const mapped = map && given[0] !== undefined && Object.hasOwn(map, given[0]) ? map[given[0]] : undefined;
      if (map && mapped === undefined) return { ok: true, value: null };
      return makeCount(typeof mapped === 'string' ? [mapped] : given, note(row), spec);
    };
  }
  if (spec.type === 'geometry' || spec.type === 'place' || (spec.type === 'text' && transform)) {
    return (row) => {
      const json = (transform ?? TRANSFORMS['json'])(read(row));
      if (json === undefined)
        return { ok: false, error: { code: 'E_VALUE', params: { value: read(row).join(' ').slice(0, 80) } } };
      return { ok: true, value: json === null ? null : { value: toValue(json) } };
    };
  }
  return null;
}

function zoneOf(spec: FieldSpec, row: RowState): string | null {
  if (spec.zone === undefined) return null;
  return spec.zone === 'place' ? (row.shared('place')?.zone ?? null) : spec.zone;
}

function compileRef(field: string, spec: FieldSpec, env: FieldEnv, holds: Test): FieldMaker {
  const { local, shared, kind } = spec;
  if (local !== undefined)
    return (row) => {
      const ref = holds(row) ? row.locals.get(local) : undefined;
      return ref === undefined ? NONE : [{ value: '', ref }];
    };
  if (shared !== undefined)
    return (row) => {
      const hit = holds(row) ? row.shared(shared) : null;
      return hit ? [{ value: hit.text }] : NONE;
    };
  const keys = getters(spec.key ?? [field], env.header);
  return (row) => {
    if (!holds(row) || !kind) return NONE;
    const key = keys.map((get) => get(row));
    return key.some((k) => k === '')
      ? NONE
      : [{ value: recordId(kind, derivedId(env.target, env.namespace, kind, key)) }];
  };
}

/** One structure per token (or one), each member giving at most one value. */
function compileStruct(spec: FieldSpec, env: FieldEnv, holds: Test): FieldMaker {
  const members = Object.entries(
    (spec as { readonly members?: { readonly [name: string]: FieldSpec } }).members ?? {},
  ).map(([name, member]) => [name, compileField(name, member, env)] as const);
  const texts = spec.from === undefined ? null : textsMaker(spec, getters(spec.from, env.header)[0] ?? (() => ''));
  return (row) => {
    if (!holds(row)) return NONE;
    const before = row.token;
    const out: FieldValue[] = [];
    for (const token of texts ? texts(row) : [before]) {
      row.token = token;
      const value: { [name: string]: Value } = {};
      for (const [name, make] of members) {
        const made = make(row)[0];
        if (made) value[name] = made.value;
      }
      if (Object.keys(value).length > 0) out.push({ value });
    }
    row.token = before;
    return out;
  };
}
