/** From a vault key to the keys of the files: database key, wrapping key (docs/formats/vault.md). */
import { toHex } from '../base/bytes.ts';
import type { Primitives } from '../ledger/model.ts';
import { vaultLabel } from '../ledger/vault.ts';

/** How the vault is opened. */
export type Credentials =
  | { readonly type: 'passphrase'; readonly passphrase: string }
  | { readonly type: 'keyFile'; readonly path: string };

/** An open vault, as it is handed to worker threads: memory only. */
export interface OpenVault {
  readonly vaultId: Uint8Array;
  readonly vaultKey: Uint8Array;
}

export interface FileKeys {
  readonly database: Uint8Array;
  readonly wrap: Uint8Array;
}

export const fileKeys = (p: Primitives, vault: OpenVault): FileKeys => ({
  database: vaultLabel(p, vault.vaultKey, vault.vaultId, 'kua/db/1'),
  wrap: vaultLabel(p, vault.vaultKey, vault.vaultId, 'kua/secret/1'),
});

/** Node id: names the session cookie, so that two nodes on one computer do not log each other out. */
export const nodeId = (vault: OpenVault): string => toHex(vault.vaultId).slice(0, 8);
