/** The data folder: made private, owned by one node, refused when newer, copied aside before it is migrated. */
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startChild } from '../../test/store/child.ts';
import { expectOk } from '../base/result.ts';
import { makeFolder, replaceFile } from './files.ts';
import { type Migration, openFolder } from './folder.ts';
import { acquireLock, readHolder } from './lock.ts';

let root = '';
let dir = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kua-folder-'));
  dir = join(root, 'a', 'data');
});
afterEach(() => rmSync(root, { recursive: true }));

/** Everything in a folder: names and bytes. */
const snapshot = (path: string): readonly (readonly [string, string])[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => [join(e.parentPath, e.name), readFileSync(join(e.parentPath, e.name), 'hex')] as const)
    .sort();

describe('opening', () => {
  test('makes a folder of mode 0700 with its version, and finds it again', () => {
    expect(openFolder(dir)).toEqual({ ok: true, value: { dir, format: 2, made: true, migratedFrom: null } });
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(JSON.parse(readFileSync(join(dir, 'kua.json'), 'utf8'))).toEqual({ format: 2, min: 2 });
    expect(statSync(join(dir, 'kua.json')).mode & 0o777).toBe(0o600);
    expect(openFolder(dir)).toMatchObject({ ok: true, value: { made: false } });
    expect(readdirSync(dir)).toEqual(['kua.json']);
  });

  test('refuses a newer folder and leaves it byte-equal', () => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'kua.json'), '{"format":9,"min":3}');
    writeFileSync(join(dir, 'ledger.db'), 'unknown');
    const before = snapshot(root);
    expect(openFolder(dir)).toMatchObject({
      error: { code: 'E_NEWER', params: { what: dir, format: 9, supported: 2 } },
    });
    expect(snapshot(root)).toEqual(before);
  });

  test('opens a newer format that says this program still may', () => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'kua.json'), '{"format":9,"min":1}');
    expect(openFolder(dir)).toMatchObject({ ok: true, value: { format: 9 } });
  });

  test('refuses a folder of something else and a broken version file, untouched', () => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'thesis.docx'), 'x');
    expect(openFolder(dir)).toMatchObject({
      error: { code: 'E_FOLDER', params: { reason: 'foreign', name: 'thesis.docx' } },
    });
    rmSync(join(dir, 'thesis.docx'));
    for (const text of ['{"format":1', '[]', '{"format":"1","min":1}']) {
      writeFileSync(join(dir, 'kua.json'), text);
      expect(openFolder(dir)).toMatchObject({ error: { code: 'E_FOLDER', params: { reason: 'damaged' } } });
      expect(readFileSync(join(dir, 'kua.json'), 'utf8')).toBe(text);
    }
  });
});

describe('migration', () => {
  const rename: Migration = {
    from: 0,
    run: (at) => writeFileSync(join(at, 'ledger.db'), readFileSync(join(at, 'ledger.db'), 'utf8').toUpperCase()),
  };
  const older = (): void => {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    writeFileSync(join(dir, 'kua.json'), '{"format":0,"min":0}');
    writeFileSync(join(dir, 'ledger.db'), 'entries');
    writeFileSync(join(dir, 'vault.cbor'), 'keys');
  };

  test('copies the older folder aside, then goes step by step', () => {
    older();
    const second: Migration = { from: 1, run: (at) => writeFileSync(join(at, 'new'), '2') };
    expect(openFolder(dir, { format: 2, migrations: [second, rename] })).toMatchObject({
      ok: true,
      value: { format: 2, migratedFrom: 0 },
    });
    expect(readFileSync(join(dir, 'ledger.db'), 'utf8')).toBe('ENTRIES');
    expect(JSON.parse(readFileSync(join(dir, 'kua.json'), 'utf8'))).toMatchObject({ format: 2 });
    const kept = join(dir, 'before-format-1');
    expect(readdirSync(kept).sort()).toEqual(['kua.json', 'ledger.db', 'vault.cbor']);
    expect(readFileSync(join(kept, 'ledger.db'), 'utf8')).toBe('entries');
    expect(acquireLock(dir)).toMatchObject({ ok: true });
  });

  test('that was cut off is done again and keeps the first copy', () => {
    older();
    const dies: Migration = {
      from: 0,
      run: (at) => {
        rename.run(at);
        throw new Error('power cut');
      },
    };
    expect(() => openFolder(dir, { format: 1, migrations: [dies] })).toThrow('power cut');
    expect(openFolder(dir, { format: 1, migrations: [rename] })).toMatchObject({
      ok: true,
      value: { migratedFrom: 0 },
    });
    expect(readFileSync(join(dir, 'before-format-1', 'ledger.db'), 'utf8')).toBe('entries');
  });

  test('from a format nobody knows the way from changes nothing', () => {
    older();
    expect(openFolder(dir, { migrations: [] })).toMatchObject({
      error: { code: 'E_FOLDER', params: { reason: 'no_road' } },
    });
    expect(existsSync(join(dir, 'before-format-1'))).toBe(false);
  });

  test('waits for nobody: a folder in use is refused', () => {
    older();
    const lock = expectOk(acquireLock(dir), 'lock');
    expect(openFolder(dir, { format: 1, migrations: [rename] })).toMatchObject({ error: { code: 'E_IN_USE' } });
    expect(openFolder(dir, { format: 1, migrations: [rename], lock })).toMatchObject({ ok: true });
    lock.release();
  });
});

describe('the lock', () => {
  test('of another process names it, and is free as soon as that one is killed', async () => {
    makeFolder(dir);
    const child = startChild('lock-child.ts', [dir]);
    await once(child.stdout, 'data');
    expect(acquireLock(dir)).toMatchObject({
      error: { code: 'E_IN_USE', params: { dir, pid: child.pid, address: 'http://127.0.0.1:7800' } },
    });
    child.kill('SIGKILL');
    await once(child, 'close');
    const lock = expectOk(acquireLock(dir), 'lock');
    expect(readHolder(dir)).toEqual({ pid: process.pid, address: null });
    expect(statSync(join(dir, 'node.json')).mode & 0o777).toBe(0o600);
    lock.release();
    lock.release();
    expect(existsSync(join(dir, 'node.json'))).toBe(false);
  });

  test('is taken once in one process too', () => {
    makeFolder(dir);
    const lock = expectOk(acquireLock(dir), 'lock');
    expect(acquireLock(dir)).toMatchObject({ error: { code: 'E_IN_USE', params: { pid: process.pid } } });
    lock.release();
    expectOk(acquireLock(dir), 'again').release();
    writeFileSync(join(dir, 'node.json'), 'half a fil');
    expect(readHolder(dir)).toEqual({ pid: null, address: null });
  });
});

test('a replaced file is the old one or the new one, never half, and leaves nothing beside it', () => {
  makeFolder(dir);
  const path = join(dir, 'f');
  const random = (n: number): Uint8Array => new Uint8Array(n);
  replaceFile(path, 'old', random);
  mkdirSync(join(dir, `.f.${'00'.repeat(6)}.new`));
  expect(() => replaceFile(path, 'new', random)).toThrow();
  expect(readFileSync(path, 'utf8')).toBe('old');
  rmSync(join(dir, `.f.${'00'.repeat(6)}.new`), { recursive: true });
  replaceFile(path, 'new', random);
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(readdirSync(dir)).toEqual(['f']);
});
