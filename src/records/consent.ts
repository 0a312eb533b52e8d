/**
 * Consent as rules (records design, section 2, "Consent rules"): what was given, by whom, how, and which scopes are in
 * force at an instant. Pure; read by the name rule of editions, by the record page and by the writes that give, approve
 * and withdraw. Given by phone: never press, name or image. Given in custody: record and lawyer only, plus what the person
 * gave earlier in freedom. A minor, a person of unknown age, the family of a dead person: two approvals. Relatives who
 * differ: the narrowest holds. What the person said themselves goes before what others said for them.
 */
import { toHex } from '../base/bytes.ts';
import { asDate, asList, asStruct, asTerm, asText, claimsOf, type DateSpan, structOf, termOf } from './field-values.ts';
import type { ClaimId, RecordClaim, RecordView } from './model.ts';

export const CONSENT_SCOPES = [
  'record',
  'share_coalition',
  'lawyer',
  'court_or_prosecutor',
  'embassy',
  'press',
  'transmit_un',
  'publish_anonymous',
  'publish_name',
  'publish_image',
] as const;
export type ConsentScope = (typeof CONSENT_SCOPES)[number];

const NEVER_BY_PHONE: readonly string[] = ['press', 'publish_name', 'publish_image'];
const MANNERS: readonly string[] = ['written', 'in_person', 'phone', 'in_custody', 'family_line'];
const IN_CUSTODY: readonly string[] = ['record', 'lawyer'];
/** Help must not wait for two approvals. */
const WITHOUT_APPROVAL: readonly string[] = ['record', 'lawyer'];
const APPROVALS = 2;

export interface Consent {
  readonly claim: ClaimId;
  /** Party that wrote it down, hex. */
  readonly party: string;
  /** self, family, lawyer, guardian. */
  readonly by: string;
  readonly who: string | null;
  readonly scope: readonly string[];
  readonly manner: string;
  readonly at: DateSpan | null;
  readonly until: DateSpan | null;
  readonly withdrawn: DateSpan | null;
  /** Person ids (hex) who approved it. */
  readonly approvals: readonly string[];
}

export type ScopeReason =
  | 'given'
  | 'not_given'
  | 'withdrawn'
  | 'ended'
  | 'not_yet'
  | 'phone'
  | 'custody'
  | 'relatives_differ'
  | 'needs_guardian'
  | 'needs_approvals';
export interface ScopeState {
  readonly scope: ConsentScope;
  readonly allowed: boolean;
  readonly because: ScopeReason;
  /** Consents that name the scope, or by which it is refused. */
  readonly claims: readonly ClaimId[];
}

function consentOf(claim: RecordClaim, approvals: readonly string[]): Consent | null {
  const value = asStruct(claim.value);
  if (!value) return null;
  return {
    claim: claim.claim,
    party: claim.party,
    by: asTerm(value['by']) ?? '',
    who: asText(value['who']),
    scope: asList(value['scope']).flatMap((s) => asTerm(s) ?? []),
    manner: asTerm(value['manner']) ?? '',
    at: asDate(value['at']),
    until: asDate(value['until']),
    withdrawn: asDate(value['withdrawn']),
    approvals,
  };
}

/** Persons who approved a consent: decisions that prefer its claim, one for each person. The one who wrote it down approves nothing. */
function approvalsOf(view: RecordView, consent: RecordClaim): readonly string[] {
  const people = claimsOf(view, '~consent')
    .filter((c) => c.by !== null && c.by !== consent.by && preferred(c).includes(consent.claim))
    .map((c) => c.by ?? '');
  return [...new Set(people)].sort();
}

/** Claims that a decision `["prefer", [[entry, index] …], reason]` names. */
function preferred(claim: RecordClaim): readonly ClaimId[] {
  const [verb, targets] = asList(claim.value);
  if (verb !== 'prefer') return [];
  return asList(targets).flatMap((t) => {
    if (typeof t === 'string') return [t];
    const [entry, index] = asList(t);
    return entry instanceof Uint8Array && typeof index === 'number' ? [`${toHex(entry)}.${index}`] : [];
  });
}

/** Every live consent of a record, earliest first. */
export function consentsOf(view: RecordView): readonly Consent[] {
  return claimsOf(view, 'consent')
    .flatMap((c) => consentOf(c, approvalsOf(view, c)) ?? [])
    .toSorted((a, b) => (a.at?.lo ?? 0) - (b.at?.lo ?? 0) || (a.claim < b.claim ? -1 : 1));
}

/** Known to be of age: said so, or an age of 18 and more. Unknown age counts as a minor. */
export function isAdult(person: RecordView): boolean {
  const minor = claimsOf(person, 'minor').map((c) => c.value);
  if (minor.includes(true)) return false;
  const low = asStruct(structOf(person, 'age_at')?.['count'])?.['low'];
  return minor.includes(false) || (typeof low === 'number' && low >= 18);
}

const isDead = (person: RecordView): boolean => termOf(person, 'life_state') === 'dead';

/**
 * Scopes of a new consent that its manner does not reach; none: it may be written. `earlier` are the consents already
 * recorded: what the person gave in freedom before stays given in custody.
 */
