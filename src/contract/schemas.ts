/** Forms of requests and answers of the HTTP API (zod 4): validation and the OpenAPI document are made from them. */
import { z } from 'zod';
import type { Json } from '../base/result.ts';
import { SIGNALS_INPUTS, SIGNALS_OUTPUTS } from './schemas/signals.ts';
import { LISTS_INPUTS, LISTS_OUTPUTS } from './schemas/lists.ts';
import { RECORD_INPUTS, RECORD_OUTPUTS } from './schemas/record.ts';
import { FINDINGS_INPUTS, FINDINGS_OUTPUTS } from './schemas/findings.ts';
import { STATEMENTS_INPUTS, STATEMENTS_OUTPUTS } from './schemas/statements.ts';
import { DELIVERIES_INPUTS, DELIVERIES_OUTPUTS } from './schemas/deliveries.ts';
import { PUBLICATIONS_INPUTS, PUBLICATIONS_OUTPUTS } from './schemas/publications.ts';
import { SAFETY_INPUTS, SAFETY_OUTPUTS } from './schemas/safety.ts';
import { LOG_INPUTS, LOG_OUTPUTS } from './schemas/log.ts';
import { COALITION_INPUTS, COALITION_OUTPUTS } from './schemas/coalition.ts';
import { EXCHANGE_INPUTS, EXCHANGE_OUTPUTS } from './schemas/exchange.ts';

const text = (max = 200) => z.string().max(max);
const id = z.string().min(1).max(80);
const edtf = z.string().max(60);
// A request body is JSON already; z.json() would make the OpenAPI document recurse without end.
const json = z.unknown().refine((value) => value !== undefined, 'a value is needed') as unknown as z.ZodType<Json>;
const list = z.union([z.string(), z.array(z.string())]).transform((v) => (Array.isArray(v) ? v : [v]));
const conf = z.enum(['reported', 'corroborated', 'verified', 'set_aside']);

/** `FIELD:VALUE`, repeated. */
const where = list.transform((items, ctx) =>
  items.map((item) => {
    const at = item.indexOf(':');
    if (at < 1) ctx.addIssue({ code: 'custom', message: `"${item.slice(0, 60)}" is not FIELD:VALUE` });
    return { field: item.slice(0, at), value: item.slice(at + 1) };
  }),
);

const read = {
  as_of: edtf.optional(),
  lang: z.enum(['kk', 'ru', 'en']).optional(),
};
const spoken = {
  speaker: text(300).optional(),
  conf: conf.optional(),
  modality: z.enum(['asserted', 'alleged', 'possible', 'denied', 'withdrawn']).optional(),
  source: id.optional(),
  obs: edtf.optional(),
  value_lang: text(20).optional(),
  note: text(65_536).optional(),
  vis: z.enum(['public', 'coalition', 'organisation', 'vault']).optional(),
};

/** Query of a GET, or body of a write, per use case; members named in the path are left out. */
export const INPUTS = {
  'spaces.list': z.strictObject({ lang: read.lang }),
  info: z.strictObject({}),
  'kinds.list': z.strictObject({ lang: read.lang }),
  'users.list': z.strictObject({}),
  'users.add': z.strictObject({ name: text(100), role: z.enum(['volunteer', 'documenter', 'reviewer', 'manager']) }),
  doctor: z.strictObject({}),
  search: z.strictObject({
    ...read,
    text: text(400).optional(),
    kind: list.optional(),
    where: where.optional(),
    facet: list.optional(),
    from: edtf.optional(),
    to: edtf.optional(),
    bounds: text(100).optional(),
    sort: z.enum(['newest', 'oldest', 'updated']).optional(),
    limit: z.coerce.number().int().optional(),
    after: text(600).optional(),
  }),
  'record.new': z.strictObject({ kind: text(40), fields: z.record(z.string(), json), ...spoken }),
  show: z.strictObject({ ...read }),
  history: z.strictObject({ ...read }),
  relations: z.strictObject({
    ...read,
    direction: z.enum(['from', 'to']),
    field: text(80),
    after: text(600).optional(),
    limit: z.coerce.number().int().min(1).max(200).optional(),
  }),
  claim: z.strictObject({
    id,
    field: text(80),
    value: json,
    replaces: text(80).optional(),
    seen: text(40).optional(),
    ...spoken,
  }),
  retract: z.strictObject({ claim: text(80), reason: text(2000).optional() }),
  review: z.strictObject({
    id,
    conclusion: text(40),
    text: text(65_536).optional(),
    check: z.enum(['source', 'technical', 'geolocation', 'chronolocation', 'corroboration', 'legal']).optional(),
    evidence: id.optional(),
    dissent: text(65_536).optional(),
    checks: z
      .array(
        z.strictObject({
          kind: z.enum(['source', 'technical', 'geolocation', 'chronolocation', 'corroboration', 'legal']),
          result: text(40),
          text: text(65_536).optional(),
          evidence: z.array(id).max(50).optional(),
        }),
      )
      .max(12)
      .optional(),
  }),
  today: z.strictObject({ ...read }),
  'demand.list': z.strictObject({ ...read }),
  'demand.show': z.strictObject({ ...read }),
  'demand.measure': z.strictObject({
    indicator: text(80),
    at: edtf,
    met: z.enum(['yes', 'no', 'unknown']),
    value: text(2000),
    evidence: z.array(id).max(200),
  }),
  'demand.respond': z.strictObject({
    at: edtf,
    from: text(300),
    text: text(65_536),
    bears: z.enum(['act', 'announcement', 'refusal', 'against', 'restoration', 'context']),
    by_addressee: z.boolean(),
    evidence: z.array(id).max(200),
  }),
  'demand.move': z.strictObject({
    to: text(40),
    at: edtf,
    because: z.array(id).max(200),
    note: text(65_536).optional(),
  }),
  'statement.list': z.strictObject({ ...read }),
  'statement.show': z.strictObject({ ...read }),
  custody: z.strictObject({ ...read }),
  ...SIGNALS_INPUTS,
  ...LISTS_INPUTS,
  ...RECORD_INPUTS,
  ...FINDINGS_INPUTS,
  ...STATEMENTS_INPUTS,
  ...DELIVERIES_INPUTS,
  ...PUBLICATIONS_INPUTS,
  ...SAFETY_INPUTS,
  ...LOG_INPUTS,
  ...COALITION_INPUTS,
  ...EXCHANGE_INPUTS,
} as const;

