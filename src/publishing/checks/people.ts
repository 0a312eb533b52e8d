/** Checks about people: who is named and on what ground, alleged perpetrators, minors, consent taken back. */
import { claimsOf, textsOf } from '../../records/field-values.ts';
import { consentWithdrawn, isAdult, lacksApproval, missingForAlleged, namingDecided, wantsName } from '../name-rule.ts';
import { asks, type CheckInput, type EditionCheck, passed, stops } from './model.ts';

/** Names that are let through, by ground. A second person answers for them, and again whenever a name is added. */
export function checkNames({ snapshot, persons }: CheckInput): EditionCheck {
  const named = Object.entries(snapshot.named);
  if (named.length === 0) return passed('names', { persons: Object.keys(snapshot.records).filter(isPerson).length });
  const of = (basis: string): number => named.filter(([, b]) => b === basis).length;
  const ids = named.map(([id]) => id);
  const speakers = persons
    .filter((p) => snapshot.named[p.id] === 'named_publicly')
    .flatMap((p) => textsOf(p, 'named_publicly_by'));
  return asks('names', {
    people: true,
    records: ids,
    leaveOut: ids,
    params: {
      named: named.length,
      consent: of('consent'),
      office: of('public_office'),
      publicly: of('named_publicly'),
      cleared: of('alleged_cleared'),
      speakers: [...new Set(speakers)].sort().join(', '),
    },
  });
}

const isPerson = (id: string): boolean => id.startsWith('per_');

/** Somebody decided that a name is not withheld, but nothing recorded carries that. */
export function checkGrounds({ kase, persons }: CheckInput): EditionCheck {
  const { disclosure, asOfMs, selection } = kase;
  const without = persons.filter(
    (p) =>
      !disclosure.alleged.has(p.id) &&
      !selection.leaveOut.has(p.id) &&
      namingDecided(p) &&
      isAdult(p) &&
      !disclosure.bases.has(p.id) &&
      !consentWithdrawn(p, asOfMs),
  );
  const ids = without.map((p) => p.id);
  return ids.length === 0
    ? passed('names_without_ground', { withheld: disclosure.persons.withheld })
    : stops('names_without_ground', 'E_NAME_GROUND', {
        people: true,
        records: ids,
        leaveOut: ids,
        params: { n: ids.length },
      });
}

/** Role and unit only; a name needs a reviewer, a second reviewer and right of reply (records design, section 7). */
export function checkAlleged(input: CheckInput): EditionCheck {
  const { kase, persons } = input;
  const { alleged, bases } = kase.disclosure;
  const wanted = persons.filter(
    (p) => alleged.has(p.id) && !kase.selection.leaveOut.has(p.id) && wantsName(p, kase.asOfMs),
  );
  const open = wanted
    .map((p) => ({ id: p.id, missing: missingForAlleged(p, input, kase.asOfMs) }))
    .filter((p) => p.missing.length > 0);
  const ids = open.map((p) => p.id);
  const cleared = [...bases.values()].filter((b) => b === 'alleged_cleared').length;
  return ids.length === 0
    ? passed('alleged', { alleged: alleged.size, cleared })
    : stops('alleged', 'E_NAME_ALLEGED', {
        people: true,
        records: ids,
        leaveOut: ids,
        params: { n: ids.length, missing: [...new Set(open.flatMap((p) => p.missing))] },
      });
}

/** A minor, or a person whose age is not known, whose name was decided on or consented to without what that takes. */
export function checkMinors({ kase, persons }: CheckInput): EditionCheck {
  const { bases } = kase.disclosure;
  const isMinor = (p: (typeof persons)[number]): boolean => claimsOf(p, 'minor')[0]?.value === true;
  const wanted = persons.filter(
    (p) =>
      !kase.selection.leaveOut.has(p.id) &&
      !kase.disclosure.alleged.has(p.id) &&
      (bases.has(p.id)
        ? bases.get(p.id) !== 'consent' && isMinor(p)
        : !isAdult(p) && (namingDecided(p) || lacksApproval(p, kase.asOfMs))),
  );
  const ids = wanted.map((p) => p.id);
  return ids.length === 0
    ? passed('minors', { minors: persons.filter(isMinor).length })
    : stops('minors', 'E_NAME_MINOR', { people: true, records: ids, leaveOut: ids, params: { n: ids.length } });
}

/** Whoever took a consent back is in no edition any more: not by name, and not as the person of an act. */
export function checkConsent(input: CheckInput): EditionCheck {
  const { kase, persons, acts, involvements, snapshot } = input;
  const gone = new Set(persons.filter((p) => consentWithdrawn(p, kase.asOfMs)).map((p) => p.id as string));
  const acted = new Set(acts.filter((a) => textsOf(a, 'victim').some((v) => gone.has(v))).map((a) => a.id as string));
  const involved = involvements.filter(
    (i) => textsOf(i, 'actor').some((a) => gone.has(a)) || textsOf(i, 'act').some((a) => acted.has(a)),
  );
  const about = [...gone, ...acted, ...involved.map((i) => i.id as string)].filter(
    (id) => snapshot.records[id] !== undefined,
  );
  if (about.length === 0) return passed('consent', { withdrawn: gone.size });
  const before = about.filter((id) => input.earlier.some((e) => e.snapshot.records[id] !== undefined));
  return stops('consent', 'E_CONSENT_WITHDRAWN', {
    people: true,
    records: about,
    leaveOut: about,
    params: { persons: gone.size, records: about.length, published: before.length },
  });
}
