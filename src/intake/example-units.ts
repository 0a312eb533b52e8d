/** The example's own records: indicators, two-sided notes, measurements, decisions, outages. Our reading, and said so. */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import type { KindName } from '../records/kind-names.ts';
import { isKindName } from '../records/kind-names.ts';
import type { Decisions, DecisionWords, Outages, Practice } from './example-files.ts';
import { draftCtx, type Fields, refOf, said, type UnitDraft, type UnitMaker } from './make-unit.ts';
import { tokensOf } from './row-state.ts';

const CTX = draftCtx([], { lang: 'en', modality: 'asserted' });

/** `Event EV047` to the id of that record. */
function namedRef(maker: UnitMaker, text: string): Result<string, Failure<'E_EXAMPLE_FILE'>> {
  const [kind = '', ...code] = tokensOf(text, ' ');
  if (!isKindName(kind) || code.length === 0) return fail('E_EXAMPLE_FILE', { file: 'decisions.json', where: text });
  return ok(refOf(maker, kind, code.join(' ')));
}

function namedRefs(maker: UnitMaker, texts: readonly string[]): Result<string[], Failure<'E_EXAMPLE_FILE'>> {
  const out: string[] = [];
  for (const text of texts) {
    const ref = namedRef(maker, text);
    if (!ref.ok) return ref;
    out.push(ref.value);
  }
  return ok(out);
}

/** The English text with its translations as further values. */
function inLanguages(words: { readonly [lang: string]: string }): Fields[string] {
  return Object.entries(words).map(([lang, text]) => (lang === 'en' ? text : said({ text, lang, of: 'en' }, { lang })));
}

/** `sources`: address and title of each source of the list, by its key. */
export function decisionDrafts(
  decisions: Decisions,
  maker: UnitMaker,
  sources: ReadonlyMap<string, readonly [url: string, title: string]>,
): Result<readonly UnitDraft[], Failure<'E_EXAMPLE_FILE'>> {
  const drafts: UnitDraft[] = [];
  const add = (key: string, kind: KindName, record: string, fields: Fields): void => {
    drafts.push({ key, ctx: CTX, records: [{ kind, key: [record], fields }] });
  };
  for (const [key, d] of Object.entries(decisions.demands)) {
    const sides = d.two_sided;
    const [ours, theirs] = [sides?.ours_source, sides?.theirs_source].map((s) =>
      s === undefined ? undefined : sources.get(s),
    );
    if (sides && (!ours || !theirs))
      return fail('E_EXAMPLE_FILE', { file: 'decisions.json', where: `${key}.two_sided` });
    add(`demand ${key}`, 'Demand', key, {
      rights: d.rights,
      indicators: d.indicators,
      ...(sides && ours && theirs
        ? {
            two_sided: {
              ours: sides.ours,
              theirs: sides.theirs,
              at: sides.at,
              ours_source: refOf(maker, 'Source', ...ours),
              theirs_source: refOf(maker, 'Source', ...theirs),
            },
          }
        : {}),
      ...(d.remark ? { remark: inLanguages(d.remark) } : {}),
      ...(d.track ? { track: refOf(maker, 'Demand', d.track) } : {}),
    });
  }
  for (const m of decisions.measurements) {
    const evidence = namedRefs(maker, m.evidence);
    if (!evidence.ok) return evidence;
    const { key, demand, ...rest } = m;
    const measured = { ...rest, evidence: evidence.value, measured_by: decisions.organisation, code: key };
    add(`measurement ${key}`, 'Measurement', key, { ...measured, demand: refOf(maker, 'Demand', demand) });
  }
  for (const { demand, to, at, because, note } of decisions.moves) {
    const grounds = namedRefs(maker, because);
    if (!grounds.ok) return grounds;
    const move = { to, at, because: grounds.value, deciders: decisions.deciders, note };
    add(`move ${demand} ${to} ${at}`, 'Demand', demand, { move });
  }
  return ok(drafts);
}

