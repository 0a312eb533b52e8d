/** Records that many rows share, such as their sources and places: made once per key, known places from a table. */
import { recordId } from '../records/kind-names.ts';
import { compileField, type FieldEnv } from './compile-field.ts';
import { derivedId } from './ids.ts';
import type { FieldSpec, Profile, ProfileTable, SharedSpec } from './profile.ts';
import { asList, getters, type RowState, type SharedHit, tester } from './row-state.ts';
import { TRANSFORMS } from './transforms.ts';
import type { SharedUnit, Unit, UnitClaim, UnitCtx } from './unit.ts';
import { nameValue, toValue } from './values.ts';

/** Known keys are forgotten beyond this, to bound memory; the writer still finds that they exist. */
const CACHE_MAX = 20_000;

interface CompiledShared {
  readonly find: (row: RowState) => SharedHit | null;
}
export interface SharedReader {
  forRow(): { get(name: string, row: RowState): SharedHit | null; used(): readonly SharedUnit[] };
}

type TableRow = ProfileTable['rows'][string];

function tableClaims(row: TableRow): readonly UnitClaim[] {
  const claims: UnitClaim[] = row.names.map((n) => ({
    record: 0,
    field: 'names',
    value: nameValue(n.text, n.lang, 'full'),
    ctx: null,
  }));
  const say = (field: string, value: string | undefined): void => {
    if (value !== undefined) claims.push({ record: 0, field, value, ctx: null });
  };
  say('admin', row.admin);
  say('precision', row.precision);
  say('kind', row.kind);
  say('zone', row.zone);
  say('coordinate_source', row.coordinate_source);
  const point = TRANSFORMS['lat-lon']([row.lat ?? '', row.lon ?? '']);
  if (point) claims.push({ record: 0, field: 'geometry', value: toValue(point), ctx: null });
  return claims;
}

function compileShared(name: string, spec: SharedSpec, table: ProfileTable | null, env: FieldEnv): CompiledShared {
  const keys = getters(spec.key, env.header);
  const holds = tester(spec.when, env.header);
  const fields = Object.entries(spec.fields).flatMap(([field, list]) =>
    asList<FieldSpec>(list).map((one) => [field, compileField(field, one, env)] as const),
  );
  const known = new Map<string, SharedHit>();
  const ctx: UnitCtx = {
    conf: 'reported',
    sources: [],
    obs: null,
    extra: env.lang === 'und' ? {} : { lang: env.lang },
  };
  return {
    find(row) {
      if (!holds(row)) return null;
      const given = keys.map((get) => get(row).normalize('NFC').trim());
      if (given.every((k) => k === '')) return null;
      const first = given[0] ?? '';
      const canonical = table && Object.hasOwn(table.aliases, first) ? (table.aliases[first] ?? first) : first;
      const key = [canonical, ...given.slice(1)];
      const cacheKey = key.join('\u001f');
      const cached = known.get(cacheKey);
      if (cached) return cached;
      const fixed = table && Object.hasOwn(table.rows, canonical) ? table.rows[canonical] : undefined;
      const id = derivedId(env.target, env.namespace, spec.kind, key);
      const claims = fixed
        ? tableClaims(fixed)
        : fields.flatMap(([field, make]) =>
            make(row).map(
              (m): UnitClaim => ({
                record: 0,
                field,
                value: m.value,
                ctx: m.extra ? { ...ctx, extra: { ...ctx.extra, ...m.extra } } : null,
              }),
            ),
          );
      const unit: Unit = {
        row: 0,
        key: `shared\u001f${name}\u001f${cacheKey}`,
        ctx,
        records: [{ kind: spec.kind, id }],
        claims,
        shared: [],
      };
      const hit: SharedHit = {
        shared: { kind: spec.kind, id, unit },
        text: recordId(spec.kind, id),
        zone: fixed?.zone ?? null,
      };
      if (known.size >= CACHE_MAX) known.clear();
      known.set(cacheKey, hit);
      return hit;
    },
  };
}

/** A record of a table by its key, for units made by code; null when the table has no such row. */
export function tableShared(input: {
  readonly name: string;
  readonly kind: SharedSpec['kind'];
  readonly key: string;
  readonly table: ProfileTable | null;
  readonly profile: Pick<Profile, 'idNamespace' | 'lang'>;
  readonly target: FieldEnv['target'];
}): SharedUnit | null {
  const { name, kind, key, table, profile, target } = input;
  const row = table && Object.hasOwn(table.rows, key) ? table.rows[key] : undefined;
  if (!row) return null;
  const id = derivedId(target, profile.idNamespace, kind, [key]);
  const ctx: UnitCtx = {
    conf: 'reported',
    sources: [],
    obs: null,
    extra: profile.lang === 'und' ? {} : { lang: profile.lang },
  };
  const unit: Unit = {
    row: 0,
    key: `shared\u001f${name}\u001f${key}`,
    ctx,
    records: [{ kind, id }],
    claims: tableClaims(row),
    shared: [],
  };
  return { kind, id, unit };
}

export function createSharedReader(input: {
  readonly profile: Profile;
  readonly tables: ReadonlyMap<string, ProfileTable>;
  readonly env: FieldEnv;
}): SharedReader {
  const compiled = new Map(
    Object.entries(input.profile.shared).map(([name, spec]) => {
      const table = spec.table === undefined ? null : (input.tables.get(spec.table) ?? null);
      return [name, compileShared(name, spec, table, input.env)] as const;
    }),
  );
  const names = [...compiled.keys()];
  return {
    forRow() {
      const used: SharedUnit[] = [];
      // A row asks for the same few records again and again; a patch asks with other cells.
      let cells: readonly string[] | null = null;
      let hits: (SharedHit | null | undefined)[] = [];
      return {
        get(name, row) {
          if (cells !== row.cells) {
            cells = row.cells;
            hits = [];
          }
          const i = names.indexOf(name);
          let hit = hits[i];
          if (hit === undefined) {
            hit = compiled.get(name)?.find(row) ?? null;
            hits[i] = hit;
            if (hit && !used.includes(hit.shared)) used.push(hit.shared);
          }
          return hit;
        },
        used: () => used,
      };
    },
  };
}
