/**
 * What an edition said, kept by the node that built it: every record with a hash of its public form, who was named, and the
 * cells of tables that count persons. The next edition is compared with it; nothing of it is published.
 */
import { createHash } from 'node:crypto';
import { utf8 } from '../base/bytes.ts';
import { claimsOf } from '../records/field-values.ts';
import type { RecordView } from '../records/model.ts';
import type { PublicCase } from './case.ts';
import { DISCLOSED_KINDS } from './disclosure.ts';
import { plain } from './export/columns.ts';
import { personTables } from './person-tables.ts';
import type { KeptCell } from './small-cells.ts';

export interface Snapshot {
  /** First 16 hex digits of the hash of each record's public form, by id. */
  readonly records: { readonly [id: string]: string };
  /** Persons named, with the ground. */
  readonly named: { readonly [id: string]: string };
  readonly cells: readonly KeptCell[];
  /** Records by kind. */
  readonly counts: { readonly [kind: string]: number };
}

export function snapshotOf(kase: PublicCase): Snapshot {
  const records: Record<string, string> = {};
  const counts: Record<string, number> = {};
  for (const kind of DISCLOSED_KINDS) {
    const views = kase.of(kind);
    counts[kind] = views.length;
    for (const view of views) records[view.id] = hashOf(view);
  }
  const named = Object.fromEntries(
    [...kase.disclosure.bases].filter(([id]) => records[id] !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return { records, named, counts, cells: personTables(kase).flatMap((t) => t.rows.map(keptCell)) };
}

const keptCell = (row: { readonly cell: string; readonly count: number; readonly shown: KeptShown }): KeptCell => ({
  cell: row.cell,
  count: row.count,
  printed: row.shown.shown ? 'number' : row.shown.small ? 'small' : 'nothing',
});
type KeptShown = { readonly shown: true } | { readonly shown: false; readonly small: boolean };

/** Over what a reader can see of it: values with who says them and how sure. */
function hashOf(view: RecordView): string {
  const seen = Object.keys(view.fields)
    .sort()
    .map((field) => [
      field,
      claimsOf(view, field).map((c) => [plain(c.value), c.conf, c.speaker, c.modality, c.lang, c.sources]),
    ]);
  return createHash('sha256')
    .update(utf8(JSON.stringify([view.kind, seen])))
    .digest('hex')
    .slice(0, 16);
}

export interface Changes {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly newlyNamed: readonly string[];
  readonly newlyWithheld: readonly string[];
}

export function changesBetween(before: Snapshot, now: Snapshot): Changes {
  const ids = (of: { readonly [id: string]: string }): readonly string[] => Object.keys(of).sort();
  return {
    added: ids(now.records).filter((id) => before.records[id] === undefined),
    changed: ids(now.records).filter(
      (id) => before.records[id] !== undefined && before.records[id] !== now.records[id],
    ),
    removed: ids(before.records).filter((id) => now.records[id] === undefined),
    newlyNamed: ids(now.named).filter((id) => before.named[id] === undefined),
    newlyWithheld: ids(before.named).filter((id) => now.named[id] === undefined),
  };
}

/** Records of `built` that the ledger now shows otherwise, or not at all: what must not go out as it was built. */
export function outdated(built: Snapshot, now: Snapshot): readonly string[] {
  const { changed, removed, newlyWithheld } = changesBetween(built, now);
  return [...new Set([...removed, ...changed, ...newlyWithheld])];
}
