/** Local integers of spaces and writers of ledger.db, cached both ways. They never leave the node. */
import { Buffer } from 'node:buffer';
import { equalBytes } from '../../base/bytes.ts';
import type { Database } from './open.ts';
import { plain } from './rows.ts';

export interface LocalInts {
  /** Integer of a space, or null when the database does not know it. */
  space(id: Uint8Array): number | null;
  writer(space: number, key: Uint8Array): number | null;
  spaceId(space: number): Uint8Array;
  writerKey(writer: number): Uint8Array;
  /** Integers, made when missing. */
  makeSpace(id: Uint8Array): number;
  makeWriter(space: number, key: Uint8Array): number;
  /** After a rollback: what was made in the transaction no longer stands. */
  forget(): void;
}

const nameOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

export function localInts(db: Database): LocalInts {
  const bySpace = new Map<string, number>();
  const byWriter = new Map<string, number>();
  const spaceIds = new Map<number, Uint8Array>();
  const writerKeys = new Map<number, Uint8Array>();
  const findSpace = db.prepare<[Uint8Array], number>('SELECT space FROM space WHERE id = ?').pluck();
  const findWriter = db
    .prepare<[number, Uint8Array], number>('SELECT writer FROM writer WHERE space = ? AND key = ?')
    .pluck();
  const readSpace = db.prepare<[number], Buffer>('SELECT id FROM space WHERE space = ?').pluck();
  const readWriter = db.prepare<[number], Buffer>('SELECT key FROM writer WHERE writer = ?').pluck();
  const addSpace = db.prepare<[Uint8Array]>('INSERT INTO space (id) VALUES (?)');
  const addWriter = db.prepare<[number, Uint8Array]>('INSERT INTO writer (space, key) VALUES (?, ?)');

  /** Looks in the cache, then in the database; remembers what it finds. */
  const cached = <K, V>(cache: Map<K, V>, name: K, find: () => V | undefined): V | null => {
    const known = cache.get(name);
    if (known !== undefined) return known;
    const found = find();
    if (found === undefined) return null;
    cache.set(name, found);
    return found;
  };
  // Entries come in runs of one space and one writer: the last of each is told by its bytes, without a name being made.
  let lastSpace: { readonly id: Uint8Array; readonly space: number } | null = null;
  let lastWriter: { readonly key: Uint8Array; readonly space: number; readonly writer: number } | null = null;
  const required = <V>(value: V | null, what: string): V => {
    if (value === null) throw new Error(`ledger.db names a ${what} it does not hold`);
    return value;
  };
  const ints: LocalInts = {
    space(id) {
      if (lastSpace && equalBytes(lastSpace.id, id)) return lastSpace.space;
      const space = cached(bySpace, nameOf(id), () => findSpace.get(id));
      if (space !== null) lastSpace = { id: id.slice(), space };
      return space;
    },
    writer(space, key) {
      if (lastWriter && lastWriter.space === space && equalBytes(lastWriter.key, key)) return lastWriter.writer;
      const writer = cached(byWriter, `${space}.${nameOf(key)}`, () => findWriter.get(space, key));
      if (writer !== null) lastWriter = { key: key.slice(), space, writer };
      return writer;
    },
    spaceId: (space) =>
      required(
        cached(spaceIds, space, () => plain(readSpace.get(space))),
        'space',
      ),
    writerKey: (writer) =>
      required(
        cached(writerKeys, writer, () => plain(readWriter.get(writer))),
        'writer',
      ),
    makeSpace: (id) => ints.space(id) ?? Number(addSpace.run(id).lastInsertRowid),
    makeWriter: (space, key) => ints.writer(space, key) ?? Number(addWriter.run(space, key).lastInsertRowid),
    forget() {
      lastSpace = null;
      lastWriter = null;
      for (const cache of [bySpace, byWriter, spaceIds, writerKeys]) cache.clear();
    },
  };
  return ints;
}
