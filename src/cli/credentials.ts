/** How a data folder is opened: what the call says, else KUA_KEY_FILE, else our key file, else a question, else E_VAULT_KEY. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { toHex } from '../base/bytes.ts';
import { KuaFailure, refuse } from '../base/failures.ts';
import { type Environment, keyFileOf, keyFolder } from '../node/config.ts';
import type { Credentials } from '../node/keys.ts';
import { readVaultId, vaultExists } from '../store/vault-file.ts';
import { usage } from './command.ts';
import type { GlobalOptions } from './session.ts';
import type { CliText } from './text.ts';
import type { World } from './world.ts';

const passphrase = (text: string): Credentials => ({ type: 'passphrase', passphrase: text });

/** What the call itself says, or null. */
async function stated(options: GlobalOptions, world: World): Promise<Credentials | null> {
  if (options.passphraseStdin) return passphrase(await world.readLine());
  const file = keyFileOf(options.keyFile, world.env);
  return file === null ? null : { type: 'keyFile', path: resolve(world.cwd, file) };
}

/** Key file that `kua init --key-dir` made for the vault in its usual folder. */
const usualKeyFile = (env: Environment, vaultId: Uint8Array): string => join(keyFolder(env), toHex(vaultId));

/** For an existing folder. Throws E_NO_NODE, E_VAULT, E_VAULT_KEY. */
export async function credentialsFor(
  dir: string,
  options: GlobalOptions,
  world: World,
  t: CliText,
): Promise<Credentials> {
  if (!vaultExists(dir)) return refuse('E_NO_NODE', { dir });
  const id = readVaultId(dir);
  if (!id.ok) throw new KuaFailure(id.error);
  const said = await stated(options, world);
  if (said) return said;
  const file = usualKeyFile(world.env, id.value);
  if (existsSync(file)) return { type: 'keyFile', path: file };
  if (!world.canAsk) return refuse('E_VAULT_KEY', { dir });
  const typed = await world.ask(t('ask_passphrase'));
  return typed === null ? refuse('E_VAULT_KEY', { dir }) : passphrase(typed);
}

/** For a new node: a passphrase is asked for twice. Throws E_VAULT_KEY, E_USAGE. */
export async function newCredentials(
  dir: string,
  options: GlobalOptions,
  world: World,
  t: CliText,
): Promise<Credentials> {
  const said = await stated(options, world);
  if (said) return said;
  if (!world.canAsk) return refuse('E_VAULT_KEY', { dir });
  const first = await world.ask(t('ask_new_passphrase'));
  if (first === null) return refuse('E_VAULT_KEY', { dir });
  const second = await world.ask(t('ask_again'));
  return first === second ? passphrase(first) : usage(t, 'usage_passphrases_differ');
}
