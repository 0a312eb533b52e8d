/**
 * Units into the space: known rows are passed over, changed ones replace this party's earlier claims, new ones are
 * appended in groups, each durable before the next is made. Run twice, or again after a kill: nothing is doubled.
 */
import { compareBytes, fromHex } from '../base/bytes.ts';
import { decodeId, type RecordId } from '../base/ids.ts';
import type { Failure } from '../base/result.ts';
import type { End } from '../ledger/model.ts';
import { contentKey, contentKeyHalves } from '../records/import-ids.ts';
import { recordId } from '../records/kind-names.ts';
import type { KnownRow } from '../store/port.ts';
import { ENTRY_LIMITS, type EntryMaker, packedEntries, type ReadyUnit, singleEntry } from './entries.ts';
import { randomId } from './ids.ts';
import { createKeySet } from './key-set.ts';
import type { EntryDraft, ImportTarget } from './port.ts';
import { type SharedUnit, type Unit, unitText } from './unit.ts';

export interface WriteTally {
  new: number;
  changed: number;
  same: number;
  entries: number;
  /** New records per kind. */
  readonly kinds: Map<string, number>;
}

export interface UnitWriter {
  readonly tally: WriteTally;
  /** Writes a group; what it refuses comes back with its reason. */
  write(units: readonly Unit[]): Promise<readonly { readonly unit: Unit; readonly failure: Failure }[]>;
}

export interface WriterOptions extends EntryMaker {
  readonly target: ImportTarget;
  /** First part of the content key. */
  readonly profile: string;
  readonly pack: boolean;
  readonly dryRun: boolean;
}

interface Keyed {
  readonly unit: Unit;
  readonly ck: Uint8Array;
  /** Halves of the content key. */
  readonly first: string;
  readonly second: string;
  readonly weight: number;
}

const NO_ENDS: readonly End[] = [];
/** Kinds of which a target may refuse a row. */
const GUARDED: readonly string[] = ['Statement', 'Demand'];

