/**
 * Import profiles: what a file's columns mean, as data. The form is described in docs/formats/import-profile.md; this
 * file is its schema. Profiles are read by `profile-files.ts` and made into a row mapper by `compile.ts`.
 */
import { z } from 'zod';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { KIND_NAMES } from '../records/kind-names.ts';
import { TRANSFORM_NAMES } from './transforms.ts';

/** One column, several columns, `=literal`, `$token` (the token of `each`). */
const columns = z.union([z.string(), z.array(z.string()).min(1).max(8)]);
const kind = z.enum(KIND_NAMES as [(typeof KIND_NAMES)[number], ...(typeof KIND_NAMES)[number][]]);
const valueMap = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

export const conditionSchema = z.strictObject({
  column: z.string(),
  in: z.array(z.string()).optional(),
  not_in: z.array(z.string()).optional(),
  /** One of these is a `;`-separated token of the cell. */
  has: z.array(z.string()).optional(),
  lacks: z.array(z.string()).optional(),
  starts: z.array(z.string()).optional(),
  not_starts: z.array(z.string()).optional(),
  contains: z.string().optional(),
  filled: z.boolean().optional(),
});
export type Condition = z.infer<typeof conditionSchema>;
const when = z.union([conditionSchema, z.array(conditionSchema)]);

/** What a claim says beside its value, in place of what holds for the row. */
const claimNote = z.strictObject({
  speaker: columns.optional(),
  modality: z.string().optional(),
  when: when.optional(),
});

const fieldBase = {
  from: columns.optional(),
  const: z.union([z.string(), z.boolean()]).optional(),
  type: z
    .enum([
      'text',
      'term',
      'choice',
      'date',
      'count',
      'ref',
      'bool',
      'names',
      'url',
      'unit',
      'geometry',
      'place',
      'struct',
    ])
    .default('text'),
  map: valueMap.optional(),
  /** Value of a cell the map does not name; absent: the cell itself. */
  default: z.string().optional(),
  /** Separator: one claim per token. */
  split: z.string().optional(),
  /** Prefixes taken off the cell. */
  strip: z.array(z.string()).optional(),
  transform: z.enum(TRANSFORM_NAMES).optional(),
  scheme: z.string().optional(),
  /** Of a reference: the kind and key of the record, or the name of a shared or of another record of this row. */
  kind: kind.optional(),
  key: z.array(z.string()).optional(),
  shared: z.string().optional(),
  local: z.string().optional(),
  /** A reference whose cell the map sends to nothing known stays text. */
  or_text: z.boolean().optional(),
  /** `place`: a time without offset takes that of the row's place at that date; else an IANA zone. */
  zone: z.string().optional(),
  lang: z.string().optional(),
  name_kind: z.string().optional(),
  /** Column whose quoted phrase ("at least 8") says how a count was worded. */
  qualifier: z.string().optional(),
  decimal: z.boolean().optional(),
  unit: z.string().optional(),
  when: when.optional(),
  claim: claimNote.optional(),
};

const memberSchema = z.strictObject(fieldBase);
export const fieldSchema = z.strictObject({
  ...fieldBase,
  /** Of a struct: its parts. */
  members: z.record(z.string(), memberSchema).optional(),
});
export type FieldSpec = z.infer<typeof fieldSchema>;

const fields = z.record(z.string(), z.union([fieldSchema, z.array(fieldSchema)]));

const rowSchema = z.strictObject({
  kind,
  /** Name under which other records of the row refer to it. */
  as: z.string().optional(),
  /** Columns of the record's key; absent: the key of the row. */
  key: z.array(z.string()).optional(),
  /** One record per token of the cell. */
  each: z.strictObject({ from: z.string(), split: z.string(), skip: z.array(z.string()).optional() }).optional(),
  when: when.optional(),
  fields,
});
export type RowSpec = z.infer<typeof rowSchema>;

/** A record that many rows share (source, place): written once, by its own key, and not again when it exists. */
const sharedSchema = z.strictObject({
  kind,
  key: z.array(z.string()).min(1),
  table: z.string().optional(),
  when: when.optional(),
  fields,
});
export type SharedSpec = z.infer<typeof sharedSchema>;

