/** Opens the vault of a data folder. */
import { type Failure, fail, type Result } from '../base/result.ts';
import { openFolder } from '../store/folder.ts';
import { unlockVault, vaultExists } from '../store/vault-file.ts';
import type { Credentials, OpenVault } from './keys.ts';

/** E_NO_NODE, E_NEWER, E_UNLOCK, E_VAULT, E_VAULT_KEY. */
export async function openVault(dir: string, credentials: Credentials): Promise<Result<OpenVault, Failure>> {
  if (!vaultExists(dir)) return fail('E_NO_NODE', { dir });
  const folder = openFolder(dir);
  if (!folder.ok) return folder;
  return unlockVault(dir, credentials);
}
