/** Opens a stopped node's folder with its own keys, as whoever holds them can: every secret, every value, every page of its databases. */
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseObject } from '../../src/evidence/anchor.ts';
import { openBody } from '../../src/ledger/body.ts';
import { decodeHeader } from '../../src/ledger/header.ts';
import { expectOk } from '../../src/base/result.ts';
import { toHex } from '../../src/base/bytes.ts';
import { type Credentials, fileKeys, type OpenVault } from '../../src/node/keys.ts';
import { openVault } from '../../src/node/open-vault.ts';
import { nodePrimitives } from '../../src/store/node-primitives.ts';
import type { Value } from '../../src/ledger/model.ts';
import type { SecretType } from '../../src/store/port.ts';
import { openLedgerStore } from '../../src/store/sqlite/ledger-db.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import type { Canary } from './secrecy-search.ts';

const TYPES: readonly SecretType[] = [
  ...(['org', 'org-next', 'practice-org', 'device', 'age', 'log', 'witness'] as const),
  ...(['party', 'seat', 'kem', 'writer', 'epoch'] as const),
];
const p = nodePrimitives();

const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
/** The 32 bytes within `AGE-SECRET-KEY-1…`. */
function ageBytes(identity: string): Uint8Array {
  const digits = [...identity.toLowerCase().slice('age-secret-key-1'.length, -6)].map((c) => BECH32.indexOf(c));
  const bits = digits.map((d) => d.toString(2).padStart(5, '0')).join('');
  return Uint8Array.from({ length: Math.floor(bits.length / 8) }, (_, i) =>
    Number.parseInt(bits.slice(i * 8, i * 8 + 8), 2),
  );
}

export interface Content {
  readonly where: string;
  readonly bytes: Buffer;
  /** A byte string of a table: something may be packed in it at any offset. */
  readonly value?: true;
}
export interface OpenedFolder {
  readonly vault: OpenVault;
  /** Every secret key by its type, and the keys of the files themselves. */
  readonly secrets: readonly Canary[];
  /** Keys and fingerprints of stored files, as the open claims of the folder name them; salts of its spaces. */
  readonly objects: readonly Canary[];
  /** Payload blocks by state. */
  readonly blocks: { readonly [state: string]: number };
  /** Every value of every table, every page of the databases without their cipher, and every payload that its keys open. */
  readonly contents: readonly Content[];
}

/** `scratch`: an own folder for copies, which hold everything in plain. The folder itself is not changed. */
export async function openFolderOf(
  who: string,
  dir: string,
  credentials: Credentials,
  scratch: string,
): Promise<OpenedFolder> {
  const vault = expectOk(await openVault(dir, credentials), 'vault');
  const keys = fileKeys(p, vault);
  mkdirSync(scratch, { recursive: true });
  const secrets: Canary[] = [
    { name: `${who}: vault key`, value: vault.vaultKey },
    { name: `${who}: database key`, value: keys.database },
    { name: `${who}: wrapping key`, value: keys.wrap },
    ...(credentials.type === 'keyFile' ? [{ name: `${who}: key file`, value: readFileSync(credentials.path) }] : []),
  ];
  const objects: Canary[] = [];
  const blocks: { [state: string]: number } = {};
  const said: Content[] = [];
  const copy = (name: string): string => {
    for (const end of ['', '-wal', '-shm'])
      if (existsSync(join(dir, name + end))) cpSync(join(dir, name + end), join(scratch, name + end));
    return join(scratch, name);
  };
  const path = copy('ledger.db');
  const ledger = expectOk(
    openLedgerStore({ path, key: keys.database, wrapKey: keys.wrap, clock: Date.now, readonly: false }),
    'ledger',
  );
  const spaces = await ledger.spaces();
  for (const space of [null, ...spaces])
    for (const type of TYPES)
      for (const { secret } of await ledger.secrets(type, space)) {
        secrets.push({ name: `${who}: secret ${type}`, value: secret });
        if (type === 'age')
          secrets.push({ name: `${who}: secret age scalar`, value: ageBytes(Buffer.from(secret).toString()) });
      }
  const epochs = new Map<string, Uint8Array>();
  for (const space of spaces) for (const e of await ledger.secrets('epoch', space)) epochs.set(toHex(e.id), e.secret);
  for (const stored of await ledger.touchedAfter(0, 100_000)) {
    blocks[stored.payloadState] = (blocks[stored.payloadState] ?? 0) + 1;
    const header = decodeHeader(stored.header);
    if (!header.ok || !stored.block) continue;
    const body = openBody(p, header.value, stored.block, (epoch) => epochs.get(toHex(epoch)) ?? null);
    if (!body.ok) continue;
    if (body.value.type === 'control' && body.value.note?.salt)
      objects.push({ name: `${who}: salt of a space`, value: body.value.note.salt });
    if (body.value.type !== 'data') continue;
    for (const claim of body.value.payload.claims) {
      for (const bytes of within(claim.value)) said.push({ where: `payload ${claim.kind}.${claim.field}`, bytes });
      const object = claim.kind === 'Evidence' && claim.field === 'object' ? parseObject(claim.value) : null;
      if (!object?.key) continue;
      objects.push({ name: `${who}: key of a file`, value: object.key });
      objects.push({ name: `${who}: fingerprint of a file`, value: object.sha256 });
    }
  }
  await ledger.close();
  const contents = [...said, ...dump(path, keys.database), ...dump(copy('index.db'), keys.database)];
  return { vault, secrets, objects, blocks, contents };
}

/** Texts and byte strings within a value. */
function within(value: Value): readonly Buffer[] {
  if (typeof value === 'string' || value instanceof Uint8Array) return [Buffer.from(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(within) : [];
}

/** Every value by table and column; then the file's pages themselves, those that no table uses any more included. */
function dump(path: string, key: Uint8Array): readonly Content[] {
  const found: Content[] = [];
  const db = expectOk(openDatabase(path, key, { synchronous: 'FULL' }), path);
  const name = basename(path);
  const tables = db
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name",
    )
    .all();
  for (const table of tables) {
    // The words of a full-text index stand in pieces in its pages: they are put together here.
    if (/USING fts5/i.test(table.sql)) {
      db.exec(`CREATE VIRTUAL TABLE temp."words of ${table.name}" USING fts5vocab(main, '${table.name}', row)`);
      const terms = db.prepare<[], { term: string }>(`SELECT term FROM temp."words of ${table.name}"`).all();
      for (const { term } of terms) found.push({ where: `${name} ${table.name} word`, bytes: Buffer.from(term) });
      continue;
    }
    for (const row of db.prepare<[], { [column: string]: unknown }>(`SELECT * FROM "${table.name}"`).iterate()) {
      // Local rows say by their kind what they are.
      const kind = table.name === 'local' ? ` ${String(row['kind'])}` : '';
      for (const [column, value] of Object.entries(row)) {
        const where = `${name} ${table.name}.${column}${kind}`;
        if (typeof value === 'string') found.push({ where, bytes: Buffer.from(value) });
        else if (value instanceof Uint8Array) found.push({ where, bytes: Buffer.from(value), value: true });
      }
    }
  }
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.pragma('journal_mode=DELETE');
  db.pragma("rekey=''");
  db.close();
  const pages = readFileSync(path);
  if (!pages.subarray(0, 15).equals(Buffer.from('SQLite format 3'))) throw new Error(`${name} is still encrypted`);
  found.push({ where: `${name} pages`, bytes: pages });
  return found;
}
