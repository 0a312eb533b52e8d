/**
 * `kua edition build DIR`: the same engine without a desk. What stops an edition stops it here too. What a check asks is
 * printed as a warning, so that a script goes on; names that are let through, and everything under --strict, need an
 * answer: given with --accept, and for anything about people given and confirmed by two persons on the desk.
 */
import { resolve } from 'node:path';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { EditionAnswerJson } from '../../contract/areas/publications.ts';
import { LANGS } from '../../messages/translate.ts';
import type { EditionCheck } from '../../publishing/checks/model.ts';
import { fingerprintOf } from '../../publishing/checks/run.ts';
import { actor, type Context } from '../context.ts';
import { obstacle } from './check.ts';
import { selectionOf } from './plan.ts';
import { emptyPlan, planOf } from './store.ts';

const elapsed = (from: number): number => Math.round(performance.now() - from) / 1000;

export async function editionBuild(c: Context, input: ApiIn<'edition.build'>): Promise<ApiOut<'edition.build'>> {
  const started = performance.now();
  const { buildForSpace } = await import('./build.ts');
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  const { user, by } = await actor(c, input.person);
  const plan = await planOf(parts, space);
  const selection = selectionOf(
    emptyPlan(space),
    { read_as_of: input.as_of ?? null, leave_out: input.leave_out ?? [], langs: input.langs ?? LANGS },
    parts.clock(),
  );
  const accepted = new Map((input.accept ?? []).map(({ code, reason }) => [code, reason]));
  if ([...accepted.values()].some((reason) => reason.trim() === ''))
    refuse('E_REQUIRED', { field: 'accept', state: 'edition' });
  let open: readonly EditionCheck[] = [];
  const gate = (checks: readonly EditionCheck[]) => {
    // An answer on the command line is one person's; it counts for what is not about people.
    const typed = checks
      .filter((check) => accepted.has(check.code))
      .map((check): EditionAnswerJson => answerOf(check, accepted.get(check.code) ?? '', user, parts.clock()));
    const answers = [...typed, ...plan.answers.filter((a) => !accepted.has(a.code) || a.confirmed !== null)];
    open = checks.filter((check) => check.verdict === 'ask' && !accepted.has(check.code));
    return obstacle(checks, answers, (check) => input.strict === true || check.code === 'names');
  };
  const note = accepted.get('changes');
  const { report, built } = await buildForSpace(c, {
    space,
    selection,
    dir: resolve(input.dir),
    force: input.force ?? false,
    by,
    byName: user.name,
    approvedBy: [user.id],
    removalNote: note ? { [input.lang ?? 'en']: note } : null,
    gate,
    onProgress: c.onProgress,
    cancelled: () => false,
  });
  const { dir, files, bytes, sha256, pages, left_out } = report;
  return {
    ...{ dir, files, bytes, sha256, pages, left_out },
    number: built.number,
    warnings: open.map(({ code, params, records }) => ({ code, params, records: records.length })),
    seconds: elapsed(started),
  };
}

const answerOf = (
  check: EditionCheck,
  reason: string,
  user: { readonly id: string; readonly name: string },
  now: number,
): EditionAnswerJson => ({
  code: check.code,
  fingerprint: fingerprintOf(check),
  reason,
  lang: 'en',
  by: user.id,
  by_name: user.name,
  at: new Date(now).toISOString(),
  confirmed: null,
});
