/** A profile and a file's header made into a row mapper. Everything that does not depend on the row is done here, once. */
import type { Failure } from '../base/result.ts';
import type { Value } from '../ledger/model.ts';
import { compileField, type FieldEnv, type FieldMaker } from './compile-field.ts';
import { createSharedReader } from './compile-shared.ts';
import { recordIdBytes } from './ids.ts';
import type { ImportTarget } from './port.ts';
import type { FieldSpec, Profile, ProfileTable, RowSpec } from './profile.ts';
import { asList, getter, getters, type RowState, tester, tokensOf } from './row-state.ts';
import type { RowFailure, Unit, UnitClaim, UnitCtx, UnitRecord } from './unit.ts';

export interface RowMapper {
  /** Columns neither mapped nor ignored: kept as `x.<column>` and reported. */
  readonly unmapped: readonly string[];
  readonly unknownTerms: ReadonlyMap<
    string,
    { readonly scheme: string; readonly value: string; readonly count: number }
  >;
  /** Null when the row says nothing (no record of the profile fits it) or is faulty. */
  map(row: number, cells: readonly string[]): { readonly unit: Unit | null; readonly faults: readonly RowFailure[] };
}

interface CompiledField {
  readonly field: string;
  readonly columns: readonly string[];
  readonly make: FieldMaker;
  readonly note: ((row: RowState) => { readonly [key: string]: Value } | null) | null;
}
interface CompiledRow {
  readonly spec: RowSpec;
  readonly holds: (row: RowState) => boolean;
  readonly key: readonly ((row: RowState) => string)[];
  readonly fields: readonly CompiledField[];
}

export function columnsOf(spec: FieldSpec): readonly string[] {
  const members = (spec as { readonly members?: { readonly [name: string]: FieldSpec } }).members ?? {};
  return [
    ...asList(spec.from ?? []),
    ...(spec.key ?? []),
    ...(spec.qualifier ? [spec.qualifier] : []),
    ...asList(spec.when ?? []).map((w) => w.column),
    ...asList(spec.claim?.speaker ?? []),
    ...Object.values(members).flatMap(columnsOf),
  ] as readonly string[];
}

/** Columns that the profile reads anywhere. */
function usedColumns(profile: Profile): ReadonlySet<string> {
  const specs = [...profile.rows, ...Object.values(profile.shared)].flatMap((r) => Object.entries(r.fields));
  const claim = [profile.claim.reliability, profile.claim.note].flatMap((s) => (s ? columnsOf(s) : []));
  return new Set([
    ...specs.flatMap(([name, list]) =>
      asList(list).flatMap((s) =>
        s.from === undefined && s.const === undefined ? [name, ...columnsOf(s)] : columnsOf(s),
      ),
    ),
    ...profile.key,
    ...profile.rows.flatMap((r) => [
      ...(r.key ?? []),
      ...(r.each ? [r.each.from] : []),
      ...asList(r.when ?? []).map((w) => (w as { column: string }).column),
    ]),
    ...Object.values(profile.shared).flatMap((s) => [
      ...s.key,
      ...asList(s.when ?? []).map((w) => (w as { column: string }).column),
    ]),
    ...asList(profile.claim.speaker ?? []),
    ...asList(profile.claim.obs ?? []),
    ...claim,
  ] as readonly string[]);
}

export interface CompileInput {
  readonly profile: Profile;
  readonly tables: ReadonlyMap<string, ProfileTable>;
  readonly header: readonly string[];
  readonly target: Pick<ImportTarget, 'mac' | 'isPublic'>;
}

