/** The rules of rooms.json, checked on sources: who imports whom, what a browser-safe room may use, how a module is written. */
import { posix } from 'node:path';
import { importsOf } from './imports.ts';

export interface RoomTable {
  readonly rooms: { readonly [room: string]: readonly string[] };
  readonly browserSafe: readonly string[];
  readonly nodeFolders: readonly string[];
}

export type Rule =
  | 'room' // imports a room that its row does not list
  | 'no room' // lies in a folder that the table does not know
  | 'outside' // a source reaches out of src
  | 'platform' // a browser-safe room uses a module of Node
  | 'extension' // a relative import without its extension
  | 'computed' // a dynamic import that nobody can check
  | 'default export'
  | 'barrel';

export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly rule: Rule;
  readonly detail: string;
}

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);

/** Room of a path below the root, or null. */
export const roomOf = (table: RoomTable, path: string): string | null =>
  Object.keys(table.rooms).find((room) => path.startsWith(`${room}/`)) ?? null;

/** Violations of one source. Tests beside the code may import any room, but keep the other rules. */
export function violationsOf(table: RoomTable, file: string, source: string): readonly Violation[] {
  const found: Violation[] = [];
  const report = (line: number, rule: Rule, detail: string): void => void found.push({ file, line, rule, detail });
  const room = roomOf(table, file);
  if (room === null) report(1, 'no room', file);
  const safe =
    room !== null &&
    table.browserSafe.includes(room) &&
    !table.nodeFolders.some((folder) => file.startsWith(`${folder}/`));
  for (const { specifier, line, star } of importsOf(file, source)) {
    if (star) report(line, 'barrel', specifier);
    if (specifier === '?' && !isTest(file)) report(line, 'computed', 'import() of an expression');
    else if (specifier.startsWith('node:') && safe && !isTest(file)) report(line, 'platform', specifier);
    if (!specifier.startsWith('.')) continue;
    if (!/\.(ts|tsx|json|css)$/.test(specifier)) report(line, 'extension', specifier);
    const target = posix.join(posix.dirname(file), specifier);
    if (isTest(file)) continue;
    const targetRoom = roomOf(table, target);
    if (!target.startsWith('src/')) report(line, 'outside', target);
    else if (targetRoom === null) report(line, 'no room', target);
    else if (room !== null && targetRoom !== room && !table.rooms[room]?.includes(targetRoom))
      report(line, 'room', `${room} may not import ${targetRoom}`);
  }
  for (const [i, text] of source.split('\n').entries()) {
    if (/^export default\b/.test(text) || /^export\s*\{[^}]*\bas default\b/.test(text))
      report(i + 1, 'default export', text);
  }
  if (/(^|\/)index\.tsx?$/.test(file)) report(1, 'barrel', 'a file named index');
  return found;
}

/** Rows that are not acyclic, or that name unknown rooms. */
export function tableFaults(table: RoomTable): readonly string[] {
  const faults: string[] = [];
  const reach = (room: string, seen: readonly string[]): void => {
    for (const next of table.rooms[room] ?? []) {
      if (!table.rooms[next]) faults.push(`${room} names unknown room ${next}`);
      else if (seen.includes(next)) faults.push(`cycle ${[...seen, next].join(' -> ')}`);
      else reach(next, [...seen, next]);
    }
  };
  for (const room of Object.keys(table.rooms)) reach(room, [room]);
  for (const room of table.browserSafe)
    for (const next of table.rooms[room] ?? [])
      if (!table.browserSafe.includes(next)) faults.push(`browser-safe ${room} imports ${next}, which is not`);
  return faults;
}
