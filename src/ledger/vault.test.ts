/** The vault: which key opens it, what a damaged file says, and that changing one slot leaves the other. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { toHex, utf8 } from '../base/bytes.ts';
import { nodePrimitives, nodeScrypt } from '../store/node-primitives.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import type { Value } from './model.ts';
import {
  decodeVault,
  encodeVault,
  newVault,
  openVaultKey,
  type Scrypt,
  type SlotKey,
  vaultLabel,
  withSlot,
} from './vault.ts';

const p = nodePrimitives();
const filled = (byte: number, n: number): Uint8Array => new Uint8Array(n).fill(byte);
/** Stands in where the cost of scrypt is not the question: still one key per passphrase and salt. */
const fast: Scrypt = (passphrase, salt) =>
  Promise.resolve(new Uint8Array(createHash('sha256').update(salt).update(passphrase).digest()));
const pass = (passphrase: string): SlotKey => ({ type: 'passphrase', passphrase });
const file = (byte: number): SlotKey => ({ type: 'keyFile', key: filled(byte, 32) });
const unlock = { ok: false, error: { code: 'E_UNLOCK', params: { with: 'passphrase' } } };

const made = await newVault(p, fast, pass('дом у реки'));

describe('a vault', () => {
  test('opens with its passphrase after it was written and read', async () => {
    const read = decodeVault(encodeVault(made.vault));
    expect(read).toEqual({ ok: true, value: made.vault });
    if (read.ok)
      expect(await openVaultKey(p, fast, read.value, pass('дом у реки'))).toEqual({ ok: true, value: made.vaultKey });
  });

  test('does not open with another passphrase or a key file: E_UNLOCK', async () => {
    for (const wrong of ['дом у рекИ', 'дом у реки ', '', 'house by the river'])
      expect(await openVaultKey(p, fast, made.vault, pass(wrong))).toEqual(unlock);
    expect(await openVaultKey(p, fast, made.vault, file(7))).toEqual({
      ...{ ok: false, error: { code: 'E_UNLOCK', params: { with: 'keyFile' } } },
    });
  });

  test('takes a passphrase typed in either Unicode form', async () => {
    const composed = 'Жаңа жыл: \u0439 \u00e9';
    const decomposed = composed.normalize('NFD');
    expect(decomposed).not.toBe(composed);
    const { vault, vaultKey } = await newVault(p, fast, pass(decomposed));
    expect(await openVaultKey(p, fast, vault, pass(composed))).toEqual({ ok: true, value: vaultKey });
  });

  test('opens with the real scrypt', async () => {
    const real = await newVault(p, nodeScrypt, pass('құпия сөз'));
    expect(await openVaultKey(p, nodeScrypt, real.vault, pass('құпия сөз'))).toEqual({
      ok: true,
      value: real.vaultKey,
    });
    expect(await openVaultKey(p, fast, real.vault, pass('құпия сөз'))).toEqual(unlock);
  });

  test('says nothing of its key: two vaults of one passphrase have nothing in common', async () => {
    const other = await newVault(p, fast, pass('дом у реки'));
    expect(toHex(other.vaultKey)).not.toBe(toHex(made.vaultKey));
    expect(toHex(encodeVault(other.vault))).not.toContain(toHex(other.vaultKey));
    const [a, b] = [made.vault.slots[0], other.vault.slots[0]];
    expect(a && toHex(a.params)).not.toBe(b && toHex(b.params));
  });
});

