/**
 * The SQLite driver this Node can load: release 13 speaks Node-API 10 and brings its binary along; release 12 is for Node 20,
 * which does not have that interface. Release 12 aborts on Node 24 when a statement is collected (docs/decisions/0014).
 */
import { createRequire } from 'node:module';
import type Driver12 from 'better-sqlite3-multiple-ciphers';

export type Database = Driver12.Database;

/** The Node-API version that release 13 is built for; an older Node crashes while it loads it. */
const NODE_API_OF_13 = 10;

const load = createRequire(import.meta.url);

/** Opens and makes databases; both releases have the same calls and the same file format. */
export const Driver: typeof Driver12 =
  Number(process.versions['napi']) >= NODE_API_OF_13
    ? load('better-sqlite3-multiple-ciphers-13')
    : load('better-sqlite3-multiple-ciphers');
