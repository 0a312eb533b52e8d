/** vault.cbor on the disk: made, opened, re-keyed; a wrong key opens nothing and changes nothing. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toHex } from '../base/bytes.ts';
import { expectOk } from '../base/result.ts';
import { changeSlot, createVault, readVaultId, unlockVault, vaultExists } from './vault-file.ts';

let root = '';
let dir = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kua-vault-'));
  dir = join(root, 'data');
  mkdirSync(dir);
});
afterEach(() => rmSync(root, { recursive: true }));
const pass = (passphrase: string) => ({ type: 'passphrase', passphrase }) as const;
const vaultBytes = (): string => readFileSync(join(dir, 'vault.cbor'), 'hex');

test('a passphrase opens it in any composition of its letters; another one does not', async () => {
  const made = expectOk(await createVault(dir, pass('қарлы й')), 'vault');
  expect(made.keyFile).toBeNull();
  expect(statSync(join(dir, 'vault.cbor')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(dir, 'vault.cbor')).includes('қарлы')).toBe(false);
  const opened = expectOk(await unlockVault(dir, pass('қарлы й'.normalize('NFD'))), 'unlock');
  expect(toHex(opened.vaultKey)).toBe(toHex(made.vaultKey));
  expect(toHex(expectOk(readVaultId(dir), 'id'))).toBe(toHex(made.vaultId));
  const before = vaultBytes();
  expect(await unlockVault(dir, pass('қарлы'))).toMatchObject({ error: { code: 'E_UNLOCK' } });
  expect(await changeSlot(dir, pass('қарлы'), pass('жаңа'))).toMatchObject({ error: { code: 'E_UNLOCK' } });
  expect(vaultBytes()).toBe(before);
});

test('a slot is changed without changing the key it wraps', async () => {
  const made = expectOk(await createVault(dir, pass('old')), 'vault');
  const added = expectOk(await changeSlot(dir, pass('old'), { type: 'newKeyFile', folder: join(root, 'keys') }), 'add');
  expect(added.keyFile).toBe(join(root, 'keys', toHex(made.vaultId)));
  const keyFile = { type: 'keyFile', path: added.keyFile ?? '' } as const;
  expectOk(await changeSlot(dir, keyFile, pass('new')), 'change');
  expect(await unlockVault(dir, pass('old'))).toMatchObject({ error: { code: 'E_UNLOCK' } });
  for (const credentials of [pass('new'), keyFile]) {
    expect(toHex(expectOk(await unlockVault(dir, credentials), 'unlock').vaultKey)).toBe(toHex(made.vaultKey));
  }
});

test('a key file is made outside the data folder, private to its owner, and opens the vault', async () => {
  const folder = join(root, 'state', 'kua');
  const made = expectOk(await createVault(dir, { type: 'newKeyFile', folder }), 'vault');
  const path = made.keyFile ?? '';
  expect([statSync(path).mode & 0o777, statSync(path).size]).toEqual([0o600, 32]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(await unlockVault(dir, { type: 'keyFile', path })).toMatchObject({ ok: true });
  expect(await unlockVault(dir, pass('x'))).toMatchObject({ error: { code: 'E_UNLOCK' } });
});

test('a key file inside the data folder is refused, through a link too; so is one that is no key', async () => {
  const inside = join(dir, 'key');
  writeFileSync(inside, new Uint8Array(32));
  symlinkSync(inside, join(root, 'link'));
  const short = join(root, 'short');
  writeFileSync(short, new Uint8Array(31));
  for (const [path, reason] of [
    [inside, 'inside'],
    [join(root, 'link'), 'inside'],
    [short, 'length'],
    [join(root, 'none'), 'missing'],
    [join(root), 'unreadable'],
  ]) {
    const result = await createVault(dir, { type: 'keyFile', path: path ?? '' });
    expect(result).toMatchObject({ error: { code: 'E_KEY_FILE', params: { path, reason } } });
  }
  expect(await createVault(dir, { type: 'newKeyFile', folder: join(dir, 'keys') })).toMatchObject({
    error: { code: 'E_KEY_FILE', params: { reason: 'inside' } },
  });
  expect(vaultExists(dir)).toBe(false);
});

test('no key given, a damaged vault and an absent one are told apart', async () => {
  expect(await createVault(dir, null)).toMatchObject({ error: { code: 'E_VAULT_KEY', params: { dir } } });
  expect(await createVault(dir, pass(''))).toMatchObject({ error: { code: 'E_VAULT_KEY' } });
  expect(await unlockVault(dir, pass('x'))).toMatchObject({
    error: { code: 'E_VAULT', params: { reason: 'missing' } },
  });
  expectOk(await createVault(dir, pass('x')), 'vault');
  expect(await createVault(dir, pass('y'))).toMatchObject({ error: { code: 'E_VAULT', params: { reason: 'exists' } } });
  expect(await unlockVault(dir, null)).toMatchObject({ error: { code: 'E_VAULT_KEY' } });
  const bytes = readFileSync(join(dir, 'vault.cbor'));
  for (const broken of [bytes.subarray(0, bytes.length - 1), Buffer.from('no cbor'), Buffer.alloc(0)]) {
    writeFileSync(join(dir, 'vault.cbor'), broken);
    expect(await unlockVault(dir, pass('x'))).toMatchObject({ error: { code: 'E_VAULT' } });
    expect(readFileSync(join(dir, 'vault.cbor')).equals(broken)).toBe(true);
  }
});
