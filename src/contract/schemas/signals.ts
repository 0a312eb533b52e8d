/** Signals: triage, hints, presence, spikes, intake by form, file and public link: forms of requests and answers. */
import { z } from 'zod';
import { TRIAGE_ACTIONS } from '../areas/signals.ts';
import type { Json } from '../../base/result.ts';

const id = z.string().min(1).max(80);
const edtf = z.string().max(60);
const words = (max: number) => z.string().max(max);
const json = z.unknown().refine((value) => value !== undefined, 'a value is needed') as unknown as z.ZodType<Json>;
const list = z.union([z.string(), z.array(z.string())]).transform((v) => (Array.isArray(v) ? v : [v]));
const flag = z.enum(['true', 'false']).transform((v) => v === 'true');
const read = { as_of: edtf.optional(), lang: z.enum(['kk', 'ru', 'en']).optional() };
const PROSE = 65_536;

const triage = {
  ...read,
  action: z.enum(TRIAGE_ACTIONS),
  assignee: words(100).optional(),
  other: id.optional(),
  origin: z.enum(['independent', 'same_origin']).optional(),
  attach: id.optional(),
  event: z.record(z.string(), json).optional(),
  reason: words(PROSE).optional(),
  contradicted_by: id.optional(),
  until: edtf.optional(),
};

/** Query of a GET, or body of a write; members named in the path are left out. */
export const SIGNALS_INPUTS = {
  'signals.list': z.strictObject({
    ...read,
    state: list.optional(),
    place: list.optional(),
    theme: list.optional(),
    flagged: flag.optional(),
    mine: flag.optional(),
    assigned: words(100).optional(),
    later: flag.optional(),
    sort: z.enum(['received', 'oldest']).optional(),
    limit: z.coerce.number().int().optional(),
    after: words(600).optional(),
  }),
  'signals.candidates': z.strictObject({ ...read }),
  'signals.triage': z.strictObject({ ...triage, expect: words(80).optional() }),
  'signals.triage_many': z.strictObject({
    ...triage,
    ids: z.array(id).min(1).max(500),
    expect: z.record(z.string(), words(80)).optional(),
  }),
  'signals.presence': z.strictObject({ reading: z.boolean() }),
  'signals.present': z.strictObject({ lang: read.lang }),
  'signals.spikes': z.strictObject({ ...read }),
  'signals.new': z.strictObject({
    channel: words(40),
    text: z.string().min(1).max(PROSE),
    text_lang: words(20).optional(),
    place: json.optional(),
    claimed_at: edtf.optional(),
    received_at: edtf.optional(),
    theme: words(60).optional(),
    urgency: words(60).optional(),
    speaker: words(300).optional(),
    sender: words(2_000).optional(),
    sender_risk: words(60).optional(),
    media: z.array(id).max(50).optional(),
    source: id.optional(),
  }),
  'signals.form': z.strictObject({ lang: read.lang }),
  'signals.form_put': z.strictObject({
    on: z.boolean().optional(),
    renew: z.boolean().optional(),
    title: words(200).optional(),
    expires: edtf.nullable().optional(),
  }),
};

const open = z.looseObject({});
const form = z.looseObject({ on: z.boolean(), path: z.string().nullable(), title: z.string() });
const present = z.object({
  present: z.array(z.looseObject({ id: z.string(), person: z.object({ id: z.string(), name: z.string() }) })),
});

export const SIGNALS_OUTPUTS = {
  'signals.list': z.looseObject({
    items: z.array(z.looseObject({ id: z.string(), title: z.string(), state: z.string(), revision: z.string() })),
    total: z.number(),
    cursor: z.string().optional(),
    counts: open,
    facets: open,
  }),
  'signals.candidates': z.looseObject({
    duplicates: z.array(open),
    corroborating: z.array(open),
    events: z.array(open),
    n_origins: z.number(),
  }),
  'signals.triage': z.looseObject({ entry: z.string(), state: z.string(), revision: z.string() }),
  'signals.triage_many': z.looseObject({ count: z.number(), entries: z.array(z.string()), left_out: z.array(open) }),
  'signals.presence': present,
  'signals.present': present,
  'signals.spikes': z.looseObject({ alarms: z.array(open), tested: z.number() }),
  'signals.new': z.looseObject({ id: z.string(), entry: z.string() }),
  'signals.form': form,
  'signals.form_put': form,
};
