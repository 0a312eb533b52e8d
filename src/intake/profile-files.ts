/** The profiles that come with the program: read from `profiles/`, parts and tables with them. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { type Profile, type ProfilePart, type ProfileTable, parseProfile, partSchema, tableSchema } from './profile.ts';

export interface ProfileSet {
  readonly profiles: readonly Profile[];
  readonly tables: ReadonlyMap<string, ProfileTable>;
}
export type ProfileCode = 'E_PROFILE_FORM' | 'E_PROFILE';

/** From src/intake as from dist/intake, profiles lie in the package's root. */
export const PROFILES_DIR = fileURLToPath(new URL('../../profiles/', import.meta.url));

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

const jsonNames = async (dir: string): Promise<readonly string[]> =>
  (await readdir(dir).catch(() => [] as string[])).filter((n) => n.endsWith('.json')).sort();

async function readAll<T>(
  dir: string,
  parse: (json: unknown) => {
    readonly success: boolean;
    readonly data?: T | undefined;
    readonly error?: { readonly message: string } | undefined;
  },
): Promise<Result<ReadonlyMap<string, T>, Failure<'E_PROFILE_FORM'>>> {
  const out = new Map<string, T>();
  for (const file of await jsonNames(dir)) {
    const name = file.slice(0, -5);
    const parsed = parse(await readJson(join(dir, file)));
    if (!parsed.success || parsed.data === undefined)
      return fail('E_PROFILE_FORM', { profile: name, where: '', why: parsed.error?.message.slice(0, 200) ?? '' });
    out.set(name, parsed.data);
  }
  return ok(out);
}

function withParts(
  profile: Profile,
  parts: ReadonlyMap<string, ProfilePart>,
): Result<Profile, Failure<'E_PROFILE_FORM'>> {
  let { shared, ignore } = profile;
  for (const name of profile.include) {
    const part = parts.get(name);
    if (!part) return fail('E_PROFILE_FORM', { profile: profile.name, where: 'include', why: name });
    shared = { ...part.shared, ...shared };
    ignore = { ...part.ignore, ...ignore };
  }
  return ok({ ...profile, shared, ignore });
}

/** Reads all profiles; one that is not well formed refuses the set, naming it. */
export async function loadProfiles(dir: string = PROFILES_DIR): Promise<Result<ProfileSet, Failure<ProfileCode>>> {
  const parts = await readAll<ProfilePart>(join(dir, 'parts'), (json) => partSchema.safeParse(json));
  if (!parts.ok) return parts;
  const tables = await readAll<ProfileTable>(join(dir, 'tables'), (json) => tableSchema.safeParse(json));
  if (!tables.ok) return tables;
  const profiles: Profile[] = [];
  for (const file of await jsonNames(dir)) {
    const parsed = parseProfile(await readJson(join(dir, file)), file.slice(0, -5));
    if (!parsed.ok) return parsed;
    const whole = withParts(parsed.value, parts.value);
    if (!whole.ok) return whole;
    profiles.push(whole.value);
  }
  return ok({ profiles, tables: tables.value });
}

/** The profile of that name, or E_PROFILE with the names there are. */
export function profileNamed(set: ProfileSet, name: string): Result<Profile, Failure<'E_PROFILE'>> {
  const found = set.profiles.find((p) => p.name === name);
  return found ? ok(found) : fail('E_PROFILE', { profile: name, known: set.profiles.map((p) => p.name) });
}
