/** Statements: drafting, freezing, signing on another machine, confirmation, withdrawal: forms of requests and answers. */
import { z } from 'zod';

const text = (max: number) => z.string().max(max);
const id = z.string().min(1).max(80);
const day = z.string().max(60);
const lang = z.enum(['kk', 'ru', 'en']).optional();
const asOf = day.optional();
const tag = z
  .string()
  .max(20)
  .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/);
/** A sign file as text: what src/records/sign-request.ts reads. */
const file = text(900_000);
const addressees = z.array(text(300)).max(50);
const version = z.strictObject({
  lang: tag,
  text: text(65_536),
  standing: z.enum(['original', 'agreed', 'unofficial']),
});
const clause = z.strictObject({ lang: tag, text: text(20_000) });

/** Query of a GET, or body of a write; members named in the path are left out. */
export const STATEMENTS_INPUTS = {
  'statement.new': z.strictObject({
    title: text(2000),
    lang_original: tag,
    text: text(65_536),
    demands: z
      .array(z.strictObject({ key: text(40), verbatim: text(20_000), addressee: text(300).optional() }))
      .max(100),
    date: day.optional(),
  }),
  'statement.draft': z.strictObject({
    revision: text(80),
    title: text(2000),
    date: day.optional(),
    addressees,
    versions: z.array(version).max(12),
    demands: z.array(z.strictObject({ key: text(40), clauses: z.array(clause).max(12), addressees })).max(100),
    annexes: z.array(id).max(100),
  }),
  'statement.review': z.strictObject({ lang, as_of: asOf }),
  'statement.freeze': z.strictObject({ hash: text(64).optional() }),
  'statement.sign': z.strictObject({
    signed_as: text(300),
    mandate: text(2000).optional(),
    reservation: text(20_000).optional(),
  }),
  'statement.publish': z.strictObject({}),
  'statement.replace': z.strictObject({ date: day.optional() }),
  'statement.request': z.strictObject({ lang, as_of: asOf }),
  'statement.open_request': z.strictObject({ file }),
  'statement.answer': z.strictObject({
    file,
    signed_as: text(300),
    mandate: text(2000),
    reservation: text(20_000).optional(),
  }),
  'statement.check_answer': z.strictObject({ file }),
  'statement.add_signature': z.strictObject({ file, signatory: id.optional() }),
  'statement.signatory': z.strictObject({ name: text(300), country: text(100).optional(), at: day.optional() }),
  'statement.confirm': z.strictObject({ by: text(300), channel: text(300), at: day, evidence: text(80) }),
  'statement.withdraw_signature': z.strictObject({ at: day, reason: text(20_000) }),
  'statement.withdraw': z.strictObject({ at: day, reason: text(20_000), deciders: z.array(id).max(200) }),
} as const;

const written = z.looseObject({ id: z.string(), entry: z.string() });
const saved = z.looseObject({ name: z.string(), file: z.string(), hash: z.string() });

export const STATEMENTS_OUTPUTS = {
  'statement.new': written,
  'statement.draft': z.object({ id: z.string(), entry: z.string(), revision: z.string() }),
  'statement.review': z.looseObject({ id: z.string(), hash: z.string(), missing: z.array(z.string()) }),
  'statement.freeze': z.looseObject({ id: z.string(), text_hash: z.string(), entry: z.string() }),
  'statement.sign': z.looseObject({ id: z.string(), entry: z.string(), verified: z.boolean() }),
  'statement.publish': written,
  'statement.replace': written,
  'statement.request': saved,
  'statement.open_request': z.looseObject({ statement: z.string(), hash: z.string(), claimed: z.string() }),
  'statement.answer': saved,
  'statement.check_answer': z.looseObject({ checks: z.array(z.looseObject({ name: z.string(), result: z.string() })) }),
  'statement.add_signature': z.looseObject({ id: z.string(), entry: z.string(), verified: z.boolean() }),
  'statement.signatory': written,
  'statement.confirm': written,
  'statement.withdraw_signature': written,
  'statement.withdraw': z.looseObject({ id: z.string(), entry: z.string(), demands: z.array(z.string()) }),
} as const;
