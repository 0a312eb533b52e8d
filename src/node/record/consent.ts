/** Consent of a person: what is in force and why, giving within its limits, approving by two, withdrawing at once. */
import { refuse } from '../../base/failures.ts';
import { toHex } from '../../base/bytes.ts';
import type { Json } from '../../base/result.ts';
import type { ApiIn, ApiOut, RoleName } from '../../contract/api.ts';
import type { Value } from '../../ledger/model.ts';
import { type Consent, consentScopes, consentsOf, isAdult, scopesOutOfReach } from '../../records/consent.ts';
import { asStruct, termOf } from '../../records/field-values.ts';
import { foldRecord } from '../../records/fold.ts';
import type { RecordView } from '../../records/model.ts';
import { asOfMs } from '../as-of.ts';
import { type Context, actor } from '../context.ts';
import { ctxOf, parseClaimId } from '../payloads.ts';
import type { Parts } from '../parts.ts';
import { startReading } from '../reading.ts';
import { readableClaims } from '../reads/readable.ts';
import { resolveId } from '../reads/show.ts';
import { hasRole } from '../users.ts';
import { type FieldWrite, parsedValue, writeRecord } from '../writes/claims.ts';
import { copiesWith } from './copies.ts';
import { oursIn } from './page.ts';
import { recallLetters } from './recall.ts';

type Target = Awaited<ReturnType<typeof resolveId>>;

/** The whole record, vault values included: rules read everything, answers only what the role may see. */
async function personOf(
  parts: Parts,
  input: { readonly id: string; readonly space?: string },
): Promise<{ readonly id: Target; readonly view: RecordView; readonly space: string }> {
  const id = await resolveId(parts, input.id, input.space);
  const claims = await parts.projection.claimsOf(id.text);
  const item = await parts.projection.item(id.text);
  if (claims.length === 0 || !item) return refuse('E_NOT_FOUND', { id: id.text });
  if (id.kind !== 'Person') return refuse('E_FIELD', { kind: id.kind ?? '', field: 'consent' });
  return { id, view: foldRecord(id.text, claims), space: item.space };
}

export async function consentShow(
  parts: Parts,
  input: ApiIn<'consent.show'>,
  role: RoleName,
): Promise<ApiOut<'consent.show'>> {
  const { id, view } = await personOf(parts, input);
  const reading = await startReading(parts);
  const readable = readableClaims(view.fields['consent']?.claims ?? [], role);
  const mayNames = hasRole(role, 'manager');
  const atMs = asOfMs(input.as_of, parts.clock());
  const copies = await copiesWith(parts, id.text);
  const organisation = (await parts.ledger.local('org', 'self')) as { name?: string } | null;
  return {
    consents: consentsOf(view).flatMap((consent) => {
      const claim = readable.find((c) => c.claim === consent.claim);
      if (!claim) return [];
      return [
        {
          claim: consent.claim,
          by: consent.by,
          who: mayNames ? consent.who : null,
          scope: consent.scope,
          manner: consent.manner,
          at: consent.at?.text ?? null,
          until: consent.until?.text ?? null,
          withdrawn: consent.withdrawn?.text ?? null,
          approvals: consent.approvals.map((by) => reading.personOf(by) ?? by.slice(0, 12)),
          author: reading.authorOf(claim.party),
          written_by: reading.personOf(claim.by),
        },
      ];
    }),
    scopes: consentScopes(view, atMs).map(({ scope, allowed, because, claims }) => ({
      scope,
      allowed,
      because,
      claims,
    })),
    adult: isAdult(view),
    dead: termOf(view, 'life_state') === 'dead',
    copies: copies.map((copy) => ({
      id: copy.id,
      what: copy.what,
      title: copy.title,
      to: copy.to,
      at: copy.at,
      record: copy.record,
      recall: copy.what === 'edition' ? ('never' as const) : ('asked' as const),
      letters: recallLetters(copy, { subject: id.text, organisation: organisation?.name ?? '' }),
    })),
  };
}

