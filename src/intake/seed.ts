/**
 * Reader of `seed.json`, the structure of a published statement: the statement, its demands with their verbatim
 * clauses (each must occur in the text), addressees and signatories, what it reports. Form: docs/formats/import-profile.md.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { toHex } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { occursIn } from '../base/text.ts';
import { canonicalText, textHash } from '../records/statement-text.ts';
import { tableShared } from './compile-shared.ts';
import { derivedId } from './ids.ts';
import { draftCtx, type Fields, makeUnits, refOf, said, type UnitDraft, type UnitMaker } from './make-unit.ts';
import type { ImportTarget } from './port.ts';
import type { Profile, ProfileTable } from './profile.ts';
import type { SharedUnit, Unit } from './unit.ts';

const id = z.string().min(1);
const quote = z.object({ id, verbatim: z.string().min(1) });
const seedSchema = z.object({
  code: z.string().default('ST002'),
  title: z.string(),
  date: z.string(),
  language: z.string(),
  published_at: z.array(z.object({ url: z.url() })).min(1),
  addressees_header: z.array(quote.extend({ kind: z.string() })),
  addressees_in_text: z.array(quote.extend({ kind: z.string() })),
  situation: z.object({
    dates: z.string(),
    verbatim: z.string(),
    signals: z.array(z.object({ verbatim: z.string(), modality: z.string() })),
  }),
  protester_demands_reported: z.array(quote),
  demands: z.array(quote.extend({ addressee: z.string(), topic: z.string(), measure_hint: z.string() })),
  signatories: z.array(
    z.object({ n: z.number().int(), verbatim: z.string(), name: z.string(), iso_3166_1: z.string().nullable() }),
  ),
});

/** Words by language, such as plain-word texts of demands and names of addressees. */
const wordsSchema = z.record(z.string(), z.record(z.string(), z.string()));
export const translationsSchema = z.object({ demands: wordsSchema, organisations: wordsSchema });
export type Translations = z.infer<typeof translationsSchema>;

export interface SeedTexts {
  /** The published text. */
  readonly original: string;
  /** Unofficial translations, by language. */
  readonly unofficial: { readonly [lang: string]: string };
  readonly words: Translations | null;
}

const ADDRESSEE_KIND: Readonly<Record<string, string>> = {
  head_of_state: 'head_of_state',
  international_community: 'international_community',
  authorities: 'government',
  international_organisations_and_media: 'international_organisation',
  diplomatic_missions: 'diplomatic_mission',
};
/** The source under which the list of sources has the statement. */
const SOURCE = {
  title: 'Statement of human rights groups on events in Kazakhstan',
  publisher: 'Freedom of Eurasia (13 signatories)',
};
const NATION = 'Kazakhstan (nationwide)';
const PRECEDENTS = ['ZH003', 'ZH010'];

type Seed = z.infer<typeof seedSchema>;

/** A text with its translations as further values. */
function worded(
  original: string,
  lang: string,
  words: { readonly [lang: string]: string } | undefined,
): Fields[string] {
  const others = Object.entries(words ?? {}).filter(([l]) => l !== lang);
  return [original, ...others.map(([l, text]) => said({ text, lang: l, of: lang }, { lang: l }))];
}

/** Each clause that the structure quotes must stand in the text: E_QUOTE names the first that does not. */
function checkQuotes(seed: Seed, text: string): Failure | null {
  const quotes = [
    ...seed.demands,
    ...seed.protester_demands_reported,
    ...seed.addressees_header,
    ...seed.addressees_in_text,
    ...seed.signatories.map((s) => ({ id: `signatory ${s.n}`, verbatim: s.verbatim })),
    ...seed.situation.signals.map((s, i) => ({ id: `signal ${i + 1}`, verbatim: s.verbatim })),
    { id: 'situation', verbatim: seed.situation.verbatim },
  ];
  const missing = quotes.find((q) => !occursIn(q.verbatim, text));
  return missing ? { code: 'E_QUOTE', params: { demand: missing.id, quote: missing.verbatim.slice(0, 200) } } : null;
}

