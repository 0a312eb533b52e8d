/** What the index remembers of a space's members: whoever's words were folded under other ones has to be folded again. */
import type { Database } from '../sqlite/open.ts';
import type { SpaceReader } from './decode.ts';
import type { Interns } from './intern.ts';

export interface MemberChange {
  /** The space ceased to be one party's own, or a writer speaks for another party than before: everything is folded anew. */
  readonly rehomed: boolean;
  /** Other parties manage: decisions and erases may count otherwise. */
  readonly managers: boolean;
}

export interface MemberRows {
  /** Compares with what the index was folded under, and remembers the new. */
  follow(space: string, reader: SpaceReader): MemberChange;
  /** A record that somebody decided about. */
  addDecided(subject: number): void;
  decided(): readonly number[];
  /** Entries that erases of the space name. */
  eraseTargets(space: string): readonly number[];
}

/** Digest lines: writer, party, manages. */
function parse(digest: string): { readonly parties: ReadonlyMap<string, string>; readonly managers: string } {
  const rows = digest === '' ? [] : digest.split(',').map((line) => line.split(' '));
  const managers = rows.flatMap(([, party, manages]) => (manages === 'true' && party ? [party] : []));
  return {
    parties: new Map(rows.map(([writer = '', party = '']) => [writer, party])),
    managers: [...new Set(managers)].sort().join(),
  };
}

export function createMemberRows(db: Database, interns: Interns): MemberRows {
  const get = db.prepare<[string], { own: number; members: string }>('SELECT own, members FROM space WHERE id = ?');
  const set = db.prepare<[number, string, number]>('UPDATE space SET own = ?, members = ? WHERE no = ?');
  const addDecided = db.prepare<[number]>('INSERT OR IGNORE INTO decided (rec) VALUES (?)');
  const decided = db.prepare<[], number>('SELECT rec FROM decided').pluck();
  const targets = db
    .prepare<[string], number>(
      `SELECT DISTINCT t.target FROM erase_target t JOIN entry e ON e.no = t.entry JOIN space s ON s.no = e.space WHERE s.id = ?`,
    )
    .pluck();
  return {
    follow(space, reader) {
      const was = get.get(space);
      const own = reader.own ? 1 : 0;
      if (was && was.own === own && was.members === reader.digest) return { rehomed: false, managers: false };
      set.run(own, reader.digest, interns.space(space));
      const [before, after] = [parse(was?.members ?? ''), parse(reader.digest)];
      const moved = [...before.parties].some(([writer, party]) => (after.parties.get(writer) ?? party) !== party);
      return { rehomed: moved || (was?.own === 1 && own === 0), managers: before.managers !== after.managers };
    },
    addDecided: (subject) => void addDecided.run(subject),
    decided: () => decided.all(),
    eraseTargets: (space) => targets.all(space),
  };
}