export async function consentGive(c: Context, input: ApiIn<'consent.give'>): Promise<ApiOut<'consent.give'>> {
  const { id, view, space } = await personOf(c.parts, input);
  const given: { readonly [part: string]: Json } = {
    by: input.by,
    scope: [...input.scope],
    manner: input.manner,
    at: input.at,
    ...(input.who ? { who: input.who } : {}),
    ...(input.until ? { until: input.until } : {}),
    ...(input.evidence ? { evidence: input.evidence } : {}),
  };
  const value = parsedValue('Person', 'consent', given);
  const [scope] = scopesOutOfReach(input.manner, input.scope, consentsOf(view));
  if (scope !== undefined) return refuse('E_CONSENT', { scope, manner: input.manner });
  const { by } = await actor(c, input.person);
  const entry = await write(c, by, id, space, [{ field: 'consent', value, ctx: ctxOf({}) }]);
  return { entry, claim: `${entry}.0` };
}

/** One of the two approvals that a minor's, an unknown age's or a dead person's consent needs; never by who wrote it down. */
export async function consentApprove(c: Context, input: ApiIn<'consent.approve'>): Promise<ApiOut<'consent.approve'>> {
  const { id, view, space } = await personOf(c.parts, input);
  const consent = consentNamed(view, input.claim);
  const { user, by } = await actor(c, input.person);
  const me = toHex(by);
  const claim = view.fields['consent']?.claims.find((x) => x.claim === consent.claim);
  if (claim?.by === me || consent.approvals.includes(me)) return refuse('E_SELF_REVIEW', { name: user.name });
  const ref = parseClaimId(consent.claim);
  if (!ref) return refuse('E_CLAIM', { claim: input.claim.slice(0, 80) });
  const value: Value = ['prefer', [[ref.entry, ref.index]], input.reason?.trim() || 'approved'];
  const entry = await write(c, by, id, space, [{ field: '~consent', value, ctx: ctxOf({}) }]);
  return { entry, approvals: consent.approvals.length + 1 };
}

function consentNamed(view: RecordView, claim: string): Consent {
  return consentsOf(view).find((x) => x.claim === claim) ?? refuse('E_CLAIM', { claim: claim.slice(0, 80) });
}

/**
 * Takes scopes of a consent back. Our own claim gives way to what is left of it and to what was withdrawn; beside another
 * organisation's claim stands the withdrawal alone, which the rules hear just the same.
 */
export async function consentWithdraw(
  c: Context,
  input: ApiIn<'consent.withdraw'>,
): Promise<ApiOut<'consent.withdraw'>> {
  const { id, view, space } = await personOf(c.parts, input);
  const consent = consentNamed(view, input.claim);
  const claim = view.fields['consent']?.claims.find((x) => x.claim === consent.claim);
  const value = asStruct(claim?.value);
  if (!claim || !value || consent.withdrawn) return refuse('E_CLAIM', { claim: input.claim.slice(0, 80) });
  const taken = (input.scope ?? consent.scope).filter((s) => consent.scope.includes(s));
  if (taken.length === 0) return refuse('E_REQUIRED', { field: 'scope', state: 'withdrawn' });
  const left = consent.scope.filter((s) => !taken.includes(s));
  const withdrawn = input.at ?? new Date(c.parts.clock()).toISOString().slice(0, 10);
  parsedValue('Person', 'birth', withdrawn);
  const { by } = await actor(c, input.person);
  const ctx = ctxOf({ extra: { note: input.reason || undefined } });
  const ours = (await oursIn(c.parts)).has(claim.party);
  const fields: FieldWrite[] = [
    {
      field: 'consent',
      value: { ...value, scope: taken, withdrawn },
      ctx,
      ...(ours ? { replaces: claim.claim } : {}),
    },
  ];
  if (ours && left.length > 0) fields.push({ field: 'consent', value: { ...value, scope: left }, ctx });
  const entry = await write(c, by, id, space, fields);
  return { entry, copies: (await copiesWith(c.parts, id.text)).length };
}

const write = (c: Context, by: Uint8Array, id: Target, space: string, fields: readonly FieldWrite[]): Promise<string> =>
  writeRecord(c, c.parts.spaces.find(space), by, { text: id.text, id: id.id, kind: 'Person' }, fields);
