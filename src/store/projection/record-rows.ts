/** Writes and removes what the index holds of one record. */
import { hash } from 'node:crypto';
import type { IndexRow, RecordView } from '../../records/model.ts';
import type { Database } from '../sqlite/open.ts';
import type { Interns } from './intern.ts';
import { NO_DAY } from './no-day.ts';
import { createSignalRows } from './signal-rows.ts';
import { reachOf } from './reach.ts';
import { exactFold, foldedText, kazakhForm, nameKeys } from './tokens.ts';

const MAX_KEY = 200;

export interface RecordRows {
  /** `was`: what the table holds of this record now: nothing, a record without live claims, or one with. */
  put(no: number, space: number, was: 'absent' | 'dead' | 'live', view: RecordView, row: IndexRow): void;
  /** A record whose claims all ended: it leaves every list, its number stays. */
  clear(no: number, space: number, id: string, was: 'absent' | 'dead' | 'live'): void;
}

/**
 * Where a record stands on a map: the id of its Place, or `@LAT,LON WORDS` (or `@LAT,LON UNIT`) when its place is written out with the record,
 * so that it is counted and asked for by that text; null when it has neither.
 */
function spotTerm(row: IndexRow): string | null {
  if (row.place !== null) return row.place;
  if (row.lat === null || row.lon === null) return null;
  const termOf = (facet: string): string | undefined => row.facets.find((f) => f.facet === facet)?.term;
  const words = termOf('place') ?? termOf('admin') ?? '';
  return `@${row.lat.toFixed(3)},${row.lon.toFixed(3)} ${words}`.trimEnd();
}

/** UTC ms of the newest claim. */
function updatedOf(view: RecordView): number {
  let newest = 0;
  for (const field of Object.values(view.fields)) for (const c of field.claims) newest = Math.max(newest, c.ms);
  return newest;
}

/** Names and titles under which a reference to this record can be asked for, as `where` compares them. */
const exactKeys = (title: string, names: readonly string[]): Set<string> => {
  const keys = new Set([title, ...names].map((text) => exactFold(text).slice(0, MAX_KEY)));
  keys.delete('');
  return keys;
};

/** Terms to count by: those of the row, and kind, place and state, which every record has or may have. */
function facetsOf(row: IndexRow): { facet: string; term: string }[] {
  const out = new Map<string, { facet: string; term: string }>();
  const add = (facet: string, term: string): void => {
    if (term !== '') out.set(`${facet} ${term}`, { facet, term });
  };
  add('kind', row.kind);
  if (row.state !== null) add('state', row.state);
  if (row.place !== null) add('place', row.place);
  for (const { facet, term } of row.facets) add(facet, term);
  return [...out.values()];
}

/**
 * Fingerprint of everything a reader may see of the record: displayed and competing claims in the order of the policy, and
 * the texts to be found. Claim ids name their bytes, so the values need not be written out. An entry id is written where
 * it differs from the one before.
 */
function digestOf(view: RecordView, row: IndexRow): string {
  let text = '';
  let entry = '';
  for (const name of Object.keys(view.fields).sort()) {
    const f = view.fields[name];
    if (!f) continue;
    text += `${name} ${f.n_competing} ${f.n_origins} ${f.decided} ${f.disputed} ${f.claims.findIndex((c) => c.claim === f.claim)}`;
    for (const { claim } of f.claims) {
      if (entry !== '' && claim.startsWith(entry)) text += ` ${claim.slice(entry.length)}`;
      else {
        entry = claim.slice(0, claim.indexOf('.') + 1);
        text += ` ${claim}`;
      }
    }
    text += '\n';
  }
  return hash('sha256', text + row.body, 'hex');
}