export function createUnitWriter(options: WriterOptions): UnitWriter {
  const { target, profile, dryRun } = options;
  const seen = createKeySet();
  /** Shared records this run has written or found. */
  const present = new Set<string>();
  const tally: WriteTally = { new: 0, changed: 0, same: 0, entries: 0, kinds: new Map() };

  function keyed(unit: Unit): Keyed {
    const text = unitText(unit);
    const ck = contentKey((bytes) => target.mac(bytes), profile, unit.key.split('\u001f'), text);
    return { unit, ck, ...contentKeyHalves(ck), weight: Buffer.byteLength(text) };
  }

  /** Ids of the unit's records: a person's random id is found again in the claims of the known row. */
  function idsOf(unit: Unit, known: readonly KnownRow[]): readonly Uint8Array[] {
    const earlier = new Map<string, RecordId[]>();
    return unit.records.map((r) => {
      if (r.id) return r.id;
      let found = earlier.get(r.kind);
      if (!found) {
        const prefix = recordId(r.kind, new Uint8Array(16)).slice(0, 4);
        const subjects = known.flatMap((k) => k.claims.map((c) => c.subject));
        found = [...new Set(subjects)].filter((s) => s.startsWith(prefix));
        earlier.set(r.kind, found);
      }
      const text = found.shift();
      const id = text === undefined ? null : decodeId(text);
      return id?.ok ? id.value.id : randomId(target);
    });
  }

  /** Earlier claims of the row, each ended by the claim of the same record and field, or by none. */
  function endsOf(unit: Unit, ids: readonly Uint8Array[], known: readonly KnownRow[]): readonly End[] {
    if (known.length === 0) return NO_ENDS;
    const byField = new Map<string, number[]>();
    for (const [i, c] of unit.claims.entries()) {
      const key = `${recordId(unit.records[c.record]?.kind ?? '', ids[c.record] ?? new Uint8Array(16))}.${c.field}`;
      byField.set(key, [...(byField.get(key) ?? []), i]);
    }
    return known.flatMap((k) =>
      k.claims.flatMap((c): End[] => {
        const [entry = '', index = ''] = c.claim.split('.');
        const bytes = fromHex(entry);
        if (!bytes) return [];
        const by = byField.get(`${c.subject}.${c.field}`)?.shift() ?? null;
        return [
          { type: 'claim', target: { entry: bytes, index: Number(index) }, by, reason: by === null ? 'import' : null },
        ];
      }),
    );
  }

  function ready({ unit, ck, second, weight }: Keyed, known: readonly KnownRow[]): ReadyUnit | Failure | 'same' {
    if (weight > ENTRY_LIMITS.unitBytes)
      return { code: 'E_LIMIT', params: { field: 'row', max: ENTRY_LIMITS.unitBytes } };
    if (unit.claims.length > ENTRY_LIMITS.unitClaims)
      return { code: 'E_LIMIT', params: { field: 'row', max: ENTRY_LIMITS.unitClaims } };
    const live = known.filter((k) => k.claims.length > 0);
    // A row said before whose claims people have since retracted stays as they left it; said before and then
    // otherwise (A, B, A) it is a change back.
    if (known.some((k) => k.second === second && (k.claims.length > 0 || live.length === 0))) return 'same';
    const ids = idsOf(unit, known);
    return { unit, ids, ck, ends: endsOf(unit, ids, live), weight };
  }

  /** A frozen statement takes no other words from a file than from a person (E_FROZEN). */
  async function barredBy(made: ReadyUnit, earlier: readonly KnownRow[]): Promise<Failure | null> {
    if (!target.admit || !made.unit.records.some((r) => GUARDED.includes(r.kind))) return null;
    const ids = made.unit.records.map((r, i) => recordId(r.kind, made.ids[i] ?? new Uint8Array(16)));
    const says = made.unit.claims.map((x) => ({
      kind: made.unit.records[x.record]?.kind ?? '',
      id: ids[x.record] ?? '',
      field: x.field,
      value: x.ref === undefined ? x.value : (ids[x.ref] ?? x.value),
    }));
    const ends = earlier.flatMap((row) => row.claims.map((x) => ({ id: x.subject as string, claim: x.claim })));
    return target.admit({ says, ends });
  }

  /** Shared records of the rows to be written that neither the space nor this run has. */
  async function missingShared(units: readonly Unit[]): Promise<readonly ReadyUnit[]> {
    const wanted = new Map<string, { readonly shared: SharedUnit; readonly row: number }>();
    for (const u of units)
      for (const s of u.shared) {
        const id = recordId(s.kind, s.id);
        if (!present.has(id) && !wanted.has(id)) wanted.set(id, { shared: s, row: u.row });
      }
    if (wanted.size === 0) return [];
    const there = await target.exists([...wanted.keys()] as RecordId[]);
    const out: ReadyUnit[] = [];
    for (const [id, { shared, row }] of wanted) {
      present.add(id);
      if (there.has(id as RecordId)) continue;
      const { unit, ck, weight } = keyed({ ...shared.unit, row });
      out.push({ unit, ids: [shared.id], ck, ends: [], weight });
    }
    if (present.size > 200_000) present.clear();
    return out.sort((a, b) => compareBytes(a.ck, b.ck));
  }

  async function countNew(units: readonly ReadyUnit[]): Promise<void> {
    const kinds = new Map<RecordId, string>();
    for (const r of units)
      for (const [i, record] of r.unit.records.entries())
        kinds.set(recordId(record.kind, r.ids[i] ?? new Uint8Array(16)), record.kind);
    const there = kinds.size === 0 ? new Set<string>() : await target.exists([...kinds.keys()]);
    for (const [id, kind] of kinds) if (!there.has(id)) tally.kinds.set(kind, (tally.kinds.get(kind) ?? 0) + 1);
  }

  return {
    tally,
    async write(units) {
      const refused: { unit: Unit; failure: Failure }[] = [];
      const rows: Keyed[] = [];
      for (const unit of units) {
        const row = keyed(unit);
        if (seen.add(row.ck)) rows.push(row);
        else
          refused.push({
            unit,
            failure: { code: 'E_ROW_TWICE', params: { row: unit.row, key: unit.key.slice(0, 80) } },
          });
      }
      const known = new Map<string, KnownRow[]>();
      for (const k of rows.length === 0 ? [] : await target.known(rows.map((r) => r.first)))
        known.set(k.first, [...(known.get(k.first) ?? []), k]);
      const fresh: ReadyUnit[] = [];
      const written: Unit[] = [];
      for (const k of rows) {
        const earlier = known.get(k.first) ?? [];
        const made = ready(k, earlier);
        if (made === 'same') {
          tally.same++;
          written.push(k.unit);
        } else if ('code' in made) refused.push({ unit: k.unit, failure: made });
        else {
          const barred = await barredBy(made, earlier);
          if (barred) {
            refused.push({ unit: k.unit, failure: barred });
            continue;
          }
          if (earlier.length > 0) tally.changed++;
          else tally.new++;
          fresh.push(made);
          written.push(k.unit);
        }
      }
      const shared = await missingShared(written);
      await countNew([...shared, ...fresh]);
      const drafts: readonly EntryDraft[] = [
        ...packedEntries(shared, options),
        ...(options.pack ? packedEntries(fresh, options) : fresh.map((r) => singleEntry(r, options))),
      ];
      if (drafts.length > 0 && !dryRun) tally.entries += (await target.append(drafts)).length;
      return refused;
    },
  };
}