/** Translations of indicators, of the two sides and of reasons: claims beside the originals, in fields of their own. */
export function wordDrafts(words: DecisionWords, decisions: Decisions): readonly UnitDraft[] {
  return Object.entries(words.demands).map(([key, byLang]) => {
    const langs = Object.entries(byLang);
    const at = decisions.demands[key]?.two_sided?.at;
    const moves = decisions.moves.filter((m) => m.demand === key);
    const fields: Fields = {
      indicator_words: langs.flatMap(([lang, w]) =>
        Object.entries(w.indicators ?? {}).map(([indicator, question]) => ({ lang, indicator, question })),
      ),
      two_sided_words: langs.flatMap(([lang, w]) =>
        w.ours !== undefined && w.theirs !== undefined && at !== undefined
          ? [{ lang, of: at, ours: w.ours, theirs: w.theirs }]
          : [],
      ),
      move_words: langs.flatMap(([lang, w]) =>
        moves.flatMap((m) => {
          const note = w.moves?.[m.to];
          return note === undefined ? [] : [{ lang, to: m.to, at: m.at, note }];
        }),
      ),
    };
    const given = Object.fromEntries(Object.entries(fields).filter(([, v]) => Array.isArray(v) && v.length > 0));
    return { key: `words ${key}`, ctx: CTX, records: [{ kind: 'Demand', key: [key], fields: given }] };
  });
}

export function outageDrafts(outages: Outages, maker: UnitMaker): readonly UnitDraft[] {
  return outages.outages.map(({ key, place, medium, window, name }) => ({
    key: `outage ${key}`,
    ctx: CTX,
    records: [
      {
        kind: 'Outage',
        key: [key],
        fields: { code: key, place: refOf(maker, 'Place', place), medium, window, name: inLanguages(name) },
      },
    ],
  }));
}

/** Invented persons with followed cases: what must never run on real names. */
export function practiceDrafts(practice: Practice, maker: UnitMaker): readonly UnitDraft[] {
  const source = refOf(maker, 'Source', practice.source.title);
  const place = refOf(maker, 'Place', 'practice town');
  const names = (words: { readonly [lang: string]: string }): Fields[string] =>
    Object.entries(words).map(([lang, text]) => said({ text, lang, kind: 'full' }, { lang }));
  const one = (key: string, kind: KindName, record: string, fields: Fields): UnitDraft => ({
    key,
    ctx: CTX,
    records: [{ kind, key: [record], fields }],
  });
  const { name: town, ...where } = practice.place;
  return [
    one('place', 'Place', 'practice town', { ...where, names: names(town) }),
    one('source', 'Source', practice.source.title, practice.source),
    ...practice.organisations.map((o) =>
      one(`organisation ${o.key}`, 'Organisation', o.key, { names: names(o.name), kind: 'civil_society', code: o.key }),
    ),
    ...practice.persons.map((p) => personDraft(p, place, source)),
  ];
}

/** One person is one entry: names, case and what was done to them share one fate. */
function personDraft(p: Practice['persons'][number], place: string, source: string): UnitDraft {
  const consent = { by: 'family', scope: ['record', 'share_coalition', 'lawyer'], manner: 'phone', at: p.confirmed.at };
  const person: Fields = {
    code: p.key,
    names: { text: p.name, lang: 'en', kind: 'full' },
    name_withheld: false,
    minor: p.minor,
    consent,
    tags: 'invented',
  };
  const detention: Fields = {
    code: p.key,
    subject: '@0',
    followed: true,
    state: p.state,
    type: p.type,
    arrested_at: p.arrested_at,
    arrest_place: place,
    last_confirmed: p.confirmed,
    term_end: p.term_end,
    court: p.court,
    counsel: p.counsel,
    forces: p.forces,
    hearings: p.hearing === undefined ? undefined : { at: p.hearing },
    steps: p.step === undefined ? undefined : { what: p.step, at: '2022-01-12' },
    do_not_reinterview: p.do_not_reinterview,
    legal_profile: 'kz',
    act: p.act === undefined ? undefined : '@2',
    source,
    tags: 'invented',
  };
  const act: Fields = {
    type: p.act,
    victim: '@0',
    date: p.arrested_at,
    place,
    attribution: 'state_forces',
    status: 'unknown',
    source,
    tags: 'invented',
  };
  return {
    key: `person ${p.key}`,
    ctx: CTX,
    records: [
      { kind: 'Person', key: [p.key], fields: person },
      { kind: 'Detention', key: [p.key], fields: detention },
      ...(p.act === undefined ? [] : [{ kind: 'Act' as const, key: [`${p.key} act`], fields: act }]),
    ],
  };
}