const item = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  space: z.string(),
  state: z.string().nullable(),
  date: z.string().nullable(),
  place: z.object({ id: z.string(), title: z.string() }).nullable(),
  n_competing: z.number(),
  n_origins: z.number(),
  organisations_differ: z.boolean(),
});
const claim = z.looseObject({
  claim: z.string(),
  value: json,
  text: z.string(),
  author: z.string(),
  by: z.string().nullable(),
  speaker: z.string().nullable(),
  conf: z.string(),
  sources: z.array(z.looseObject({ id: z.string(), title: z.string(), url: z.string().nullable() })),
  recordedAt: z.string(),
});
const field = z.looseObject({
  value: json,
  text: z.string(),
  claim: z.string(),
  n_competing: z.number(),
  n_origins: z.number(),
  claims: z.array(claim),
});
const demand = z.looseObject({
  id: z.string(),
  key: z.string(),
  kind: z.string(),
  text: z.string(),
  state: z.string().nullable(),
  history: z.array(
    z.looseObject({
      state: z.string(),
      at: z.string(),
      because: z.array(z.looseObject({ id: z.string(), title: z.string() })),
    }),
  ),
});
const written = z.looseObject({ entry: z.string() });
const open = z.looseObject({});

/** Answers; members may be added, none is renamed. */
export const OUTPUTS = {
  'spaces.list': z.object({
    spaces: z.array(z.looseObject({ id: z.string(), slug: z.string(), public: z.boolean() })),
  }),
  info: open,
  'kinds.list': z.object({ kinds: z.array(z.looseObject({ kind: z.string(), fields: z.array(open) })) }),
  'users.list': z.object({ users: z.array(open) }),
  'users.add': open,
  doctor: z.object({
    ok: z.boolean(),
    checks: z.array(z.looseObject({ name: z.string(), result: z.enum(['pass', 'fail', 'not-run', 'absent']) })),
  }),
  search: z.object({
    total: z.number(),
    items: z.array(item),
    facets: z
      .record(
        z.string(),
        z.array(z.object({ value: z.string(), label: z.string(), count: z.number(), id: z.string().optional() })),
      )
      .optional(),
    cursor: z.string().optional(),
    order: z.string(),
  }),
  'record.new': z.object({ id: z.string(), entry: z.string() }),
  show: z.looseObject({ id: z.string(), kind: z.string(), title: z.string(), fields: z.record(z.string(), field) }),
  history: z.object({ entries: z.array(open) }),
  relations: z.object({ items: z.array(item), cursor: z.string().optional() }),
  claim: z.looseObject({ entry: z.string(), claim: z.string() }),
  retract: written,
  review: written,
  today: open,
  'demand.list': z.object({ demands: z.array(demand) }),
  'demand.show': demand,
  'demand.measure': written,
  'demand.respond': written,
  'demand.move': written,
  'statement.list': z.object({ statements: z.array(open) }),
  'statement.show': open,
  custody: open,
  ...SIGNALS_OUTPUTS,
  ...LISTS_OUTPUTS,
  ...RECORD_OUTPUTS,
  ...FINDINGS_OUTPUTS,
  ...STATEMENTS_OUTPUTS,
  ...DELIVERIES_OUTPUTS,
  ...PUBLICATIONS_OUTPUTS,
  ...SAFETY_OUTPUTS,
  ...LOG_OUTPUTS,
  ...COALITION_OUTPUTS,
  ...EXCHANGE_OUTPUTS,
} as const satisfies { readonly [name in keyof typeof INPUTS]: z.ZodType };

/** Every failure. */
export const ERROR = z.object({
  error: z.looseObject({ code: z.string(), message: z.string(), remedy: z.string() }),
});
