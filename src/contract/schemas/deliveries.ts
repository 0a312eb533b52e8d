/** Demands and deliveries: what was handed over, reply dates, right of reply: forms of requests and answers. */
import { z } from 'zod';

const text = (max = 200) => z.string().max(max);
const id = z.string().min(1).max(80);
const edtf = z.string().max(60);
const ids = z.array(id).max(200);
const read = { as_of: edtf.optional(), lang: z.enum(['kk', 'ru', 'en']).optional() };
const decision = { to: text(40), at: edtf, because: ids, note: text(65_536).optional() };

/** Query of a GET, or body of a write; members named in the path are left out. */
export const DELIVERIES_INPUTS = {
  'deliveries.list': z.strictObject({ ...read, demand: text(80).optional(), clock: text(40).optional() }),
  'deliveries.rules': z.strictObject({ ...read }),
  'deliveries.new': z.strictObject({
    what: ids,
    purpose: text(40),
    addressee: text(80),
    channel: text(40),
    at: edtf,
    incoming_no: text(200).optional(),
    receipt: ids.optional(),
    due_date: edtf.optional(),
    due_basis: text(400).optional(),
    due_row: text(80).optional(),
    note: text(65_536).optional(),
  }),
  'deliveries.receipt': z.strictObject({ receipt: ids, incoming_no: text(200).optional() }),
  'deliveries.answer': z.strictObject({
    response: id.optional(),
    at: edtf.optional(),
    text: text(65_536).optional(),
    bears: text(40).optional(),
    demands: ids.optional(),
    evidence: ids.optional(),
  }),
  'deliveries.withdraw': z.strictObject({ at: edtf.optional(), reason: text(2000) }),
  'deliveries.letter': z.strictObject({ ...read }),
  'demand.decide': z.strictObject(decision),
  'demand.second': z.strictObject({ answer: z.enum(['yes', 'no', 'withdraw']), note: text(65_536).optional() }),
  'demand.sides': z.strictObject({
    ours: text(2000),
    theirs: text(2000),
    ours_source: text(80),
    theirs_source: text(80),
    at: edtf.optional(),
  }),
  'demand.indicator': z.strictObject({
    question: text(2000),
    source: text(40),
    proves: text(40),
    target: text(200).optional(),
    unit: text(80).optional(),
    check_every: text(10).optional(),
    query: text(400).optional(),
  }),
};

const written = z.looseObject({ entry: z.string() });
const madeOne = z.looseObject({ id: z.string(), entry: z.string() });

export const DELIVERIES_OUTPUTS = {
  'deliveries.list': z.looseObject({
    total: z.number(),
    deliveries: z.array(
      z.looseObject({
        id: z.string(),
        at: z.string(),
        purpose: z.string(),
        channel: z.string(),
        clock: z.looseObject({ state: z.string(), days: z.number().nullable() }),
      }),
    ),
  }),
  'deliveries.rules': z.looseObject({
    rules: z.array(z.looseObject({ id: z.string(), basis: z.string(), length: z.number(), status: z.string() })),
  }),
  'deliveries.new': madeOne,
  'deliveries.receipt': madeOne,
  'deliveries.answer': madeOne,
  'deliveries.withdraw': madeOne,
  'deliveries.letter': z.looseObject({ lang: z.string(), paragraphs: z.array(z.string()) }),
  'demand.decide': z.looseObject({ kept: z.boolean(), entry: z.string(), state: z.string().nullable() }),
  'demand.second': written,
  'demand.sides': written,
  'demand.indicator': madeOne,
};
