/**
 * When a person's name may be public: consent to publish it in force, a reviewer's decision on public office, or named
 * publicly by others and a reviewer's decision. What a consent reaches is decided by the consent rules of src/records: a
 * minor, or a person of unknown age, needs a guardian's consent with two approvals, unless the person holds public office.
 */
import { consentScope, isAdult } from '../records/consent.ts';
import {
  asDate,
  asList,
  asStruct,
  asTerm,
  asText,
  claimsOf,
  structOf,
  textOf,
  textsOf,
} from '../records/field-values.ts';
import type { RecordView } from '../records/model.ts';
import type { NameForm } from './withheld-names.ts';

export { isAdult };

export type NameBasis = 'consent' | 'public_office' | 'named_publicly' | 'alleged_cleared';

/** What naming an alleged perpetrator still lacks. */
export type AllegedPart = 'reviewer' | 'second_reviewer' | 'right_of_reply';

/** Ground on which the name may be public, or null: withheld. */
export function nameBasis(person: RecordView, atMs: number): NameBasis | null {
  if (holdsPublicOffice(person)) return 'public_office';
  if (consentScope(person, 'publish_name', atMs).allowed) return 'consent';
  if (!isAdult(person)) return null;
  return namingDecided(person) && textsOf(person, 'named_publicly_by').length > 0 ? 'named_publicly' : null;
}

function holdsPublicOffice(person: RecordView): boolean {
  const office = structOf(person, 'public_office');
  if (!office) return false;
  return ['office', 'source', 'decided_by'].every((part) => (asText(office[part]) ?? '') !== '');
}

/** Why a name is withheld, in codes that the desk puts into words; empty when it is not. */
export function withheldBecause(person: RecordView, atMs: number): readonly string[] {
  if (nameBasis(person, atMs) !== null) return [];
  const age = isAdult(person)
    ? []
    : [claimsOf(person, 'minor').some((c) => c.value === true) ? 'minor' : 'age_unknown'];
  return [`consent_${consentScope(person, 'publish_name', atMs).because}`, ...age];
}

/** A reviewer decided that the name is not withheld; that a source or an import says so decides nothing. */
export function namingDecided(person: RecordView): boolean {
  const field = person.fields['name_withheld'];
  return field?.decided === true && !field.disputed && field.claims[0]?.value === false;
}

/** A decision or a consent asks for the name, or an office is recorded. */
export function wantsName(person: RecordView, atMs: number): boolean {
  return (
    namingDecided(person) ||
    structOf(person, 'public_office') !== null ||
    consentScope(person, 'publish_name', atMs).allowed
  );
}

/**
 * Alleged perpetrators have their own rule: a name needs a check of the person by a reviewer, a second reviewer of another
 * person, and a delivery for right of reply that was answered or whose reply date has passed. Empty: nothing is missing.
 */
export function missingForAlleged(
  person: RecordView,
  grounds: { readonly verifications: readonly RecordView[]; readonly deliveries: readonly RecordView[] },
  atMs: number,
): readonly AllegedPart[] {
  const checks = grounds.verifications.filter(
    (v) => textsOf(v, 'target').includes(person.id) && AGREED.includes(asTerm(v.fields['conclusion']?.value) ?? ''),
  );
  const two = checks.some((v) => {
    const [first, second] = [textOf(v, 'reviewer'), textOf(v, 'second_reviewer')];
    return first !== null && second !== null && first !== second;
  });
  const replied = grounds.deliveries.some(
    (d) =>
      asTerm(d.fields['purpose']?.value) === 'right_of_reply' &&
      textOf(d, 'addressee') === person.id &&
      textOf(d, 'withdrawn') === null &&
      (textOf(d, 'answer') !== null || (asDate(structOf(d, 'reply_due')?.['date'])?.hi ?? Infinity) <= atMs),
  );
  return [
    ...(checks.length > 0 ? [] : (['reviewer'] as const)),
    ...(two ? [] : (['second_reviewer'] as const)),
    ...(replied ? [] : (['right_of_reply'] as const)),
  ];
}

/** Conclusions that let an account stand. */
const AGREED = ['verified', 'corroborated'];

/** Consent to appear in an edition was taken back: to appear at all, or to be named with no consent to appear without a name. */
export function consentWithdrawn(person: RecordView, atMs: number): boolean {
  const without = consentScope(person, 'publish_anonymous', atMs);
  return (
    without.because === 'withdrawn' ||
    (!without.allowed && consentScope(person, 'publish_name', atMs).because === 'withdrawn')
  );
}

/** A name was consented to for a minor, or somebody of unknown age, but not by whom or how it takes. */
export const lacksApproval = (person: RecordView, atMs: number): boolean =>
  ['needs_guardian', 'needs_approvals'].includes(consentScope(person, 'publish_name', atMs).because);

/** Every form of every name that any claim gives the person. */
export function personNames(person: RecordView): readonly NameForm[] {
  return claimsOf(person, 'names')
    .flatMap((c) => asList(c.value))
    .flatMap((v) => {
      const text = asText(v);
      return text === null ? [] : [{ text, kind: asText(asStruct(v)?.['kind']) ?? 'full' }];
    });
}
