/** Every kind with its fields, custom fields and decisions included; the one place where they are looked up. */
import { type FieldDef, isRequired, type KindDef, type KindSpec, opaque, text } from './field.ts';
import { isKindName, type KindName } from './kind-names.ts';
import { act } from './kinds/act.ts';
import { connectivityObservation } from './kinds/connectivity-observation.ts';
import { cosignature } from './kinds/cosignature.ts';
import { delivery } from './kinds/delivery.ts';
import { demand } from './kinds/demand.ts';
import { detention } from './kinds/detention.ts';
import { event } from './kinds/event.ts';
import { evidence } from './kinds/evidence.ts';
import { figure } from './kinds/figure.ts';
import { group } from './kinds/group.ts';
import { involvement } from './kinds/involvement.ts';
import { measurement } from './kinds/measurement.ts';
import { organisation } from './kinds/organisation.ts';
import { outage } from './kinds/outage.ts';
import { person } from './kinds/person.ts';
import { place } from './kinds/place.ts';
import { publication } from './kinds/publication.ts';
import { relation } from './kinds/relation.ts';
import { response } from './kinds/response.ts';
import { signal } from './kinds/signal.ts';
import { source } from './kinds/source.ts';
import { statement } from './kinds/statement.ts';
import { task } from './kinds/task.ts';
import { term } from './kinds/term.ts';
import { verification } from './kinds/verification.ts';

const byName = (spec: KindSpec): KindDef => ({
  ...spec,
  fields: Object.fromEntries(spec.fields.map((f) => [f.name, f] as const)),
});

export const KINDS: { readonly [K in KindName]: KindDef } = {
  Signal: byName(signal),
  Source: byName(source),
  Evidence: byName(evidence),
  Person: byName(person),
  Group: byName(group),
  Organisation: byName(organisation),
  Place: byName(place),
  Event: byName(event),
  Act: byName(act),
  Involvement: byName(involvement),
  Detention: byName(detention),
  ConnectivityObservation: byName(connectivityObservation),
  Outage: byName(outage),
  Figure: byName(figure),
  Verification: byName(verification),
  Statement: byName(statement),
  CoSignature: byName(cosignature),
  Demand: byName(demand),
  Measurement: byName(measurement),
  Response: byName(response),
  Delivery: byName(delivery),
  Publication: byName(publication),
  Relation: byName(relation),
  Term: byName(term),
  Task: byName(task),
};

/** Definition of a kind, or null for one of a newer version. */
export const kindOf = (kind: string): KindDef | null => (isKindName(kind) ? KINDS[kind] : null);

const CUSTOM = /^x\.[\p{L}\p{N}_][\p{L}\p{N}_ .()%/-]{0,79}$/u;
/** A field that a space or an import adds: text, `coalition`, many values. */
export const isCustomField = (field: string): boolean => CUSTOM.test(field);
/** The field that a decision claim (`~state`) is about, or null. */
export const decisionTarget = (field: string): string | null => (field.startsWith('~') ? field.slice(1) : null);

function sameWords(words: string): { readonly en: string; readonly ru: string; readonly kk: string } {
  return { en: words, ru: words, kk: words };
}

/** Definition of a field of a kind, of `x.NAME`, or of a decision `~FIELD`; null when there is none. */
export function fieldOf(kind: string, field: string): FieldDef | null {
  const def = kindOf(kind);
  if (!def) return null;
  if (Object.hasOwn(def.fields, field)) return def.fields[field] ?? null;
  if (isCustomField(field)) return text(field, '*', 'C', sameWords(field.slice(2)), { group: 'other' });
  const target = decisionTarget(field);
  const about = target === null || target.startsWith('~') ? null : fieldOf(kind, target);
  return about && { ...opaque(field, '*', 'C', about.label, { group: 'handling' }), vis: about.vis };
}

export interface FormField {
  readonly field: FieldDef;
  readonly required: boolean;
}
export interface Form {
  readonly kind: KindName;
  /** null: the form that creates the record. */
  readonly state: string | null;
  readonly groups: readonly { readonly group: string; readonly fields: readonly FormField[] }[];
}

/** The form of a kind in a state: its fields by group, those that the state needs marked. Opaque fields are not typed in. */
export function formOf(kind: KindName, state: string | null): Form {
  const groups = new Map<string, FormField[]>();
  for (const field of Object.values(KINDS[kind].fields)) {
    if (field.type === 'opaque') continue;
    const list = groups.get(field.group) ?? [];
    list.push({ field, required: isRequired(field, state) });
    groups.set(field.group, list);
  }
  return { kind, state, groups: [...groups].map(([group, fields]) => ({ group, fields })) };
}
