/** zod schemas of values and kinds, derived from the field definitions: what the API and OpenAPI speak. */
import { z } from 'zod';
import { parseEdtf } from '../base/dates.ts';
import { type FieldDef, isList, isRequired } from './field.ts';
import { KIND_PREFIX, type KindName } from './kind-names.ts';
import { KINDS } from './registry.ts';
import { termsOf } from './vocabulary.ts';

export const LIMITS = { textBytes: 65_536, names: 50, listValues: 200 } as const;

/** Decimal text with at most 12 places: how fractions travel. */
export const DECIMAL = /^-?\d{1,15}(?:\.\d{1,12})?$/;
const ID_BODY = '[0-9a-hjkmnp-tv-z]{26}';
export const ANY_ID = new RegExp(`^[a-z]{3}_${ID_BODY}$`);
const HASH = /^[0-9a-f]{64}$/;
export const UNIT = /^[a-z]{2}(?:\.[a-z0-9_]+)*$/;
export const GEOMETRY_TYPES = [
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
] as const;
export const NAME_KINDS = ['full', 'given', 'family', 'patronymic', 'alias', 'as_written', 'as_heard'] as const;
const SCRIPTS = ['Cyrl', 'Latn', 'Arab', 'Zyyy'] as const;

const text = z.string().min(1).max(LIMITS.textBytes);
const lang = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/);
const decimal = z.string().regex(DECIMAL);

function idSchema(refs: readonly KindName[]): z.ZodType<string> {
  if (refs.length === 0) return z.string().regex(ANY_ID);
  return z.string().regex(new RegExp(`^(?:${refs.map((k) => KIND_PREFIX[k]).join('|')})_${ID_BODY}$`));
}

function countSchema(fractions: boolean): z.ZodType {
  const n = fractions ? z.union([z.int().min(0), decimal]) : z.int().min(0);
  return z
    .strictObject({
      low: n,
      best: n.optional(),
      high: n.optional(),
      as_given: z.string().max(LIMITS.textBytes),
      unit: text.optional(),
      exact: z.boolean(),
    })
    .refine((c) => {
      const [low, best, high] = [Number(c.low), Number(c.best ?? c.low), Number(c.high ?? Number.POSITIVE_INFINITY)];
      return low >= 0 && low <= best && best <= high;
    }, 'low <= best <= high');
}

const placeSchema = z.union([
  idSchema(['Place']),
  z
    .strictObject({
      lat: decimal.optional(),
      lon: decimal.optional(),
      precision: z.enum(termsOf('place_precision')),
      admin: z.string().regex(UNIT).optional(),
      as_given: text.optional(),
    })
    .refine((p) => (p.lat === undefined) === (p.lon === undefined), 'lat and lon together')
    .refine((p) => p.lat !== undefined || p.as_given !== undefined, 'a point or words')
    .refine((p) => Math.abs(Number(p.lat ?? 0)) <= 90 && Math.abs(Number(p.lon ?? 0)) <= 180, 'degrees'),
]);

const nameSchema = z.strictObject({
  text,
  lang,
  script: z.enum(SCRIPTS),
  kind: z.enum(NAME_KINDS),
  of: text.optional(),
});

const position = z.array(decimal).min(2).max(3);
const line = z.array(position);
const geometrySchema = z.strictObject({
  type: z.enum(GEOMETRY_TYPES),
  coordinates: z.union([position, line, z.array(line), z.array(z.array(line))]),
});

/** Schema of one value: what one claim says. */
export function valueSchema(field: FieldDef): z.ZodType {
  switch (field.type) {
    case 'text':
      return field.prose ? z.union([text, z.strictObject({ text, lang, of: lang })]) : text;
    case 'choice':
      return z.enum(field.choices.map((c) => c.id));
    case 'term':
      return z.enum(termsOf(field.vocab ?? ''));
    case 'date':
      return z.string().refine((t) => parseEdtf(t).ok, 'EDTF');
    case 'count':
      return countSchema(field.decimal);
    case 'place':
      return placeSchema;
    case 'names':
      return nameSchema;
    case 'ref':
      return field.widget === 'ref_or_hash'
        ? z.union([idSchema(field.refs), z.string().regex(HASH)])
        : idSchema(field.refs);
    case 'ref_or_text':
      return text;
    case 'bool':
      return z.boolean();
    case 'url':
      return z.url({ protocol: /^(?:https?|ftp)$/ });
    case 'hash':
      return z.string().regex(HASH);
    case 'unit':
      return z.string().regex(UNIT);
    case 'geometry':
      return geometrySchema;
    case 'struct':
      return z.strictObject(shapeOf(field.members, (m) => isRequired(m, null)));
    case 'opaque':
      return z.unknown();
  }
}

function shapeOf(fields: readonly FieldDef[], required: (field: FieldDef) => boolean): { [name: string]: z.ZodType } {
  return Object.fromEntries(
    fields.map((field) => {
      const max = field.type === 'names' ? LIMITS.names : LIMITS.listValues;
      const one = valueSchema(field);
      const whole = isList(field)
        ? z
            .array(one)
            .min(required(field) ? 1 : 0)
            .max(max)
        : one;
      return [field.name, required(field) ? whole : whole.optional()] as const;
    }),
  );
}

const cache = new Map<KindName, z.ZodType>();

/** Schema of a record as the API takes and gives it: field -> value, list fields -> values. Fields required to create are required. */
export function kindSchema(kind: KindName): z.ZodType {
  let schema = cache.get(kind);
  if (!schema) {
    const fields = Object.values(KINDS[kind].fields).filter((f) => f.type !== 'opaque');
    schema = z.strictObject(shapeOf(fields, (f) => isRequired(f, null)));
    cache.set(kind, schema);
  }
  return schema;
}