export function scopesOutOfReach(
  manner: string,
  scope: readonly string[],
  earlier: readonly Consent[],
): readonly string[] {
  // A manner that is not known is no better than the phone.
  if (manner === 'phone' || !MANNERS.includes(manner)) return scope.filter((s) => NEVER_BY_PHONE.includes(s));
  if (manner !== 'in_custody') return [];
  const inFreedom = new Set(
    earlier.filter((c) => c.by === 'self' && c.manner !== 'in_custody' && !c.withdrawn).flatMap((c) => c.scope),
  );
  return scope.filter((s) => !IN_CUSTODY.includes(s) && !inFreedom.has(s));
}

interface Voice {
  readonly consent: Consent;
  readonly reason: ScopeReason;
}

/** What one consent says of a scope it names. */
function heard(consent: Consent, scope: string, all: readonly Consent[], atMs: number): Voice {
  const say = (reason: ScopeReason): Voice => ({ consent, reason });
  if (isWithdrawn(consent, scope, all)) return say('withdrawn');
  if (consent.until && consent.until.hi <= atMs) return say('ended');
  if (consent.at && consent.at.lo > atMs) return say('not_yet');
  const earlier = all.filter((c) => c !== consent && (c.at?.hi ?? Infinity) <= (consent.at?.lo ?? -Infinity));
  if (scopesOutOfReach(consent.manner, [scope], earlier).length > 0)
    return say(consent.manner === 'in_custody' ? 'custody' : 'phone');
  return say('given');
}

/** Withdrawn itself, or by a later word of the same giver about the same scope, whoever wrote that down. */
function isWithdrawn(consent: Consent, scope: string, all: readonly Consent[]): boolean {
  if (consent.withdrawn) return true;
  return all.some(
    (w) =>
      w.withdrawn !== null &&
      w.by === consent.by &&
      (w.who === null || consent.who === null || w.who === consent.who) &&
      w.scope.includes(scope) &&
      (consent.at?.lo ?? 0) < w.withdrawn.hi,
  );
}

const GUARDIANS: readonly string[] = ['guardian', 'family'];

/** The state of each scope at an instant, with the reason shown to people. */
export function consentScopes(person: RecordView, atMs: number): readonly ScopeState[] {
  const all = consentsOf(person);
  const adult = isAdult(person);
  const dead = isDead(person);
  return CONSENT_SCOPES.map((scope) => stateOf(scope, all, { adult, dead, atMs }));
}

export function consentScope(person: RecordView, scope: ConsentScope, atMs: number): ScopeState {
  return stateOf(scope, consentsOf(person), { adult: isAdult(person), dead: isDead(person), atMs });
}

function stateOf(
  scope: ConsentScope,
  all: readonly Consent[],
  about: { readonly adult: boolean; readonly dead: boolean; readonly atMs: number },
): ScopeState {
  const naming = all.filter((c) => c.scope.includes(scope));
  const voices = naming.map((c) => heard(c, scope, all, about.atMs));
  const answer = (allowed: boolean, because: ScopeReason, of: readonly Voice[] = voices): ScopeState => ({
    scope,
    allowed,
    because,
    claims: of.map((v) => v.consent.claim),
  });
  const given = voices.filter((v) => v.reason === 'given');
  if (given.length === 0) return answer(false, voices.at(-1)?.reason ?? 'not_given');
  const bySelf = given.filter((v) => v.consent.by === 'self');
  if (about.adult && !about.dead && all.some((c) => c.by === 'self'))
    return bySelf.length > 0 ? answer(true, 'given', bySelf) : answer(false, 'not_given');
  const others = given.filter((v) => (about.adult ? v.consent.by !== 'self' : GUARDIANS.includes(v.consent.by)));
  const silent = silentRelatives(scope, all, about.atMs);
  if (silent.length > 0) return { scope, allowed: false, because: 'relatives_differ', claims: silent };
  if (about.adult && !about.dead) return answer(true, 'given', others);
  if (WITHOUT_APPROVAL.includes(scope)) return answer(true, 'given', given);
  const entitled = about.dead && about.adult ? others : others.filter((v) => v.consent.by === 'guardian');
  if (entitled.length === 0) return answer(false, 'needs_guardian', given);
  const approved = entitled.filter((v) => v.consent.approvals.length >= APPROVALS);
  return approved.length > 0 ? answer(true, 'given', approved) : answer(false, 'needs_approvals', entitled);
}

/** Consents of relatives in force that leave the scope out, when no other word of the same relative gives it. */
function silentRelatives(scope: string, all: readonly Consent[], atMs: number): readonly ClaimId[] {
  const relatives = new Map<string, Consent[]>();
  for (const c of all.filter((x) => GUARDIANS.includes(x.by))) {
    const key = c.who ?? c.claim;
    relatives.set(key, [...(relatives.get(key) ?? []), c]);
  }
  if (relatives.size < 2) return [];
  return [...relatives.values()].flatMap((words) => {
    const speaks = words.filter((c) => !c.withdrawn && !(c.until && c.until.hi <= atMs));
    const gives = speaks.some((c) => c.scope.includes(scope) && heard(c, scope, all, atMs).reason === 'given');
    // A relative who took the scope back differs too.
    return gives ? [] : words.map((c) => c.claim);
  });
}
