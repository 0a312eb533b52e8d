/**
 * vault.cbor = [1, vault-id: 16 bytes, [+ [type, params, nonce: 12 bytes, wrapped: 48 bytes]]]
 * wraps one random vault key per slot with ChaCha20-Poly1305, aad = vault-id || type.
 *   type 1  passphrase: scrypt(NFC(pass), salt16, N=2^17, r=8, p=1); params = salt
 *   type 2  key file of 32 bytes outside the data folder; params empty
 * Refused (E_VAULT): another form. A key that opens no slot is E_UNLOCK.
 */
import { concatBytes, utf8 } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import type { Primitives, Value } from './model.ts';
import { isArrayOf, isBytesOf, isUint, parseAll } from './shape.ts';

export type Scrypt = (passphrase: Uint8Array, salt: Uint8Array) => Promise<Uint8Array>;
export type SlotKey =
  | { readonly type: 'passphrase'; readonly passphrase: string }
  | { readonly type: 'keyFile'; readonly key: Uint8Array };

interface Slot {
  readonly type: number;
  readonly params: Uint8Array;
  readonly nonce: Uint8Array;
  readonly wrapped: Uint8Array;
}
export interface Vault {
  readonly vaultId: Uint8Array;
  readonly slots: readonly Slot[];
}

const slotType = (key: SlotKey): 1 | 2 => (key.type === 'passphrase' ? 1 : 2);

async function slotKey(key: SlotKey, params: Uint8Array, scrypt: Scrypt): Promise<Uint8Array> {
  return key.type === 'passphrase' ? scrypt(utf8(key.passphrase.normalize('NFC')), params) : key.key;
}

async function makeSlot(
  p: Primitives,
  scrypt: Scrypt,
  vaultId: Uint8Array,
  vaultKey: Uint8Array,
  key: SlotKey,
): Promise<Slot> {
  const type = slotType(key);
  const params = type === 1 ? p.random(16) : new Uint8Array(0);
  const nonce = p.random(12);
  const wrapped = p.aeadSeal(
    await slotKey(key, params, scrypt),
    nonce,
    vaultKey,
    concatBytes(vaultId, new Uint8Array([type])),
  );
  return { type, params, nonce, wrapped };
}

export const encodeVault = (v: Vault): Uint8Array =>
  encodeCbor([1, v.vaultId, v.slots.map((s): Value => [s.type, s.params, s.nonce, s.wrapped])]);

export function decodeVault(bytes: Uint8Array): Result<Vault, Failure<'E_VAULT'>> {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok || !isArrayOf(decoded.value, 3, 3)) return fail('E_VAULT', { reason: 'form' });
  const [version, vaultId, items] = decoded.value;
  if (version !== 1 || !isBytesOf(vaultId, 16) || !isArrayOf(items, 1, 16)) return fail('E_VAULT', { reason: 'form' });
  const slots = parseAll(items, (item): Slot | null => {
    if (!isArrayOf(item, 4, 4)) return null;
    const [type, params, nonce, wrapped] = item;
    return isUint(type) && params instanceof Uint8Array && isBytesOf(nonce, 12) && isBytesOf(wrapped, 48)
      ? { type, params, nonce, wrapped }
      : null;
  });
  return slots ? ok({ vaultId, slots }) : fail('E_VAULT', { reason: 'slot' });
}

/** A vault with a fresh id and a fresh key behind one slot. */
export async function newVault(
  p: Primitives,
  scrypt: Scrypt,
  key: SlotKey,
): Promise<{ readonly vault: Vault; readonly vaultKey: Uint8Array }> {
  const vaultId = p.random(16);
  const vaultKey = p.random(32);
  return { vault: { vaultId, slots: [await makeSlot(p, scrypt, vaultId, vaultKey, key)] }, vaultKey };
}

/** The vault key, when a slot of the key's type opens; E_UNLOCK otherwise. */
export async function openVaultKey(
  p: Primitives,
  scrypt: Scrypt,
  vault: Vault,
  key: SlotKey,
): Promise<Result<Uint8Array, Failure<'E_UNLOCK'>>> {
  const type = slotType(key);
  for (const slot of vault.slots) {
    if (slot.type !== type) continue;
    const opened = p.aeadOpen(
      await slotKey(key, slot.params, scrypt),
      slot.nonce,
      slot.wrapped,
      concatBytes(vault.vaultId, new Uint8Array([type])),
    );
    if (opened) return ok(opened);
  }
  return fail('E_UNLOCK', { with: key.type });
}

/** The vault with the slot of this key's type replaced or added; other slots stay. */
export async function withSlot(
  p: Primitives,
  scrypt: Scrypt,
  vault: Vault,
  vaultKey: Uint8Array,
  key: SlotKey,
): Promise<Vault> {
  const slot = await makeSlot(p, scrypt, vault.vaultId, vaultKey, key);
  return { ...vault, slots: [...vault.slots.filter((s) => s.type !== slot.type), slot] };
}

/** Key for one purpose: HKDF-SHA256 of the vault key, salt = vault id, info = label. */
export const vaultLabel = (p: Primitives, vaultKey: Uint8Array, vaultId: Uint8Array, label: string): Uint8Array =>
  p.hkdfSha256(vaultKey, vaultId, utf8(label), 32);
