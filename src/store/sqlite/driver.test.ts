/** The driver of this Node opens what either release wrote, and survives the collector taking statements nobody holds. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from './open.ts';

const dir = mkdtempSync(join(tmpdir(), 'kua-driver-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const KEY = new Uint8Array(32).fill(1);

for (const release of [12, 13])
  test(`a database of release ${release} opens, is searched and written`, () => {
    const file = join(dir, `${release}.db`);
    copyFileSync(join(import.meta.dirname, `../../../test/fixtures/sqlite/release-${release}.db`), file);
    const opened = openDatabase(file, KEY, { synchronous: 'FULL' });
    if (!opened.ok) throw new Error(opened.error.code);
    const db = opened.value;
    expect(db.prepare('SELECT a FROM t').pluck().all()).toEqual([`written by release ${release}`]);
    expect(db.prepare('SELECT count(*) FROM f WHERE f MATCH ?').pluck().get('куә')).toBe(1);
    db.prepare('INSERT INTO t VALUES (?)').run('and now');
    expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBe(2);
    db.close();
    const wrong = openDatabase(file, new Uint8Array(32), { synchronous: 'FULL' });
    expect(wrong.ok ? 'opened' : wrong.error.code).toBe('E_DB_DAMAGED');
  });

test('statements that nobody holds may be collected at any time', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const opened = openDatabase(join(dir, 'gc.db'), KEY, { synchronous: 'FULL' });
  if (!opened.ok) throw new Error(opened.error.code);
  const db = opened.value;
  db.exec('CREATE TABLE t (n INTEGER)');
  const before = process.memoryUsage().rss;
  for (let round = 0; round < 20; round++) {
    db.exec('BEGIN');
    for (let n = 0; n < 500; n++) db.prepare(`INSERT INTO t VALUES (${round})`).run();
    db.exec('COMMIT');
    // From a timer the collector runs with no JavaScript above it, which is where release 12 aborted on Node 24.
    await new Promise((done) => setTimeout(done, 1));
    collect();
  }
  expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBe(10_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  db.close();
});
