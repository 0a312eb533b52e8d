/**
 * When a person's name may be public: consent to publish it in force, a reviewer's decision on public office, or named
 * publicly by others and a reviewer's decision. A minor, or a person of unknown age, needs approvals that this version
 * does not record: such a name stays withheld unless the person holds public office.
 */
import {
  asDate,
  asList,
  asStruct,
  asTerm,
  asText,
  claimsOf,
  structOf,
  textsOf,
  valuesOf,
} from '../records/field-values.ts';
import type { RecordView } from '../records/model.ts';
import type { NameForm } from './withheld-names.ts';

export type NameBasis = 'consent' | 'public_office' | 'named_publicly';

/** Ground on which the name may be public, or null: withheld. */
export function nameBasis(person: RecordView, atMs: number): NameBasis | null {
  if (holdsPublicOffice(person)) return 'public_office';
  if (!isAdult(person)) return null;
  if (valuesOf(person, 'consent').some((c) => consentInForce(asStruct(c), atMs))) return 'consent';
  const field = person.fields['name_withheld'];
  const decided = field?.decided === true && !field.disputed && field.claims[0]?.value === false;
  return decided && textsOf(person, 'named_publicly_by').length > 0 ? 'named_publicly' : null;
}

function holdsPublicOffice(person: RecordView): boolean {
  const office = structOf(person, 'public_office');
  if (!office) return false;
  return ['office', 'source', 'decided_by'].every((part) => (asText(office[part]) ?? '') !== '');
}

function isAdult(person: RecordView): boolean {
  const minor = claimsOf(person, 'minor')[0]?.value;
  if (minor === true) return false;
  const count = asStruct(structOf(person, 'age_at')?.['count']);
  const low = count?.['low'];
  return minor === false || (typeof low === 'number' && low >= 18);
}

/** Given in writing or in person, for the name, not withdrawn and not past its end. */
function consentInForce(consent: ReturnType<typeof asStruct>, atMs: number): boolean {
  if (!consent || !asList(consent['scope']).some((s) => asTerm(s) === 'publish_name')) return false;
  const manner = asTerm(consent['manner']);
  if (manner === null || manner === 'phone' || manner === 'in_custody') return false;
  if (consent['withdrawn'] !== undefined && consent['withdrawn'] !== null && consent['withdrawn'] !== false)
    return false;
  const until = asDate(consent['until']);
  return until === null || until.hi > atMs;
}

/** Every form of every name that any claim gives the person. */
export function personNames(person: RecordView): readonly NameForm[] {
  return claimsOf(person, 'names')
    .flatMap((c) => asList(c.value))
    .flatMap((v) => {
      const text = asText(v);
      return text === null ? [] : [{ text, kind: asText(asStruct(v)?.['kind']) ?? 'full' }];
    });
}
