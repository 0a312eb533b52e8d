/** The record page: verification, disclosure, reading at an entry, custody, consent: forms of requests and answers. */
import { z } from 'zod';

const text = (max = 200) => z.string().max(max);
const id = z.string().min(1).max(80);
const edtf = z.string().max(60);
const read = { as_of: edtf.optional(), lang: z.enum(['kk', 'ru', 'en']).optional() };
const open = z.looseObject({});
const written = z.looseObject({ entry: z.string() });

/** Query of a GET, or body of a write; members named in the path are left out. */
export const RECORD_INPUTS = {
  'record.page': z.strictObject({ ...read, at_entry: text(64).optional() }),
  'record.steps': z.strictObject({ ...read }),
  'record.decide': z.strictObject({
    field: text(80),
    claim: text(80),
    verb: z.enum(['prefer', 'exclude']),
    reason: text(2000),
  }),
  'record.verifications': z.strictObject({ ...read }),
  'record.disclosure': z.strictObject({ ...read, audience: z.enum(['public']).optional() }),
  'record.evidence': z.strictObject({ ...read }),
  'evidence.recheck': z.strictObject({}),
  'quote.check': z.strictObject({ source: id, quote: text(65_536) }),
  'consent.show': z.strictObject({ ...read }),
  'consent.give': z.strictObject({
    by: text(40),
    who: text(300).optional(),
    scope: z.array(text(40)).min(1).max(20),
    manner: text(40),
    at: edtf,
    until: edtf.optional(),
    evidence: id.optional(),
  }),
  'consent.approve': z.strictObject({ claim: text(80), reason: text(2000).optional() }),
  'consent.withdraw': z.strictObject({
    claim: text(80),
    scope: z.array(text(40)).min(1).max(20).optional(),
    at: edtf.optional(),
    reason: text(2000).optional(),
  }),
};

export const RECORD_OUTPUTS = {
  'record.page': z.looseObject({
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    fields: z.record(z.string(), open),
  }),
  'record.steps': z.object({ steps: z.array(open) }),
  'record.decide': written,
  'record.verifications': z.looseObject({ verifications: z.array(open) }),
  'record.disclosure': z.looseObject({ view: z.string(), disclosed: z.boolean(), fields: z.array(open) }),
  'record.evidence': z.looseObject({ items: z.array(open), total: z.number() }),
  'evidence.recheck': z.looseObject({ ok: z.boolean(), result: z.enum(['same', 'missing', 'differs']) }),
  'quote.check': z.looseObject({ result: z.enum(['found', 'differs', 'unread']) }),
  'consent.show': z.looseObject({ consents: z.array(open), scopes: z.array(open), copies: z.array(open) }),
  'consent.give': written,
  'consent.approve': written,
  'consent.withdraw': written,
};
