/** Where the process environment is read: data folder, keys, limits. Nothing else looks at process.env. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { isLang, type Lang } from '../messages/translate.ts';

export interface Environment {
  readonly [name: string]: string | undefined;
}

/** Data folder: the flag, else KUA_DATA, else ./kua-data. */
export const dataDir = (flag: string | undefined, env: Environment): string =>
  resolve(flag ?? env['KUA_DATA'] ?? 'kua-data');

/** Folder for key files made by us: outside every data folder. */
export const keyFolder = (env: Environment): string =>
  join(env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'kua');

/** Key file: the flag, else KUA_KEY_FILE, else null. */
export const keyFileOf = (flag: string | undefined, env: Environment): string | null =>
  flag ?? env['KUA_KEY_FILE'] ?? null;

/** Minutes between checkpoints of a serving node: KUA_LOG_INTERVAL, else 15; 0 turns them off. */
export function logMinutes(env: Environment): number {
  const given = env['KUA_LOG_INTERVAL'] ?? '';
  return /^\d{1,6}$/.test(given) ? Number(given) : 15;
}

/** Language of command-line texts: KUA_LANG, else the first of LC_ALL, LC_MESSAGES, LANG that we speak, else English. */
export function langOf(flag: string | undefined, env: Environment): Lang {
  const tags = [flag, env['KUA_LANG'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG']];
  for (const tag of tags) {
    const lang = tag?.slice(0, 2).toLowerCase();
    if (isLang(lang)) return lang;
  }
  return 'en';
}

/** This process's environment. */
export const environment = (): Environment => process.env;