export function compileProfile({ profile, tables, header, target }: CompileInput): RowMapper {
  const patched = Object.values(profile.patch).flatMap((p) => Object.keys(p.set ?? {}));
  const index = new Map(header.map((name, i) => [name, i] as const));
  for (const name of patched) if (!index.has(name)) index.set(name, index.size);
  const unknownTerms = new Map<string, { scheme: string; value: string; count: number }>();
  const env: FieldEnv = {
    header: index,
    namespace: profile.idNamespace,
    lang: profile.lang,
    target,
    keepUnknownTerms: profile.onUnknownTerm === 'keep_text',
    unknownTerm(scheme, value) {
      const key = `${scheme}:${value}`;
      const found = unknownTerms.get(key);
      if (found) found.count++;
      else if (unknownTerms.size < 1000) unknownTerms.set(key, { scheme, value: value.slice(0, 200), count: 1 });
    },
  };
  const used = usedColumns(profile);
  const unmapped = header.filter((name) => !used.has(name) && !Object.hasOwn(profile.ignore, name));
  const extraColumns = unmapped.map((name) => [`x.${name}`, index.get(name) ?? -1] as const);
  const rows = profile.rows.map((spec) => compileRow(spec, profile, env));
  const rowKey = getters(profile.key, index);
  const ctxOf = compileCtx(profile, env);
  const sharedReader = createSharedReader({ profile, tables, env });

  function patchCells(key: string, cells: readonly string[]): readonly string[] {
    const set = Object.hasOwn(profile.patch, key) ? profile.patch[key]?.set : undefined;
    if (!set) return cells;
    const out = [...cells];
    for (const [name, value] of Object.entries(set)) out[index.get(name) ?? out.length] = value;
    return out;
  }

  return {
    unmapped,
    unknownTerms,
    map(row, given) {
      const faults: RowFailure[] = [];
      const fault = (column: string, failure: Failure, value: string): void => {
        faults.push({ row, column, failure, value: value.slice(0, 200), cells: given });
      };
      const start: RowState = { row, cells: given, token: '', locals: new Map(), shared: () => null, fault };
      const key = profile.key.length === 0 ? given.join('\u001f') : rowKey.map((get) => get(start)).join('\u001f');
      if (key.replaceAll('\u001f', '') === '') {
        fault(profile.key[0] ?? '', { code: 'E_ROW_KEY', params: { column: profile.key.join(', ') } }, '');
        return { unit: null, faults };
      }
      const cells = profile.patch[key] ? patchCells(key, given) : given;
      const shared = sharedReader.forRow();
      const state: RowState = {
        row,
        cells,
        token: '',
        locals: new Map(),
        shared: (name) => shared.get(name, state),
        fault,
      };
      const records: UnitRecord[] = [];
      const claims: UnitClaim[] = [];
      const ctx = ctxOf(state);
      const says = (made: ReturnType<FieldMaker>, f: CompiledField, record: number): void => {
        const note = f.note?.(state) ?? null;
        for (const m of made) {
          const extra = m.extra || note ? { ...ctx.extra, ...note, ...m.extra } : null;
          const own: UnitCtx | null = extra ? { ...ctx, extra } : null;
          claims.push({
            record,
            field: f.field,
            value: m.value,
            ctx: own,
            ...(m.ref === undefined ? {} : { ref: m.ref }),
          });
        }
      };
      for (const r of rows) {
        if (!r.holds(state)) continue;
        const each = r.spec.each;
        const tokens = each
          ? tokensOf(getter(each.from, index)(state), each.split).filter((t) => !each.skip?.includes(t))
          : [''];
        for (const token of tokens) {
          state.token = token;
          const record = records.length;
          const own = r.key.map((get) => get(state));
          records.push({ kind: r.spec.kind, id: recordIdBytes(target, profile.idNamespace, r.spec.kind, own) });
          if (r.spec.as && !state.locals.has(r.spec.as)) state.locals.set(r.spec.as, record);
          for (const f of r.fields) says(f.make(state), f, record);
          state.token = '';
        }
      }
      if (records.length > 0)
        for (const [field, i] of extraColumns) {
          const value = cells[i]?.normalize('NFC').trim() ?? '';
          if (value !== '') claims.push({ record: 0, field, value, ctx: null });
        }
      alsoClaims(key, state);
      if (faults.length > 0 || records.length === 0) return { unit: null, faults };
      return { unit: { row, key, ctx, records, claims, shared: shared.used() }, faults };

      /** Further values that a patch gives a column: one more claim for each field that reads it. */
      function alsoClaims(rowName: string, from: RowState): void {
        const also = Object.hasOwn(profile.patch, rowName) ? profile.patch[rowName]?.also : undefined;
        for (const [column, values] of Object.entries(also ?? {}))
          for (const value of values) {
            const other = [...from.cells];
            other[index.get(column) ?? other.length] = value;
            const again: RowState = { ...from, cells: other, shared: (name) => shared.get(name, again) };
            const first = rows.find((r) => r.holds(from));
            for (const f of first?.fields ?? [])
              if (f.columns.includes(column))
                for (const m of f.make(again)) claims.push({ record: 0, field: f.field, value: m.value, ctx: null });
          }
      }
    },
  };
}