const patchSchema = z.strictObject({
  /** Cells put in place of the file's; a column the file lacks is added for this profile's use. */
  set: z.record(z.string(), z.string()).optional(),
  /** Further values of a column: its fields get one more claim each. */
  also: z.record(z.string(), z.array(z.string())).optional(),
  reason: z.string().min(1),
});

export const profileSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{1,40}$/),
  version: z.number().int().positive(),
  about: z.string().optional(),
  /** Parts in profiles/parts whose shared records and ignored columns this profile takes over. */
  include: z.array(z.string()).default([]),
  pack: z.boolean().default(false),
  /** `columns`: each column is a field name; the column `kind` names the kind. `seed`: a reader of its own. */
  reader: z.enum(['columns', 'generic', 'seed']).default('columns'),
  match: z.strictObject({ columns: z.array(z.string()).optional(), json_shape: z.array(z.string()).optional() }),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1251']).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  idNamespace: z.string().min(1),
  /** Columns that name a row for good; absent: all cells together. */
  key: z.array(z.string()).default([]),
  lang: z.string().default('und'),
  rows: z.array(rowSchema).default([]),
  shared: z.record(z.string(), sharedSchema).default({}),
  claim: z
    .strictObject({
      conf: z.enum(['reported', 'corroborated', 'verified']).default('reported'),
      modality: z.string().optional(),
      speaker: columns.optional(),
      /** Name of the shared Source of a row. */
      source: z.string().optional(),
      reliability: fieldSchema.optional(),
      obs: columns.optional(),
      note: fieldSchema.optional(),
    })
    .prefault({}),
  ignore: z.record(z.string(), z.string()).default({}),
  patch: z.record(z.string(), patchSchema).default({}),
  onUnknownTerm: z.enum(['error', 'keep_text']).default('error'),
});
export type Profile = z.infer<typeof profileSchema>;

/** Parts: what several profiles share. */
export const partSchema = z.strictObject({
  about: z.string().optional(),
  shared: z.record(z.string(), sharedSchema).default({}),
  ignore: z.record(z.string(), z.string()).default({}),
});
export type ProfilePart = z.infer<typeof partSchema>;

/** Known places and other tables of fixed records: per canonical name the fields of the record. */
export const tableSchema = z.strictObject({
  about: z.string().optional(),
  aliases: z.record(z.string(), z.string()).default({}),
  rows: z.record(
    z.string(),
    z.strictObject({
      names: z.array(z.strictObject({ text: z.string(), lang: z.string() })).default([]),
      admin: z.string().optional(),
      precision: z.string().optional(),
      kind: z.string().optional(),
      zone: z.string().optional(),
      lat: z.string().optional(),
      lon: z.string().optional(),
      coordinate_source: z.string().optional(),
    }),
  ),
});
export type ProfileTable = z.infer<typeof tableSchema>;

/** A profile from JSON, with where and why it is refused. */
export function parseProfile(json: unknown, name: string): Result<Profile, Failure<'E_PROFILE_FORM'>> {
  const parsed = profileSchema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return fail('E_PROFILE_FORM', { profile: name, where: issue?.path.join('.') ?? '', why: issue?.message ?? '' });
}

/**
 * The profile that a file's columns fit best: all columns it asks for are there, and it asks for the most. Null when
 * none fits or two ask for equally many.
 */
export function matchProfile(header: readonly string[], profiles: readonly Profile[]): Profile | null {
  const has = new Set(header);
  const fitting = profiles
    .filter((p) => (p.match.columns?.length ?? 0) > 0 && p.match.columns?.every((c) => has.has(c)))
    .sort((a, b) => (b.match.columns?.length ?? 0) - (a.match.columns?.length ?? 0));
  const [best, second] = fitting;
  if (!best) return null;
  return second && second.match.columns?.length === best.match.columns?.length ? null : best;
}

/** The profile for a JSON document with these top-level members. */
export function matchShape(members: readonly string[], profiles: readonly Profile[]): Profile | null {
  const has = new Set(members);
  return profiles.find((p) => p.match.json_shape?.length && p.match.json_shape.every((m) => has.has(m))) ?? null;
}
