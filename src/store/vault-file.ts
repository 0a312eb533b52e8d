/** vault.cbor of a data folder: made, opened, re-keyed. The file is replaced whole (0600); its codec is src/ledger/vault.ts. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { toHex } from '../base/bytes.ts';
import { err, type Failure, fail, ok, type Result } from '../base/result.ts';
import {
  decodeVault,
  encodeVault,
  newVault,
  openVaultKey,
  type SlotKey,
  type Vault,
  withSlot,
} from '../ledger/vault.ts';
import { makeFolder, replaceFile } from './files.ts';
import { nodePrimitives, nodeScrypt } from './node-primitives.ts';

/** How a vault is opened. The key file holds 32 bytes and lies outside the data folder, or a copied folder would open itself. */
export type VaultCredentials =
  | { readonly type: 'passphrase'; readonly passphrase: string }
  | { readonly type: 'keyFile'; readonly path: string };

/** A key file to be made, named by the vault's id, in a folder outside the data folder. */
export interface NewKeyFile {
  readonly type: 'newKeyFile';
  readonly folder: string;
}

export interface UnlockedVault {
  readonly vaultId: Uint8Array;
  readonly vaultKey: Uint8Array;
}

export type VaultCode = 'E_VAULT_KEY' | 'E_KEY_FILE' | 'E_UNLOCK' | 'E_VAULT';

const KEY_BYTES = 32;
const vaultPath = (dir: string): string => join(dir, 'vault.cbor');

export const vaultExists = (dir: string): boolean => existsSync(vaultPath(dir));

/** Makes a vault. `keyFile` is the path of the key file that opens it, null with a passphrase. */
export async function createVault(
  dir: string,
  credentials: VaultCredentials | NewKeyFile | null,
): Promise<Result<UnlockedVault & { readonly keyFile: string | null }, Failure<VaultCode>>> {
  if (vaultExists(dir)) return fail('E_VAULT', { file: vaultPath(dir), reason: 'exists' });
  const p = nodePrimitives();
  const slot = slotOf(dir, credentials);
  if (!slot.ok) return slot;
  const { vault, vaultKey } = await newVault(p, nodeScrypt, slot.value);
  const keyFile = keepKey(dir, credentials, slot.value, vault);
  if (!keyFile.ok) return keyFile;
  writeVault(dir, vault);
  return ok({ vaultId: vault.vaultId, vaultKey, keyFile: keyFile.value });
}

/** Opens the vault. Nothing is changed by a wrong passphrase, a wrong key file (E_UNLOCK) or a damaged vault (E_VAULT). */
export async function unlockVault(
  dir: string,
  credentials: VaultCredentials | null,
): Promise<Result<UnlockedVault, Failure<VaultCode>>> {
  const opened = await openWith(dir, credentials);
  return opened.ok ? ok({ vaultId: opened.value.vault.vaultId, vaultKey: opened.value.vaultKey }) : opened;
}

/** Replaces (or adds) the slot of the new credentials' type; the vault key and every other slot stay. */
export async function changeSlot(
  dir: string,
  current: VaultCredentials | null,
  next: VaultCredentials | NewKeyFile,
): Promise<Result<{ readonly keyFile: string | null }, Failure<VaultCode>>> {
  const opened = await openWith(dir, current);
  if (!opened.ok) return opened;
  const slot = slotOf(dir, next);
  if (!slot.ok) return slot;
  const { vault, vaultKey } = opened.value;
  const keyFile = keepKey(dir, next, slot.value, vault);
  if (!keyFile.ok) return keyFile;
  writeVault(dir, await withSlot(nodePrimitives(), nodeScrypt, vault, vaultKey, slot.value));
  return ok({ keyFile: keyFile.value });
}

const writeVault = (dir: string, vault: Vault): void =>
  replaceFile(vaultPath(dir), encodeVault(vault), (n) => nodePrimitives().random(n));

function readVault(dir: string): Result<Vault, Failure<'E_VAULT'>> {
  const file = vaultPath(dir);
  if (!existsSync(file)) return fail('E_VAULT', { file, reason: 'missing' });
  const vault = decodeVault(new Uint8Array(readFileSync(file)));
  return vault.ok ? vault : err({ ...vault.error, params: { ...vault.error.params, file } });
}

/** The vault's id, which names its key file; it can be read without opening the vault. */
export function readVaultId(dir: string): Result<Uint8Array, Failure<'E_VAULT'>> {
  const vault = readVault(dir);
  return vault.ok ? ok(vault.value.vaultId) : vault;
}

async function openWith(
  dir: string,
  credentials: VaultCredentials | null,
): Promise<Result<{ readonly vault: Vault; readonly vaultKey: Uint8Array }, Failure<VaultCode>>> {
  const vault = readVault(dir);
  if (!vault.ok) return vault;
  const slot = slotOf(dir, credentials);
  if (!slot.ok) return slot;
  const key = await openVaultKey(nodePrimitives(), nodeScrypt, vault.value, slot.value);
  return key.ok ? ok({ vault: vault.value, vaultKey: key.value }) : key;
}

function slotOf(
  dir: string,
  credentials: VaultCredentials | NewKeyFile | null,
): Result<SlotKey, Failure<'E_VAULT_KEY' | 'E_KEY_FILE'>> {
  if (!credentials || (credentials.type === 'passphrase' && credentials.passphrase === '')) {
    return fail('E_VAULT_KEY', { dir });
  }
  if (credentials.type === 'passphrase') return ok(credentials);
  if (credentials.type === 'newKeyFile') return ok({ type: 'keyFile', key: nodePrimitives().random(KEY_BYTES) });
  const { path } = credentials;
  let key: Uint8Array;
  try {
    if (isInside(dir, path)) return fail('E_KEY_FILE', { path, reason: 'inside' });
    key = new Uint8Array(readFileSync(path));
  } catch (cause) {
    return fail('E_KEY_FILE', { path, reason: existsSync(path) ? 'unreadable' : 'missing' }, cause);
  }
  return key.length === KEY_BYTES ? ok({ type: 'keyFile', key }) : fail('E_KEY_FILE', { path, reason: 'length' });
}

/** Writes a newly made key beside others in its folder; hands back the path of whichever key file is in use. */
function keepKey(
  dir: string,
  credentials: VaultCredentials | NewKeyFile | null,
  slot: SlotKey,
  vault: Vault,
): Result<string | null, Failure<'E_KEY_FILE'>> {
  if (credentials?.type === 'keyFile') return ok(credentials.path);
  if (credentials?.type !== 'newKeyFile' || slot.type !== 'keyFile') return ok(null);
  const path = join(credentials.folder, toHex(vault.vaultId));
  if (isInside(dir, path)) return fail('E_KEY_FILE', { path, reason: 'inside' });
  if (existsSync(path)) return fail('E_KEY_FILE', { path, reason: 'exists' });
  makeFolder(credentials.folder);
  replaceFile(path, slot.key, (n) => nodePrimitives().random(n));
  return ok(path);
}

/** Links are followed: a key reached through one still lies where it points. */
function isInside(dir: string, path: string): boolean {
  return `${realOf(path)}${sep}`.startsWith(`${realOf(dir)}${sep}`);
}

/** Real path of what exists, and of the nearest folder above it that does, for what does not. */
function realOf(path: string): string {
  const whole = resolve(path);
  return existsSync(whole) ? realpathSync(whole) : join(realOf(dirname(whole)), basename(whole));
}