describe('changing one slot', () => {
  test('leaves the other as it was', async () => {
    const both = await withSlot(p, fast, made.vault, made.vaultKey, file(7));
    const right = { ok: true, value: made.vaultKey };
    expect(await openVaultKey(p, fast, both, pass('дом у реки'))).toEqual(right);
    expect(await openVaultKey(p, fast, both, file(7))).toEqual(right);

    const changed = await withSlot(p, fast, both, made.vaultKey, pass('новый дом'));
    expect(changed.slots.length).toBe(2);
    expect(await openVaultKey(p, fast, changed, pass('дом у реки'))).toEqual(unlock);
    expect(await openVaultKey(p, fast, changed, pass('новый дом'))).toEqual(right);
    expect(await openVaultKey(p, fast, changed, file(7))).toEqual(right);
    const kept = (v: typeof both): string =>
      encodeCbor(v.slots.filter((s) => s.type === 2).map((s) => s.wrapped)).join();
    expect(kept(changed)).toBe(kept(both));
    expect(changed.vaultId).toEqual(made.vault.vaultId);
  });

  test('does not change the vault that it was made from', async () => {
    const before = toHex(encodeVault(made.vault));
    await withSlot(p, fast, made.vault, made.vaultKey, pass('другое'));
    expect(toHex(encodeVault(made.vault))).toBe(before);
  });
});

describe('a damaged file', () => {
  const bytes = encodeVault(made.vault);
  const verdict = async (damaged: Uint8Array): Promise<string> => {
    const read = decodeVault(damaged);
    if (!read.ok) return read.error.code;
    const opened = await openVaultKey(p, fast, read.value, pass('дом у реки'));
    return opened.ok ? 'opened' : opened.error.code;
  };

  test('cut anywhere, or longer: E_VAULT', async () => {
    for (let n = 0; n < bytes.length; n++) expect(await verdict(bytes.subarray(0, n)), `cut at ${n}`).toBe('E_VAULT');
    expect(await verdict(new Uint8Array([...bytes, 0]))).toBe('E_VAULT');
  });

  test('with any bit flipped: E_VAULT or E_UNLOCK, never opened, never thrown', async () => {
    for (let i = 0; i < bytes.length; i++)
      for (let bit = 0; bit < 8; bit++) {
        const damaged = bytes.slice();
        damaged[i] = (damaged[i] as number) ^ (1 << bit);
        expect(['E_VAULT', 'E_UNLOCK'], `byte ${i} bit ${bit}`).toContain(await verdict(damaged));
      }
  });

  test('of any bytes: never thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (any) => {
        expect(await verdict(any)).toBe('E_VAULT');
      }),
      propertyRuns(100),
    );
  });

  test('of another form: E_VAULT', () => {
    const parts = decodeCbor(bytes);
    if (!parts.ok || !Array.isArray(parts.value)) throw new Error('vault');
    const [, id, slots] = parts.value as Value[];
    const forms: readonly Value[] = [
      [2, id ?? null, slots ?? null],
      [1, filled(0, 15), slots ?? null],
      [1, id ?? null, []],
      [1, id ?? null, [[1, filled(0, 16), filled(0, 11), filled(0, 48)]]],
      [1, id ?? null, [[1, filled(0, 16), filled(0, 12), filled(0, 47)]]],
      [1, id ?? null, [[1, null, filled(0, 12), filled(0, 48)]]],
      { vault: 1 },
    ];
    for (const form of forms) expect(decodeVault(encodeCbor(form)).ok).toBe(false);
  });

  test('a slot moved to another vault does not open there: it is bound to its vault and type', async () => {
    const other = { vaultId: filled(1, 16), slots: made.vault.slots };
    expect(await openVaultKey(p, fast, other, pass('дом у реки'))).toEqual(unlock);
  });
});

test('each label gives a key of its own, the same every time', () => {
  const labels = ['kua/db/1', 'kua/secret/1', 'kua/session/1'];
  const keys = labels.map((l) => toHex(vaultLabel(p, made.vaultKey, made.vault.vaultId, l)));
  expect(new Set(keys).size).toBe(3);
  expect(keys.every((k) => k.length === 64)).toBe(true);
  expect(keys).toEqual(labels.map((l) => toHex(vaultLabel(p, made.vaultKey, made.vault.vaultId, l))));
  expect(toHex(vaultLabel(p, filled(1, 32), filled(2, 16), 'kua/db/1'))).toBe(
    toHex(p.hkdfSha256(filled(1, 32), filled(2, 16), utf8('kua/db/1'), 32)),
  );
});
