/** Rules for reply dates from the legal profiles that come with the program (`profiles/legal/`): data, not code. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuse } from '../../base/failures.ts';
import type { ReplyRowJson } from '../../contract/areas/deliveries.ts';
import type { Lang } from '../../messages/translate.ts';
import { legalProfileSchema, type ReplyRow } from '../../records/legal-profile.ts';

/** From src/node/deliveries as from dist/node/deliveries, profiles lie in the package's root. */
const LEGAL_DIR = fileURLToPath(new URL('../../../profiles/legal/', import.meta.url));

export interface ProfileRow extends ReplyRow {
  readonly profile: string;
}

/** Every rule of every profile, by profile, in the order of the files. Throws E_PROFILE_FORM for a file that is none. */
export async function replyRules(dir: string = LEGAL_DIR): Promise<readonly ProfileRow[]> {
  const names = (await readdir(dir).catch(() => [] as string[])).filter((n) => n.endsWith('.json')).toSorted();
  const rows: ProfileRow[] = [];
  for (const name of names) {
    const parsed = legalProfileSchema.safeParse(JSON.parse(await readFile(join(dir, name), 'utf8')));
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return refuse('E_PROFILE_FORM', { profile: name, path: issue?.path.map(String).join('.') ?? '' });
    }
    rows.push(...parsed.data.reply.map((r) => ({ ...r, profile: parsed.data.country })));
  }
  // The country's own rules stand before those of no country.
  return rows.toSorted((a, b) => Number(a.profile === 'intl') - Number(b.profile === 'intl'));
}

export const rowJson = (row: ProfileRow, lang: Lang): ReplyRowJson => ({
  id: row.id,
  profile: row.profile,
  basis: row.basis[lang],
  length: row.days ?? row.working_days ?? row.months ?? 0,
  unit: row.months !== undefined ? 'months' : row.working_days !== undefined ? 'working_days' : 'days',
  from: row.from,
  status: row.status,
});
