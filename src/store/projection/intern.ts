/** Local integers of the index: spaces, parties, batches, terms, facet names. They never leave the file. */
import { foldCase } from '../../base/text.ts';
import type { Database } from '../sqlite/open.ts';

export interface Interns {
  space(hex: string): number;
  party(space: number, hex: string): number;
  /** A party stands in one space, so that the party alone names the batch's space. */
  batch(party: number, hex: string): number;
  term(text: string): number;
  facet(name: string): number;
  /** After a rollback or an emptied index: what was remembered may be gone. */
  forget(): void;
}

/** Distinct terms remembered at once; beyond, the memory starts anew. */
const MAX_REMEMBERED = 100_000;

function remembering(find: (key: string) => number | undefined, add: (key: string) => number) {
  const known = new Map<string, number>();
  return {
    get(key: string): number {
      const seen = known.get(key);
      if (seen !== undefined) return seen;
      const no = find(key) ?? add(key);
      if (known.size >= MAX_REMEMBERED) known.clear();
      known.set(key, no);
      return no;
    },
    forget: () => known.clear(),
  };
}

export function createInterns(db: Database): Interns {
  const made = (result: { lastInsertRowid: number | bigint }): number => Number(result.lastInsertRowid);
  const simple = (table: 'space' | 'facet_name', column: 'id' | 'text') => {
    const find = db.prepare<[string], number>(`SELECT no FROM ${table} WHERE ${column} = ?`).pluck();
    const add = db.prepare<[string]>(`INSERT INTO ${table} (${column}) VALUES (?)`);
    return remembering(
      (key) => find.get(key),
      (key) => made(add.run(key)),
    );
  };
  const spaces = simple('space', 'id');
  const facets = simple('facet_name', 'text');
  const findTerm = db.prepare<[string], number>('SELECT no FROM term WHERE text = ?').pluck();
  const addTerm = db.prepare<[string, string]>('INSERT INTO term (text, fold) VALUES (?, ?)');
  const terms = remembering(
    (text) => findTerm.get(text),
    (text) => made(addTerm.run(text, foldCase(text))),
  );
  const findParty = db.prepare<[number, string], number>('SELECT no FROM party WHERE space = ? AND id = ?').pluck();
  const addParty = db.prepare<[number, string]>('INSERT INTO party (space, id) VALUES (?, ?)');
  const split = (key: string): [number, string] => {
    const at = key.indexOf(' ');
    return [Number(key.slice(0, at)), key.slice(at + 1)];
  };
  const parties = remembering(
    (key) => findParty.get(...split(key)),
    (key) => made(addParty.run(...split(key))),
  );
  const findBatch = db.prepare<[number, string], number>('SELECT no FROM batch WHERE party = ? AND id = ?').pluck();
  const addBatch = db.prepare<[number, number, string]>('INSERT INTO batch (space, party, id) VALUES (?, ?, ?)');
  const spaceOfParty = db.prepare<[number], number>('SELECT space FROM party WHERE no = ?').pluck();
  const batches = remembering(
    (key) => findBatch.get(...split(key)),
    (key) => {
      const [party, id] = split(key);
      return made(addBatch.run(spaceOfParty.get(party) ?? 0, party, id));
    },
  );
  return {
    space: (hex) => spaces.get(hex),
    party: (space, hex) => parties.get(`${space} ${hex}`),
    batch: (party, hex) => batches.get(`${party} ${hex}`),
    term: (text) => terms.get(text),
    facet: (name) => facets.get(name),
    forget() {
      for (const memory of [spaces, facets, terms, parties, batches]) memory.forget();
    },
  };
}
