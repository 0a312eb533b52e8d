/** A node by command: made, opened with the right key only, written to, served, backed up. */
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Terminal, terminal } from './terminal.ts';

interface Failure {
  readonly error: { readonly code: string; readonly message: string; readonly remedy: string };
}
let t: Terminal;
beforeEach(() => {
  t = terminal();
});
afterEach(() => t.remove());

describe('init', () => {
  test('makes a key file outside the data folder, readable by its owner only, and says where', async () => {
    const said = await t.init();
    expect(said.code).toBe(0);
    const [file] = readdirSync(join(t.folder, 'state/kua'));
    const path = join(t.folder, 'state/kua', file ?? '');
    expect(said.err).toContain(path);
    expect(file).toMatch(/^[0-9a-f]{32}$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect((await t.json<{ name: string }>('info')).name).toBe('Test organisation');
  });

  test('without a terminal and without a key it refuses, names the remedy, and makes nothing', async () => {
    const said = await t.kua(['init', '--json']);
    expect(said.code).toBe(2);
    expect((JSON.parse(said.out) as Failure).error.code).toBe('E_VAULT_KEY');
    expect(existsSync(join(t.data, 'vault.cbor'))).toBe(false);
  });

  test('takes a passphrase from stdin; another passphrase opens nothing', async () => {
    expect((await t.kua(['init', '--passphrase-stdin'], { line: 'a long winter in the steppe' })).code).toBe(0);
    expect((await t.kua(['info', '--passphrase-stdin'], { line: 'a long winter in the steppe' })).code).toBe(0);
    const wrong = await t.kua(['info', '--passphrase-stdin', '--json'], { line: 'a short winter' });
    expect(wrong.code).toBe(2);
    expect((JSON.parse(wrong.out) as Failure).error.code).toBe('E_UNLOCK');
    expect(wrong.out + wrong.err).not.toContain('winter');
    expect((await t.kua(['info'])).err).toContain('E_VAULT_KEY');
  });

  test('asks twice on a terminal and refuses two different answers', async () => {
    const differ = await t.kua(['init'], { answers: ['one passphrase', 'another passphrase'] });
    expect(differ.code).toBe(2);
    expect(differ.err).toContain('the two passphrases differ');
    expect((await t.kua(['init'], { answers: [null] })).err).toContain('E_VAULT_KEY');
    expect((await t.kua(['init'], { answers: ['one passphrase', 'one passphrase'] })).code).toBe(0);
    expect((await t.kua(['info'], { answers: ['one passphrase'] })).code).toBe(0);
  });

  test('an existing node is left as it is', async () => {
    await t.init();
    const again = await t.kua(['init', '--json']);
    expect(again.code).toBe(2);
    expect((JSON.parse(again.out) as Failure).error.code).toBe('E_NODE_EXISTS');
    expect((await t.kua(['info'])).code).toBe(0);
  });
});

test('a folder without a node is named, with the way to make one', async () => {
  const said = await t.kua(['search', 'x']);
  expect(said.code).toBe(2);
  expect(said.err).toContain(t.data);
  expect(said.err).toContain('kua init');
});

describe('people and records', () => {
  test('a record made by hand is found, claimed about, and shows both values with who said them', async () => {
    await t.init();
    const made = await t.json<{ id: string }>(
      'record',
      'new',
      'Event',
      'title=Lights went out on the square',
      'date=2022-01-05',
    );
    const found = await t.json<{ total: number; items: { id: string }[] }>('search', 'square');
    expect(found.items.map((i) => i.id)).toEqual([made.id]);
    await t.json('claim', made.id, 'date', '2022-01-06', '--speaker', 'a shopkeeper', '--conf', 'reported');
    const shown = await t.json<{
      fields: { [f: string]: { n_competing: number; claims: { speaker: string | null }[] } };
    }>('show', made.id);
    expect(shown.fields['date']?.n_competing).toBe(1);
    expect(shown.fields['date']?.claims.map((c) => c.speaker)).toContain('a shopkeeper');
    const text = await t.kua(['show', made.id]);
    expect(text.out).toContain('a shopkeeper');
    expect((await t.kua(['show', made.id, '--history'])).out).toContain('title');
  });

  test('a rule that refuses is exit 1, a bad value is exit 2', async () => {
    await t.init();
    const last = await t.kua(['user', 'lock', 'Dana', '--json']);
    expect([last.code, (JSON.parse(last.out) as Failure).error.code]).toEqual([1, 'E_LAST_MANAGER']);
    const role = await t.kua(['user', 'add', 'Serik', '--role', 'king', '--json']);
    expect([role.code, (JSON.parse(role.out) as Failure).error.code]).toEqual([2, 'E_ROLE']);
    expect((await t.kua(['user', 'add', 'Serik'])).out).toContain('volunteer');
    expect((await t.kua(['user', 'list'])).out).toContain('Serik');
  });

  test('import exits 1 when rows have errors, and leaves them in a file to correct', async () => {
    await t.init();
    writeFileSync(join(t.folder, 'rows.csv'), 'id,relid,year\n1,A-1,not a year\n');
    const said = await t.kua(['import', 'rows.csv', '--json', '--profile', 'ucdp-ged']);
    const report = JSON.parse(said.out) as { errors?: number; error?: { code: string } };
    expect(said.code).toBe(report.error ? 2 : 1);
  });
});

describe('serve', () => {
  /** Starts the node; resolves with what it printed and a way to stop it. */
  function serve(args: readonly string[] = []) {
    let stop = (): void => {};
    const untilStopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    let ended: ReturnType<Terminal['kua']>;
    const ready = new Promise<{ address: string; login: string }>((resolve, reject) => {
      ended = t.kua(['serve', '--port', '0', '--json', ...args], {
        untilStopped,
        onOut: (text) => resolve(JSON.parse(text) as { address: string; login: string }),
      });
      ended.then((said) => reject(new Error(said.err + said.out)), reject);
    });
    return {
      ready,
      async stop() {
        stop();
        return ended;
      },
    };
  }

  test('prints address and a login link that works once; commands beside it go to it; it ends cleanly', async () => {
    await t.init();
    const server = serve();
    const { address, login } = await server.ready;
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const token = login.slice(login.indexOf('#login=') + '#login='.length);
    const enter = () =>
      fetch(`${address}api/1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      });
    expect((await enter()).status).toBe(200);
    expect((await enter()).status).toBe(401);
    expect(await t.json('info')).toMatchObject({ address });
    const link = await t.json<{ login: string }>('user', 'link');
    expect(link.login).toContain(`${address}#login=`);
    const second = await t.kua(['serve', '--port', '0', '--json']);
    expect([second.code, (JSON.parse(second.out) as Failure).error.code]).toEqual([2, 'E_IN_USE']);
    const said = await server.stop();
    expect(said.code).toBe(0);
    expect((await t.json<{ address?: string }>('info')).address).toBeUndefined();
  });

  test('a port in use is exit 2 and names the next one; the folder is free again', async () => {
    await t.init();
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const said = await t.kua(['serve', '--port', String(port), '--json']);
    taken.close();
    expect(said.code).toBe(2);
    expect((JSON.parse(said.out) as Failure).error).toMatchObject({ code: 'E_PORT', port, next: port + 1 });
    expect((await t.kua(['info'])).code).toBe(0);
  });

  test('an address that others can reach is refused', async () => {
    await t.init();
    const said = await t.kua(['serve', '--host', '0.0.0.0']);
    expect([said.code, said.err.split(':')[0]]).toEqual([2, 'E_ADDRESS']);
  });
});

test('a backup is restored whole into an empty folder, and never over another', async () => {
  await t.init();
  await t.json('record', 'new', 'Event', 'title=Kept in the backup');
  expect((await t.kua(['backup', 'node.backup'])).code).toBe(0);
  const other = join(t.folder, 'restored');
  expect((await t.kua(['restore', 'node.backup', '--data', other])).code).toBe(0);
  expect((await t.json<{ total: number }>('search', 'backup', '--data', other)).total).toBe(1);
  const again = await t.kua(['restore', 'node.backup', '--data', other]);
  expect(again.code).toBe(2);
  expect(again.err).toContain(other);
});

test('a damaged ledger is named with its remedy and nothing more is lost', async () => {
  await t.init();
  const file = join(t.data, 'ledger.db');
  writeFileSync(file, Buffer.alloc(statSync(file).size, 7));
  const said = await t.kua(['info', '--json']);
  expect(said.code).toBe(2);
  expect((JSON.parse(said.out) as Failure).error.remedy).not.toBe('');
});

test('verify needs no node, and says no for a folder that is no edition', async () => {
  mkdirSync(join(t.folder, 'empty'));
  const said = await t.kua(['verify', 'empty', '--json']);
  expect(said.code).toBe(1);
  const verdict = JSON.parse(said.out) as { ok: boolean; checks: { name: string; result: string }[] };
  expect(verdict.ok).toBe(false);
  expect(verdict.checks[0]).toMatchObject({ name: 'manifest', result: 'fail' });
  expect((await t.kua(['verify', 'nowhere'])).code).toBe(2);
});
