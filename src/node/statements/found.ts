/** What the use cases of statements share: the statement meant, the day, one entry over several records. */
import { refuse } from '../../base/failures.ts';
import type { Json } from '../../base/result.ts';
import type { Ctx, End, PayloadClaim } from '../../ledger/model.ts';
import { asDate } from '../../records/field-values.ts';
import { parseRecordId } from '../../records/kind-names.ts';
import type { RecordClaim, RecordView } from '../../records/model.ts';
import { type Context, actor, authorOf, follow } from '../context.ts';
import { ctxOf, parseClaimId, payloadOf } from '../payloads.ts';
import { type Reading, startReading } from '../reading.ts';
import { resolveId } from '../reads/show.ts';
import type { Space } from '../spaces.ts';
import { parsedValue } from '../writes/claims.ts';

export const today = (c: Pick<Context, 'parts'>): string => new Date(c.parts.clock()).toISOString().slice(0, 10);

/** The day given, or today. Throws E_DATE. */
export function dayOf(c: Context, given: string | undefined): string {
  const text = given?.trim() ?? '';
  if (text === '') return today(c);
  return asDate(text) === null ? refuse('E_DATE', { value: text.slice(0, 60) }) : text;
}

export interface Found {
  readonly view: RecordView;
  readonly reading: Reading;
  readonly space: Space;
}

/** The record of that kind. Throws E_NOT_FOUND, also when it stands in another space than the one named. */
async function recordOf(
  c: Context,
  kind: string,
  input: { readonly space?: string; readonly id: string },
): Promise<Found> {
  const id = await resolveId(c.parts, input.id, input.space);
  const reading = await startReading(c.parts);
  const view = await reading.view(id.text);
  const home = view ? (await reading.item(id.text))?.space : undefined;
  const space = c.parts.spaces.find(input.space ?? home);
  if (!view || view.kind !== kind || home !== space.hex) return refuse('E_NOT_FOUND', { id: input.id.slice(0, 80) });
  return { view, reading, space };
}

export const statementOf = (c: Context, input: { readonly space?: string; readonly id: string }): Promise<Found> =>
  recordOf(c, 'Statement', input);

export const signatureOf = (
  c: Context,
  input: { readonly space?: string; readonly signature: string },
): Promise<Found> => recordOf(c, 'CoSignature', { ...present(input.space), id: input.signature });

const present = (space: string | undefined): { readonly space?: string } => (space === undefined ? {} : { space });

/** Subject of a text id. */
export function subjectOf(id: string): Uint8Array {
  const parsed = parseRecordId(id);
  return parsed.ok ? parsed.value.id : refuse(parsed.error.code, parsed.error.params);
}

/** One entry about several records of one space: what it says, what it ends. */
export interface Action {
  /** Adds a claim checked as a form's would be; `replaces` is a claim of our own that it takes the place of. */
  say(kind: string, subject: Uint8Array, field: string, value: Json, lang?: string, replaces?: string): void;
  /** Adds bytes that no form gives. */
  keep(kind: string, subject: Uint8Array, field: string, value: Uint8Array): void;
  end(claim: string): void;
  readonly empty: () => boolean;
  /** Durable when it resolves; the entry's id. */
  write(space: Space, person: string | undefined): Promise<string>;
}

export function startAction(c: Context): Action {
  const claims: PayloadClaim[] = [];
  const ends: End[] = [];
  const endOf = (claim: string, by: number | null): void => {
    const target = parseClaimId(claim);
    if (target) ends.push({ type: 'claim', target, by, reason: null });
  };
  const ctx = (lang: string | undefined): Ctx | null => (lang === undefined ? null : ctxOf({ extra: { lang } }));
  return {
    say(kind, subject, field, value, lang, replaces) {
      if (replaces !== undefined) endOf(replaces, claims.length);
      claims.push({ subject, kind, field, value: parsedValue(kind, field, value), ctx: ctx(lang) });
    },
    keep(kind, subject, field, value) {
      claims.push({ subject, kind, field, value, ctx: null });
    },
    end: (claim) => endOf(claim, null),
    empty: () => claims.length === 0 && ends.length === 0,
    async write(space, person) {
      const { by } = await actor(c, person);
      const [entry] = await authorOf(c).append(space, [{ payload: payloadOf(by, ctxOf({}), claims, ends) }]);
      await follow(c);
      return entry ?? '';
    },
  };
}

/** Our own live claims on a field, by claim id. */
export const ownClaims = (view: RecordView | null, field: string, ours: ReadonlySet<string>): readonly RecordClaim[] =>
  [...(view?.fields[field]?.claims ?? [])]
    .filter((x) => ours.has(x.party))
    .sort((a, b) => (a.claim < b.claim ? -1 : 1));