export function createRecordRows(db: Database, interns: Interns): RecordRows {
  const putRec = db.prepare(
    `INSERT INTO rec (no, id, space, live, kind, sort, day_lo, day_hi, reach, spot, updated, ver)
     VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setRec = db.prepare(
    `UPDATE rec SET live = 1, kind = ?, sort = ?, day_lo = ?, day_hi = ?, reach = ?, spot = ?, updated = ?, ver = ? WHERE no = ?`,
  );
  const putDead = db.prepare('INSERT INTO rec (no, id, space, live, sort, ver) VALUES (?, ?, ?, 0, ?, ?)');
  const setDead = db.prepare(
    'UPDATE rec SET live = 0, kind = NULL, sort = ?, day_lo = NULL, day_hi = NULL, spot = 0, ver = ? WHERE no = ?',
  );
  const putDoc = db.prepare(
    `INSERT INTO doc (no, title, state, lat, lon, radius, place, audience, competing, origins, digest, names, facets)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const getDoc = db.prepare<[number], { title: string; names: string; facets: string }>(
    'SELECT title, names, facets FROM doc WHERE no = ?',
  );
  const dropDoc = db.prepare<[number]>('DELETE FROM doc WHERE no = ?');
  const putFacet = db.prepare('INSERT INTO facet (space, facet, term, rec) VALUES (?, ?, ?, ?)');
  const dropFacet = db.prepare('DELETE FROM facet WHERE space = ? AND facet = ? AND term = ? AND rec = ?');
  const putRel = db.prepare('INSERT OR IGNORE INTO rel (rec, field, target) VALUES (?, ?, ?)');
  const dropRel = db.prepare<[number]>('DELETE FROM rel WHERE rec = ?');
  const putKey = db.prepare('INSERT OR IGNORE INTO name_key (key, rec) VALUES (?, ?)');
  const dropKey = db.prepare('DELETE FROM name_key WHERE key = ? AND rec = ?');
  const putText = db.prepare('INSERT INTO ft (rowid, title, body, kk, name) VALUES (?, ?, ?, ?, ?)');
  const dropText = db.prepare<[number]>('DELETE FROM ft WHERE rowid = ?');
  const putName = db.prepare('INSERT INTO ft_name (rowid, key) VALUES (?, ?)');
  const dropName = db.prepare<[number]>('DELETE FROM ft_name WHERE rowid = ?');

  const signals = createSignalRows(db, interns);
  // A number that a rollback leaves out does no harm: only later ones must be larger.
  let ver = db.prepare<[], number>('SELECT coalesce(max(ver), 0) FROM rec').pluck().get() ?? 0;
  const nextVer = (): number => ++ver;

  function remove(no: number, space: number): void {
    const doc = getDoc.get(no);
    if (!doc) return;
    signals.remove(no);
    const facets = JSON.parse(doc.facets) as number[];
    for (let i = 0; i + 1 < facets.length; i += 2) dropFacet.run(space, facets[i], facets[i + 1], no);
    const names = JSON.parse(doc.names) as string[];
    for (const key of exactKeys(doc.title, names)) dropKey.run(key, no);
    dropRel.run(no);
    dropDoc.run(no);
    dropText.run(no);
    if (names.length > 0) dropName.run(no);
  }

  function addTexts(no: number, row: IndexRow): void {
    const title = foldedText(row.title);
    // The title is a field like others and stands in the body too: once is enough.
    const body = foldedText(row.body === row.title ? '' : row.body.replace(`${row.title}\n`, ''));
    const keys = nameKeys(row.names).join(' ');
    putText.run(no, title, body, kazakhForm(title, body), keys);
    if (row.names.length > 0) putName.run(no, keys);
  }

  return {
    put(no, space, was, view, row) {
      if (was === 'live') remove(no, space);
      const sort = row.dayLo ?? NO_DAY;
      const spot = spotTerm(row);
      const seen = [reachOf(row.audience), spot === null ? 0 : interns.term(spot), updatedOf(view), nextVer()];
      if (was === 'absent') putRec.run(no, row.id, space, row.kind, sort, row.dayLo, row.dayHi, ...seen);
      else setRec.run(row.kind, sort, row.dayLo, row.dayHi, ...seen, no);
      const facets: number[] = [];
      for (const { facet, term } of facetsOf(row)) {
        const f = interns.facet(facet);
        const t = interns.term(term);
        facets.push(f, t);
        putFacet.run(space, f, t, no);
      }
      for (const ref of row.refs) putRel.run(no, interns.term(ref.field), interns.term(ref.to));
      const names = [...new Set(row.names)];
      for (const key of exactKeys(row.title, names)) putKey.run(key, no);
      const digest = digestOf(view, row);
      putDoc.run(
        ...[no, row.title, row.state, row.lat, row.lon, row.radius, row.place, row.audience],
        ...[row.competing, row.origins, digest, JSON.stringify(names), JSON.stringify(facets)],
      );
      addTexts(no, row);
      if (row.kind === 'Signal') signals.put(no, space, view);
    },
    clear(no, space, id, was) {
      if (was === 'live') remove(no, space);
      if (was === 'absent') putDead.run(no, id, space, NO_DAY, nextVer());
      else setDead.run(NO_DAY, nextVer(), no);
    },
  };
}