function compileRow(spec: RowSpec, profile: Profile, env: FieldEnv): CompiledRow {
  const key = spec.key ?? (spec.each ? [...profile.key, '$token'] : profile.key);
  return {
    spec,
    holds: tester(spec.when, env.header),
    key: key.length > 0 ? getters(key, env.header) : [(row) => row.cells.join('\u001f')],
    fields: Object.entries(spec.fields).flatMap(([field, list]) =>
      asList<FieldSpec>(list).map((one) => ({
        field,
        columns: one.shared ? [...columnsOf(one), ...(profile.shared[one.shared]?.key ?? [])] : columnsOf(one),
        make: compileField(field, one, env),
        note: compileNote(one, env),
      })),
    ),
  };
}

function compileNote(spec: FieldSpec, env: FieldEnv): CompiledField['note'] {
  const claim = spec.claim;
  if (!claim) return null;
  const holds = tester(claim.when, env.header);
  const speaker = claim.speaker === undefined ? null : getters(claim.speaker, env.header)[0];
  return (row) => {
    if (!holds(row)) return null;
    const name = speaker?.(row).trim() ?? '';
    return { ...(name ? { speaker: name } : {}), ...(claim.modality ? { modality: claim.modality } : {}) };
  };
}

/** The ctx of a row; rows that say the same share one object. */
function compileCtx(profile: Profile, env: FieldEnv): (row: RowState) => UnitCtx {
  const { claim } = profile;
  const reliability = claim.reliability ? compileField('reliability', claim.reliability, env) : null;
  const note = claim.note ? compileField('note', claim.note, env) : null;
  const obs = claim.obs === undefined ? [] : getters(claim.obs, env.header);
  const speaker = claim.speaker === undefined ? null : getters(claim.speaker, env.header)[0];
  const known = new Map<string, UnitCtx>();
  return (row) => {
    const hit = claim.source === undefined ? null : row.shared(claim.source);
    const source = hit?.shared.id ?? null;
    const rel = reliability?.(row)[0]?.value ?? '';
    const said = note?.(row)[0]?.value ?? '';
    const by = speaker?.(row).trim() ?? '';
    const at = obs.map((get) => get(row)).find((t) => t !== '') ?? '';
    const key = `${hit?.text ?? ''}|${String(rel)}|${String(said)}|${by}|${at}`;
    const found = known.get(key);
    if (found) return found;
    const ctx: UnitCtx = {
      conf: claim.conf,
      sources: source ? [source] : [],
      obs: at === '' ? null : at,
      extra: {
        ...(profile.lang === 'und' ? {} : { lang: profile.lang }),
        ...(claim.modality ? { modality: claim.modality } : {}),
        ...(rel === '' ? {} : { reliability: rel }),
        ...(said === '' ? {} : { note: said }),
        ...(by === '' ? {} : { speaker: by }),
      },
    };
    if (known.size > 5000) known.clear();
    known.set(key, ctx);
    return ctx;
  };
}
