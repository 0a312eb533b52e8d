/** Publications: checks, building, preview, corrections, withdrawal, mirrors: forms of requests and answers. */
import { z } from 'zod';

const langName = z.enum(['kk', 'ru', 'en']);
const read = { as_of: z.string().max(60).optional(), lang: langName.optional() };
const prose = z.string().trim().min(1).max(20_000);
const texts = z
  .strictObject({ kk: prose.optional(), ru: prose.optional(), en: prose.optional() })
  .refine((t) => t.kk !== undefined || t.ru !== undefined || t.en !== undefined, 'a text in one language is needed');
const selection = {
  langs: z.array(langName).min(1).max(3).optional(),
  parts_out: z
    .array(z.enum(['events', 'figures', 'connectivity', 'responses', 'persons']))
    .max(5)
    .optional(),
  leave_out: z.array(z.string().min(1).max(120)).max(5000).optional(),
  read_as_of: z.string().max(60).nullable().optional(),
};
const code = z.string().max(40);
const fingerprint = z.string().max(64);

/** Query of a GET, or body of a write; members named in the path are left out. */
export const PUBLICATIONS_INPUTS = {
  'editions.list': z.strictObject({ ...read }),
  'editions.build': z.strictObject({}),
  'editions.plan': z.strictObject({ ...read }),
  'editions.prepare': z.strictObject(selection),
  'editions.accept': z.strictObject({ code, fingerprint, reason: prose, reason_lang: langName.optional() }),
  'editions.confirm': z.strictObject({ code, fingerprint }),
  'editions.unanswer': z.strictObject({ code }),
  'editions.cancel': z.strictObject({}),
  'editions.check': z.strictObject(selection),
  'editions.preview': z.strictObject(selection),
  'editions.verify': z.strictObject({ ...read }),
  'editions.diff': z.strictObject({ ...read }),
  'editions.copy': z.strictObject({ folder: z.string().min(1).max(1000) }),
  'editions.correct': z.strictObject({ texts, replaces: z.string().trim().max(2000).optional() }),
  'editions.withdraw': z.strictObject({ texts }),
  'mirrors.list': z.strictObject({ ...read }),
  'mirrors.put': z.strictObject({
    name: z.string().trim().min(1).max(100),
    kind: z.enum(['folder', 's3']),
    folder: z.string().max(1000).optional(),
    endpoint: z.string().max(500).optional(),
    region: z.string().max(60).optional(),
    bucket: z.string().max(100).optional(),
    prefix: z.string().max(300).optional(),
    access_key: z.string().max(200).optional(),
    secret_key: z.string().max(500).optional(),
  }),
  'mirrors.delete': z.strictObject({}),
  'mirrors.push': z.strictObject({ edition: z.number().int().min(1).optional() }),
};

const item = z.object({ id: z.string(), kind: z.string(), title: z.string() });
const work = z
  .looseObject({ state: z.string(), step: z.string(), done: z.number(), total: z.number().nullable() })
  .nullable();
const answer = z.looseObject({ code: z.string(), reason: z.string(), by_name: z.string(), confirmed: z.unknown() });
const plan = z.looseObject({
  number: z.number(),
  selection: z.looseObject({}),
  answers: z.array(answer),
  work,
  revision: z.number(),
});
const changes = z.looseObject({
  since: z.number().nullable(),
  added: z.array(item),
  changed: z.array(item),
  removed: z.array(item),
});
const edition = z.looseObject({ number: z.number(), at: z.string(), sha256: z.string(), langs: z.array(z.string()) });
const entry = z.object({ entry: z.string() });
const mirror = z.looseObject({ id: z.string(), name: z.string(), kind: z.string(), has_secret: z.boolean(), work });

export const PUBLICATIONS_OUTPUTS = {
  'editions.list': z.object({ editions: z.array(edition) }),
  'editions.build': edition,
  'editions.plan': plan,
  'editions.prepare': plan,
  'editions.accept': plan,
  'editions.confirm': plan,
  'editions.unanswer': plan,
  'editions.cancel': z.object({ asked: z.boolean() }),
  'editions.check': z.looseObject({
    checks: z.array(
      z.looseObject({ code: z.string(), verdict: z.string(), records: z.array(item), failure: z.string().nullable() }),
    ),
    changes,
    ready: z.boolean(),
  }),
  'editions.preview': z.looseObject({ preview: z.string(), expires: z.string(), pages: z.array(z.string()) }),
  'editions.verify': z.looseObject({
    ok: z.boolean(),
    checks: z.array(z.looseObject({ name: z.string(), result: z.string() })),
  }),
  'editions.diff': changes,
  'editions.copy': z.object({ dir: z.string(), files: z.number(), ok: z.boolean() }),
  'editions.correct': entry,
  'editions.withdraw': entry,
  'mirrors.list': z.object({ mirrors: z.array(mirror) }),
  'mirrors.put': mirror,
  'mirrors.delete': z.object({ deleted: z.boolean() }),
  'mirrors.push': z.looseObject({ edition: z.number(), sha256: z.string(), verified: z.boolean() }),
};
