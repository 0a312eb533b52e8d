/**
 * The profile `csv-generic`: columns named as fields, the column `kind` naming the kind of each row, `id` or `code` its
 * key; `.kind` is the field of that name. A list field takes several values separated by `;`. Also: the check that no profile writes into a shared case
 * space what belongs into an organisation's own.
 */
import type { Failure } from '../base/result.ts';
import type { Value } from '../ledger/model.ts';
import { type FieldDef, isList } from '../records/field.ts';
import { isKindName, type KindName, parseRecordId } from '../records/kind-names.ts';
import { fieldOf } from '../records/registry.ts';
import { parseFieldValue } from '../records/validate.ts';
import type { CompileInput, RowMapper } from './compile.ts';
import { recordIdBytes } from './ids.ts';
import type { Profile } from './profile.ts';
import { tokensOf } from './row-state.ts';
import type { RowFailure, Unit, UnitClaim, UnitCtx } from './unit.ts';

const OWN_COLUMNS = ['kind', 'id', 'lang'];
const isPrivate = (def: FieldDef): boolean => def.vis === 'organisation' || def.vis === 'vault';

/** The first field of the profile that only the organisation itself may read, when its column is in the file. */
export function checkAudience(profile: Profile, header: readonly string[]): Failure | null {
  for (const row of profile.rows)
    for (const [field, list] of Object.entries(row.fields)) {
      const def = fieldOf(row.kind, field);
      const specs = Array.isArray(list) ? list : [list];
      const fed = specs.some((s) => s.const !== undefined || [s.from ?? field].flat().some((c) => header.includes(c)));
      if (def && fed && isPrivate(def))
        return { code: 'E_IMPORT_AUDIENCE', params: { field, kind: row.kind, audience: def.vis } };
    }
  return null;
}

function valuesOf(def: FieldDef, cell: string): readonly string[] {
  const structured = def.type === 'struct' || def.type === 'geometry';
  return isList(def) && !structured ? tokensOf(cell, ';') : [cell];
}

export function genericMapper({ profile, header, target }: CompileInput): RowMapper {
  const at = (name: string): number => header.indexOf(name);
  const [kindAt, idAt, codeAt, langAt] = [at('kind'), at('id'), at('code'), at('lang')];
  const unknownTerms = new Map<string, { scheme: string; value: string; count: number }>();
  const unmapped = new Set<string>();
  const contexts = new Map<string, UnitCtx>();
  const ctxFor = (lang: string): UnitCtx => {
    const found = contexts.get(lang) ?? {
      conf: profile.claim.conf,
      sources: [],
      obs: null,
      extra: lang === '' ? {} : { lang },
    };
    contexts.set(lang, found);
    return found;
  };

  function claimsOf(kind: KindName, column: string, cell: string, fault: (failure: Failure) => void): readonly Value[] {
    const def = fieldOf(kind, column);
    if (!def) return [];
    if (isPrivate(def)) {
      fault({ code: 'E_IMPORT_AUDIENCE', params: { field: column, kind, audience: def.vis } });
      return [];
    }
    return valuesOf(def, cell).flatMap((text): Value[] => {
      const parsed = parseFieldValue(kind, column, text);
      if (parsed.ok) return [parsed.value];
      if (parsed.error.code === 'E_TERM') {
        const scheme = def.vocab ?? column;
        const known = unknownTerms.get(`${scheme}:${text}`);
        unknownTerms.set(`${scheme}:${text}`, { scheme, value: text.slice(0, 200), count: (known?.count ?? 0) + 1 });
        if (profile.onUnknownTerm === 'keep_text') return [text];
      }
      fault(parsed.error);
      return [];
    });
  }

  return {
    get unmapped() {
      return [...unmapped];
    },
    unknownTerms,
    map(row, cells) {
      const faults: RowFailure[] = [];
      const kind = (cells[kindAt] ?? '').trim();
      if (!isKindName(kind)) {
        const failure = { code: 'E_TERM', params: { scheme: 'kind', value: kind.slice(0, 80), nearest: [] } };
        return { unit: null, faults: [{ row, column: 'kind', failure, value: kind, cells }] };
      }
      const name = (cells[idAt] ?? '').trim() || (cells[codeAt] ?? '').trim() || cells.join('\u001f');
      const existing = parseRecordId(name, kind);
      const id = existing.ok ? existing.value.id : recordIdBytes(target, profile.idNamespace, kind, [name]);
      const claims: UnitClaim[] = [];
      for (const [i, column] of header.entries()) {
        const cell = (cells[i] ?? '').normalize('NFC').trim();
        if (cell === '' || OWN_COLUMNS.includes(column)) continue;
        const name = column.startsWith('.') ? column.slice(1) : column;
        const own = fieldOf(kind, name) !== null;
        if (!own) unmapped.add(column);
        const field = own ? name : `x.${column}`;
        const values = own
          ? claimsOf(kind, name, cell, (failure) =>
              faults.push({ row, column, failure, value: cell.slice(0, 200), cells }),
            )
          : [cell];
        for (const value of values) claims.push({ record: 0, field, value, ctx: null });
      }
      if (faults.length > 0) return { unit: null, faults };
      const unit: Unit = {
        row,
        key: `${kind}\u001f${name}`,
        ctx: ctxFor((cells[langAt] ?? '').trim()),
        records: [{ kind, id }],
        claims,
        shared: [],
      };
      return { unit, faults };
    },
  };
}