export function seedUnits(
  document: unknown,
  texts: SeedTexts,
  profile: Profile,
  tables: ReadonlyMap<string, ProfileTable>,
  target: Pick<ImportTarget, 'mac' | 'isPublic'>,
): Result<readonly Unit[], Failure> {
  const parsed = seedSchema.safeParse(document);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail('E_JSON', { row: 1, why: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
  }
  const seed = parsed.data;
  const wrong = checkQuotes(seed, texts.original);
  if (wrong) return fail(wrong.code, wrong.params);
  const maker: UnitMaker = { target, namespace: profile.idNamespace };
  const url = seed.published_at[0]?.url ?? '';
  const source = derivedId(target, profile.idNamespace, 'Source', [url, SOURCE.title]);
  const ctx = draftCtx([source], { lang: seed.language, modality: 'asserted', reliability: 'high' }, seed.date);
  const place = tableShared({
    name: 'place',
    kind: 'Place',
    key: NATION,
    table: tables.get('kz-places') ?? null,
    profile,
    target,
  });
  const drafts = [
    ...organisations(seed, texts, ctx),
    ...demands(seed, texts, maker, ctx),
    statement(seed, texts, maker, ctx),
    ...cosignatures(seed, texts, maker, ctx),
    ...reported(seed, maker, ctx),
  ];
  const units = makeUnits(maker, drafts);
  if (!units.ok) return units;
  const origin = makeUnits(maker, [
    {
      key: `shared\u001fsource\u001f${url}\u001f${SOURCE.title}`,
      ctx: draftCtx([], { lang: seed.language }),
      records: [
        {
          kind: 'Source',
          key: [url, SOURCE.title],
          fields: { ...SOURCE, url, kind: 'ngo_report', reliability: 'unknown' },
        },
      ],
    },
  ]);
  if (!origin.ok) return origin;
  const shared: SharedUnit[] = [
    ...origin.value.map((unit): SharedUnit => ({ kind: 'Source', id: source, unit })),
    ...(place ? [place] : []),
  ];
  return ok(units.value.map((u, i) => (i === 0 ? { ...u, shared } : u)));
}

type Ctx = UnitDraft['ctx'];

function organisations(seed: Seed, texts: SeedTexts, ctx: Ctx): readonly UnitDraft[] {
  const lang = seed.language;
  const addressees = [...seed.addressees_header, ...seed.addressees_in_text].map((a): UnitDraft => {
    const words = texts.words?.organisations[a.id] ?? { [lang]: a.verbatim };
    const names = Object.entries(words).map(([l, text]) => said({ text, lang: l, kind: 'full' }, { lang: l }));
    const fields = { names, kind: ADDRESSEE_KIND[a.kind] ?? 'unknown', code: a.id };
    return { key: `organisation ${a.id}`, ctx, records: [{ kind: 'Organisation', key: [a.id], fields }] };
  });
  const signatories = seed.signatories.map((s): UnitDraft => {
    const names = { text: s.name, lang, kind: 'as_written' };
    const fields = {
      names,
      kind: 'civil_society',
      ...(s.iso_3166_1 ? { country: s.iso_3166_1 } : {}),
      code: `S${s.n}`,
    };
    return { key: `organisation S${s.n}`, ctx, records: [{ kind: 'Organisation', key: [`S${s.n}`], fields }] };
  });
  return [...addressees, ...signatories];
}

const demandText = (seed: Seed, texts: SeedTexts, d: { readonly id: string; readonly verbatim: string }): string =>
  texts.words?.demands[d.id]?.[seed.language] ?? d.verbatim;

function demands(seed: Seed, texts: SeedTexts, maker: UnitMaker, ctx: Ctx): readonly UnitDraft[] {
  const statementId = refOf(maker, 'Statement', seed.code);
  const draft = (key: string, fields: Fields): UnitDraft => ({
    key: `demand ${key}`,
    ctx,
    records: [{ kind: 'Demand', key: [key], fields }],
  });
  const common = (d: { readonly id: string; readonly verbatim: string }): Fields => ({
    key: d.id,
    code: d.id,
    text: worded(demandText(seed, texts, d), seed.language, texts.words?.demands[d.id]),
    verbatim: d.verbatim,
    statement: statementId,
  });
  return [
    ...seed.demands.map((d) =>
      draft(d.id, {
        ...common(d),
        kind: 'coalition',
        topic: d.topic,
        addressee: refOf(maker, 'Organisation', d.addressee),
        priority: /immediate/i.test(d.verbatim) ? 'immediate' : 'high',
      }),
    ),
    ...seed.protester_demands_reported.map((d) => draft(d.id, { ...common(d), kind: 'reported', priority: 'normal' })),
  ];
}

/** The demands are hashed in the words of the statement. */
function hashOf(seed: Seed, texts: SeedTexts): string {
  const versions = [{ lang: seed.language, text: texts.original, standing: 'original' as const }];
  const asked = seed.demands.map((d) => ({ id: d.id, text: d.verbatim }));
  const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
  return toHex(textHash(sha256, { versions, annexes: [], demands: asked }));
}

function statement(seed: Seed, texts: SeedTexts, maker: UnitMaker, ctx: Ctx): UnitDraft {
  const addressees = [...seed.addressees_header, ...seed.addressees_in_text];
  const versions = [
    { lang: seed.language, text: canonicalText(texts.original), standing: 'original' },
    ...Object.entries(texts.unofficial).map(([lang, text]) =>
      said({ lang, text: canonicalText(text), standing: 'unofficial' }, { lang }),
    ),
  ];
  const fields: Fields = {
    code: seed.code,
    title: seed.title,
    kind: 'joint statement',
    state: 'published',
    date: seed.date,
    issuer: seed.signatories.map((s) => refOf(maker, 'Organisation', `S${s.n}`)),
    addressee: addressees.map((a) => refOf(maker, 'Organisation', a.id)),
    versions,
    demands: seed.demands.map((d) => refOf(maker, 'Demand', d.id)),
    text_hash: hashOf(seed, texts),
  };
  return { key: 'statement', ctx, records: [{ kind: 'Statement', key: [seed.code], fields }] };
}

/** Signatures as printed: named in the text, never verified. */
function cosignatures(seed: Seed, texts: SeedTexts, maker: UnitMaker, ctx: Ctx): readonly UnitDraft[] {
  const text_hash = hashOf(seed, texts);
  return seed.signatories.map((s) => {
    const fields: Fields = {
      code: `S${s.n}`,
      statement: refOf(maker, 'Statement', seed.code),
      text_hash,
      signatory: refOf(maker, 'Organisation', `S${s.n}`),
      signed_as: { name: s.verbatim },
      scope: 'whole',
      at: seed.date,
      basis: 'reported',
    };
    return { key: `cosignature ${s.n}`, ctx, records: [{ kind: 'CoSignature', key: [`S${s.n}`], fields }] };
  });
}

/** What the statement reports: the rallies, the alarming signals, the precedent. */
function reported(seed: Seed, maker: UnitMaker, ctx: Ctx): readonly UnitDraft[] {
  const place = refOf(maker, 'Place', NATION);
  const event: UnitDraft = {
    key: 'event rallies',
    ctx,
    records: [
      {
        kind: 'Event',
        key: [`${seed.code} rallies`],
        fields: {
          code: `${seed.code}-E`,
          title: seed.situation.verbatim,
          kind: 'protest',
          date: seed.situation.dates,
          place,
        },
      },
    ],
  };
  const possible = { ...ctx, extra: { ...ctx.extra, modality: 'possible' } };
  const signals = seed.situation.signals.map(
    (s, i): UnitDraft => ({
      key: `signal ${i + 1}`,
      ctx: possible,
      records: [
        {
          kind: 'Signal',
          key: [`${seed.code} signal ${i + 1}`],
          fields: {
            code: `${seed.code}-S${i + 1}`,
            state: 'new',
            channel: 'partner',
            received_at: seed.date,
            claimed_at: seed.situation.dates,
            place,
            text: s.verbatim,
            theme: /armed forces/.test(s.verbatim) ? 'forces_movement' : 'shooting',
            urgency: 'immediate',
          },
        },
      ],
    }),
  );
  const relations = PRECEDENTS.map((code): UnitDraft => {
    const fields = {
      from: refOf(maker, 'Event', code),
      to: refOf(maker, 'Event', `${seed.code} rallies`),
      kind: 'precedent_of',
    };
    return {
      key: `precedent ${code}`,
      ctx,
      records: [{ kind: 'Relation', key: [`${code} precedent_of ${seed.code}`], fields }],
    };
  });
  return [event, ...signals, ...relations];
}
