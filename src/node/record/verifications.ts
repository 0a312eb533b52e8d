/** Verifications of a record as the page draws them: checks, both reviewers, dissent, and who may not review. */
import type { ApiIn, ApiOut, RoleName } from '../../contract/api.ts';
import type { CheckDoneJson, ReviewerJson, VerificationJson } from '../../contract/areas/record.ts';
import { decodeId } from '../../base/ids.ts';
import { toHex } from '../../base/bytes.ts';
import { asList, asStruct, asTerm, asText, claimsOf, termOf, textOf, valuesOf } from '../../records/field-values.ts';
import type { RecordId } from '../../base/ids.ts';
import type { RecordView } from '../../records/model.ts';
import type { Parts } from '../parts.ts';
import { type Reading, startReading } from '../reading.ts';
import { readableClaims } from '../reads/readable.ts';
import { resolveId } from '../reads/show.ts';
import { startTitles } from '../reads/titles.ts';
import { verificationIds } from './evidence-list.ts';

export async function verifications(
  parts: Parts,
  input: ApiIn<'record.verifications'>,
  role: RoleName,
): Promise<ApiOut<'record.verifications'>> {
  const id = await resolveId(parts, input.id, input.space);
  const reading = startTitles(parts, input.lang ?? 'en', role).named(await startReading(parts));
  const users = new Set((await parts.ledger.locals('user')).map((u) => u.key));
  const list: VerificationJson[] = [];
  for (const one of await verificationIds(parts, id.text)) {
    const view = await reading.view(one as RecordId);
    if (view) list.push(await verificationJson(view, reading, users));
  }
  const claims = readableClaims(await parts.projection.claimsOf(id.text), role);
  const authors = claims.flatMap((c) => (c.batch === null && c.by !== null && users.has(c.by) ? [c.by] : []));
  return {
    verifications: list.toSorted((a, b) => (a.at < b.at ? 1 : -1)),
    authors: [...new Set(authors)],
  };
}

async function verificationJson(
  view: RecordView,
  reading: Reading,
  users: ReadonlySet<string>,
): Promise<VerificationJson> {
  const checks: CheckDoneJson[] = [];
  for (const value of valuesOf(view, 'checks')) {
    const check = asStruct(value);
    if (!check) continue;
    const ids = asList(check['evidence']).flatMap((e) => asText(e) ?? []);
    await reading.loadTitles(ids);
    checks.push({
      kind: asTerm(check['kind']) ?? '',
      result: asTerm(check['result']) ?? '',
      text: asText(check['text']) ?? '',
      evidence: ids.map((e) => ({ id: e, title: reading.titleOf(e) ?? e })),
    });
  }
  const second = textOf(view, 'second_reviewer');
  const conclusion = claimsOf(view, 'conclusion')[0];
  const reviewer = (person: string | null): ReviewerJson => {
    const decoded = person === null ? null : decodeId(person);
    const user = decoded?.ok ? toHex(decoded.value.id) : null;
    const ours = user !== null && users.has(user);
    return { name: (ours ? reading.personOf(user) : person) ?? '', user: ours ? user : null };
  };
  return {
    id: view.id,
    state: second === null ? 'waiting' : 'concluded',
    conclusion: termOf(view, 'conclusion') ?? '',
    checks,
    first: reviewer(textOf(view, 'reviewer')),
    second: second === null ? null : reviewer(second),
    dissent: valuesOf(view, 'dissent').flatMap((value) => {
      const said = asStruct(value);
      return said ? [{ by: reviewer(asText(said['by'])).name, text: asText(said['text']) ?? '' }] : [];
    }),
    note: conclusion?.note ?? null,
    at: new Date(Math.max(0, ...claimsOf(view, 'reviewer').map((c) => c.ms))).toISOString(),
  };
}
