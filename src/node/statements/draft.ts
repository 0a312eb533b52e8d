/** Saving a draft: the whole of it in one entry that says what changed and ends what is gone; a newer save is never overwritten. */
import { toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import { uuid4 } from '../../base/ids.ts';
import type { Json } from '../../base/result.ts';
import { foldCase } from '../../base/text.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { DraftDemand } from '../../contract/areas/statements.ts';
import { encodeCbor } from '../../ledger/cbor.ts';
import { termOf, textOf } from '../../records/field-values.ts';
import { parseRecordId, recordId } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { checkClauses } from '../../records/statement-marks.ts';
import type { Context } from '../context.ts';
import type { Reading } from '../reading.ts';
import { demandViews, revisionOf } from '../reads/statements.ts';
import type { Space } from '../spaces.ts';
import { ourParties, parsedValue } from '../writes/claims.ts';
import { type Action, dayOf, ownClaims, startAction, statementOf, subjectOf } from './found.ts';

type Draft = ApiIn<'statement.draft'>;
interface Wanted {
  readonly value: Json;
  readonly lang?: string;
}

/** Characters a plain text does not hold, and line ends of every kind as one. */
const plain = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    // oxlint-disable-next-line no-control-regex -- these are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu, '');

function checkDraft(d: Draft): void {
  const keys = new Set<string>();
  for (const demand of d.demands) {
    const key = demand.key.trim();
    if (key === '' || keys.has(key))
      refuse('E_INPUT', { path: `demands.${key.slice(0, 40)}`, reason: key === '' ? 'no number' : 'one number twice' });
    keys.add(key);
  }
  const langs = d.versions.map((v) => v.lang);
  if (new Set(langs).size !== langs.length) refuse('E_INPUT', { path: 'versions', reason: 'one language twice' });
  if (d.versions.filter((v) => v.standing === 'original').length !== 1)
    refuse('E_STATEMENT', { from: 'draft', to: 'draft', missing: 'original' });
  if (d.title.trim() === '') refuse('E_EMPTY', { field: 'title' });
  const checked = checkClauses(d.versions, d.demands);
  if (!checked.ok) refuse(checked.error.code, checked.error.params);
}

/** Says the values wanted of one field, ends those that are no longer wanted, leaves equal ones alone. */
function settle(
  action: Action,
  of: { readonly kind: string; readonly subject: Uint8Array; readonly view: RecordView | null },
  field: string,
  wanted: readonly Wanted[],
  ours: ReadonlySet<string>,
): void {
  const key = (value: Json, lang: string | null | undefined): string =>
    `${lang ?? ''} ${toHex(encodeCbor(parsedValue(of.kind, field, value)))}`;
  const current = ownClaims(of.view, field, ours).map((x) => ({
    claim: x.claim,
    key: `${x.lang ?? ''} ${toHex(encodeCbor(x.value))}`,
  }));
  const fresh = wanted.filter((w) => {
    const at = current.findIndex((x) => x.key === key(w.value, w.lang));
    if (at !== -1) current.splice(at, 1);
    return at === -1;
  });
  for (const w of fresh) action.say(of.kind, of.subject, field, w.value, w.lang, current.shift()?.claim);
  for (const left of current) action.end(left.claim);
}

/** Organisations by name or id; a name nobody has here becomes a record of this entry. */
export function addresseesIn(
  c: Context,
  action: Action,
  organisations: readonly RecordView[],
  reading: Reading,
): (text: string) => string {
  const known = new Map(organisations.map((o) => [foldCase(reading.titleOf(o.id) ?? ''), o.id as string] as const));
  return (text) => {
    const parsed = parseRecordId(text);
    if (parsed.ok)
      return parsed.value.kind === 'Organisation'
        ? text
        : refuse('E_ID_KIND', { id: text, expected: 'org', found: text.slice(0, 3) });
    const name = text.trim();
    const found = known.get(foldCase(name));
    if (found !== undefined) return found;
    const subject = uuid4(c.parts.random(16));
    action.say('Organisation', subject, 'names', { text: name, lang: 'und', kind: 'full' });
    const id = recordId('Organisation', subject);
    known.set(foldCase(name), id);
    return id;
  };
}

async function annexesOf(reading: Reading, ids: readonly string[]): Promise<readonly Wanted[]> {
  const out: Wanted[] = [];
  for (const id of ids) {
    const parsed = parseRecordId(id, 'Evidence');
    const view = parsed.ok ? await reading.view(parsed.value.text) : null;
    const hash = view && textOf(view, 'sha256');
    if (!hash) return refuse('E_NOT_FOUND', { id: id.slice(0, 80) });
    out.push({ value: { record: id, hash } });
  }
  return out;
}

/** The text of a demand is its clause; in other languages it is a translation of it, so that lists read in each. */
function demandWords(d: DraftDemand, original: string) {
  const own = d.clauses.find((x) => x.lang === original)?.text.trim() ?? '';
  const others = d.clauses.filter((x) => x.lang !== original && x.text.trim() !== '');
  const first = own === '' ? (others[0]?.text.trim() ?? '') : own;
  return {
    verbatim: own === '' ? [] : [{ value: own }],
    clauses: others.map((x) => ({ value: { lang: x.lang, text: x.text.trim() } })),
    text:
      first === ''
        ? []
        : [
            { value: first, lang: own === '' ? (others[0]?.lang ?? original) : original },
            ...(own === ''
              ? []
              : others.map((x) => ({ value: { text: x.text.trim(), lang: x.lang, of: original }, lang: x.lang }))),
          ],
  };
}

interface Target {
  readonly id: string;
  readonly subject: Uint8Array;
  readonly view: RecordView;
  readonly demands: readonly RecordView[];
}

/** Says what of a draft is not said yet, about the statement and its demands. */
export function writeDraft(
  c: Context,
  action: Action,
  target: Target,
  d: Omit<Draft, 'id' | 'revision' | 'annexes'>,
  more: {
    readonly ours: ReadonlySet<string>;
    readonly annexes: readonly Wanted[];
    readonly addressee: (text: string) => string;
  },
): void {
  const { ours } = more;
  const original = d.versions.find((v) => v.standing === 'original')?.lang ?? 'und';
  const statement = { kind: 'Statement', subject: target.subject, view: target.view };
  const versions = d.versions
    .map((v) => ({ ...v, text: plain(v.text) }))
    .filter((v) => v.text.trim() !== '' || v.standing === 'original')
    .toSorted((a, b) => (a.lang < b.lang ? -1 : 1));
  settle(action, statement, 'title', [{ value: d.title.trim() }], ours);
  if (d.date !== undefined) settle(action, statement, 'date', [{ value: dayOf(c, d.date) }], ours);
  settle(
    action,
    statement,
    'versions',
    versions.map((v) => ({ value: { ...v } })),
    ours,
  );
  settle(action, statement, 'annexes', more.annexes, ours);
  const named = [...new Set([...d.addressees, ...d.demands.flatMap((x) => x.addressees)])];
  settle(
    action,
    statement,
    'addressee',
    [...new Set(named.map(more.addressee))].map((value) => ({ value })),
    ours,
  );
  const byKey = new Map(target.demands.map((v) => [textOf(v, 'key') ?? '', v] as const));
  const ids: string[] = [];
  for (const demand of d.demands) {
    const view = byKey.get(demand.key.trim()) ?? null;
    byKey.delete(demand.key.trim());
    const subject = view ? subjectOf(view.id) : uuid4(c.parts.random(16));
    const of = { kind: 'Demand', subject, view };
    const words = demandWords(demand, original);
    settle(action, of, 'key', [{ value: demand.key.trim() }], ours);
    settle(action, of, 'text', words.text, ours);
    settle(action, of, 'verbatim', words.verbatim, ours);
    settle(action, of, 'clauses', words.clauses, ours);
    settle(
      action,
      of,
      'addressee',
      [...new Set(demand.addressees.map(more.addressee))].map((value) => ({ value })),
      ours,
    );
    settle(action, of, 'statement', [{ value: target.id }], ours);
    settle(action, of, 'kind', [{ value: 'coalition' }], ours);
    ids.push(recordId('Demand', subject));
  }
  settle(
    action,
    statement,
    'demands',
    ids.map((value) => ({ value })),
    ours,
  );
  // A demand taken out of a draft is no demand any more: all we said of it ends, its history stays.
  for (const gone of byKey.values())
    for (const field of Object.keys(gone.fields)) for (const x of ownClaims(gone, field, ours)) action.end(x.claim);
}

export async function organisationsOf(reading: Reading, space: Space): Promise<readonly RecordView[]> {
  const organisations = await reading.views('Organisation', space);
  await reading.loadTitles(organisations.map((o) => o.id));
  return organisations;
}

/** Throws E_FROZEN, E_DRAFT_NEWER, E_QUOTE, E_STATEMENT, E_INPUT, E_EMPTY, E_DATE, E_NOT_FOUND. */
export async function saveDraft(c: Context, input: Draft): Promise<ApiOut<'statement.draft'>> {
  const { view, reading, space } = await statementOf(c, input);
  const state = termOf(view, 'state') ?? 'draft';
  if (state !== 'draft') return refuse('E_FROZEN', { state, field: 'versions' });
  const demands = await demandViews(reading, view);
  const now = revisionOf(c.parts, reading, view, demands);
  if (now.revision !== input.revision)
    return refuse('E_DRAFT_NEWER', { revision: now.revision, at: now.saved?.at ?? '', by: now.saved?.by ?? '' });
  checkDraft(input);
  const action = startAction(c);
  writeDraft(c, action, { id: view.id, subject: subjectOf(view.id), view, demands }, input, {
    ours: await ourParties(c, space),
    annexes: await annexesOf(reading, input.annexes),
    addressee: addresseesIn(c, action, await organisationsOf(reading, space), reading),
  });
  const entry = action.empty() ? (lastEntry(view) ?? '') : await action.write(space, input.person);
  const after = await statementOf(c, input);
  const { revision } = revisionOf(c.parts, after.reading, after.view, await demandViews(after.reading, after.view));
  return { id: view.id, entry, revision };
}

const lastEntry = (view: RecordView): string | undefined => view.fields['versions']?.claim.split('.')[0];

/** A new draft with the text of a statement that can no longer change. Its signatures stay with the old one. Throws E_STATEMENT. */
export async function replaceStatement(
  c: Context,
  input: ApiIn<'statement.replace'>,
): Promise<ApiOut<'statement.replace'>> {
  const { view, reading, space } = await statementOf(c, input);
  const state = termOf(view, 'state') ?? 'draft';
  if (state === 'draft') return refuse('E_STATEMENT', { from: state, to: 'draft', missing: 'text_hash' });
  const subject = uuid4(c.parts.random(16));
  const id = recordId('Statement', subject);
  const action = startAction(c);
  const copy = (field: string): void => {
    for (const value of view.fields[field]?.claims.map((x) => x.value) ?? [])
      action.say('Statement', subject, field, value as Json);
  };
  action.say('Statement', subject, 'state', 'draft');
  action.say('Statement', subject, 'date', dayOf(c, input.date));
  action.say('Statement', subject, 'replaces', view.id);
  for (const field of ['title', 'kind', 'issuer', 'addressee', 'versions', 'annexes']) copy(field);
  for (const demand of await demandViews(reading, view)) {
    const own = uuid4(c.parts.random(16));
    for (const field of ['key', 'text', 'verbatim', 'clauses', 'kind', 'addressee', 'rights', 'indicators', 'topic'])
      for (const x of demand.fields[field]?.claims ?? [])
        action.say('Demand', own, field, x.value as Json, x.lang ?? undefined);
    action.say('Demand', own, 'statement', id);
    action.say('Statement', subject, 'demands', recordId('Demand', own));
  }
  const entry = await action.write(space, input.person);
  return { id, entry };
}
