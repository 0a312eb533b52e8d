/** Lists of records: undo, map, timeline, saved searches, bulk actions, export: forms of requests and answers. */
import { z } from 'zod';

const text = (max: number) => z.string().max(max);
const read = { as_of: text(60).optional(), lang: z.enum(['kk', 'ru', 'en']).optional() };
const list = z.union([z.string(), z.array(z.string())]).transform((v) => (Array.isArray(v) ? v : [v]));
const flag = z.enum(['1', 'true', '0', 'false']).transform((v) => v === '1' || v === 'true');
const where = list.transform((items, ctx) =>
  items.map((item) => {
    const at = item.indexOf(':');
    if (at < 1) ctx.addIssue({ code: 'custom', message: `"${item.slice(0, 60)}" is not FIELD:VALUE` });
    return { field: item.slice(0, at), value: item.slice(at + 1) };
  }),
);

/** A filter in a query: `kind` repeated, `where=FIELD:VALUE` repeated. */
const filter = {
  ...read,
  text: text(400).optional(),
  kind: list.optional(),
  where: where.optional(),
  from: text(60).optional(),
  to: text(60).optional(),
  bounds: text(100).optional(),
};
/** The same filter in a body. */
const filterBody = z.strictObject({
  text: text(400).optional(),
  kinds: z.array(text(40)).max(40).optional(),
  where: z
    .array(z.strictObject({ field: text(80), value: text(400) }))
    .max(100)
    .optional(),
  from: text(60).optional(),
  to: text(60).optional(),
  bounds: text(100).optional(),
});
const saved = z.strictObject({
  text: text(400).optional(),
  kind: z.array(text(40)).max(40).optional(),
  where: z.array(text(500)).max(100).optional(),
  from: text(60).optional(),
  to: text(60).optional(),
  bounds: text(100).optional(),
  sort: z.enum(['newest', 'oldest', 'updated']).optional(),
  view: text(40).optional(),
});

/** Query of the download, which the server streams itself. */
export const EXPORT_QUERY = z.strictObject({
  ...filter,
  view: z.enum(['members', 'public']),
  /** Handle of words that stand in no address. */
  qs: text(40).optional(),
});

/** Query of a GET, or body of a write; members named in the path are left out. */
export const LISTS_INPUTS = {
  undo: z.strictObject({ entry: text(80), reason: text(2000).optional() }),
  'records.map': z.strictObject(filter),
  'records.timeline': z.strictObject({
    ...filter,
    bucket: z.enum(['day', 'week', 'month', 'year']).optional(),
    within: flag.optional(),
  }),
  'records.people': z.strictObject({ ...read }),
  'records.bulk': z.strictObject({
    filter: filterBody.optional(),
    ids: z.array(text(80)).max(5000).optional(),
    expect: z.number().int().min(1),
    action: z.enum(['tag', 'note', 'set_aside', 'review', 'task']),
    text: text(65_536),
    assignee: text(80).optional(),
    due: text(60).optional(),
    as_of: read.as_of,
  }),
  'searches.list': z.strictObject({ ...read }),
  'searches.put': z.strictObject({
    id: text(40).optional(),
    name: text(100),
    filter: saved,
    shared: z.boolean().optional(),
  }),
  'searches.delete': z.strictObject({}),
  'query.keep': z.strictObject({ text: text(400) }),
  'query.text': z.strictObject({ ...read }),
  'export.preview': z.strictObject({ ...filter, view: z.enum(['members', 'public']) }),
};

const counted = z.array(z.looseObject({ from: z.string(), to: z.string(), count: z.number() }));
const search = z.object({
  id: z.string(),
  name: z.string(),
  filter: z.looseObject({}),
  shared: z.boolean(),
  owner: z.string(),
  mine: z.boolean(),
});

export const LISTS_OUTPUTS = {
  undo: z.object({ entry: z.string(), entries: z.array(z.string()), ended: z.number() }),
  'records.map': z.object({
    marks: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        lat: z.number(),
        lon: z.number(),
        precision: z.string(),
        count: z.number(),
      }),
    ),
    more: z.object({ places: z.number(), count: z.number() }),
    elsewhere: z.number(),
    total: z.number(),
  }),
  'records.timeline': z.object({
    bucket: z.string(),
    bars: counted,
    spans: counted,
    spans_more: z.number(),
    undated: z.number(),
    total: z.number(),
  }),
  'records.people': z.object({ people: z.array(z.object({ id: z.string(), name: z.string() })) }),
  'records.bulk': z.object({
    entry: z.string(),
    entries: z.array(z.string()),
    changed: z.number(),
    skipped: z.array(z.object({ id: z.string(), title: z.string(), reason: z.string() })),
    skipped_count: z.number(),
  }),
  'searches.list': z.object({ searches: z.array(search) }),
  'searches.put': search,
  'searches.delete': z.object({ id: z.string() }),
  'query.keep': z.object({ qs: z.string() }),
  'query.text': z.object({ text: z.string().nullable() }),
  'export.preview': z.object({
    matching: z.number(),
    rows: z.number(),
    not_in_view: z.array(z.object({ kind: z.string(), count: z.number() })),
    left_out: z.array(z.object({ reason: z.string(), count: z.number() })),
    looked_at: z.number(),
  }),
};
