/**
 * Claims to records. Pure: the same live claims give the same view in any order; a claim given twice counts once.
 * Unknown kinds and fields (entries of a newer peer) are kept and folded as lists.
 */
import type { RecordId } from '../base/ids.ts';
import type { Value } from '../ledger/model.ts';
import { isList } from './field.ts';
import type { FieldView, RecordClaim, RecordView } from './model.ts';
import { type Account, originsOf, rank } from './policy.ts';
import { decisionTarget, fieldOf } from './registry.ts';

export interface FoldOptions {
  /** Decisions count only from parties that hold `manage` in the space; absent: every decision counts. */
  readonly mayDecide?: (claim: RecordClaim) => boolean;
}

export function foldRecord(id: RecordId, claims: readonly RecordClaim[], options: FoldOptions = {}): RecordView {
  const live = [...new Map(claims.map((c) => [c.claim, c] as const)).values()];
  const kind = live.reduce<string | null>((k, c) => (k === null || c.kind < k ? c.kind : k), null) ?? 'unknown';
  const byField = new Map<string, RecordClaim[]>();
  for (const claim of live) {
    const list = byField.get(claim.field);
    if (list) list.push(claim);
    else byField.set(claim.field, [claim]);
  }
  const fields: { [field: string]: FieldView } = {};
  for (const field of [...byField.keys()].sort()) {
    const own = byField.get(field) ?? [];
    const decisions = (byField.get(`~${field}`) ?? []).filter((c) => options.mayDecide?.(c) ?? true);
    fields[field] = foldField(kind, field, own, decisions);
  }
  return { id, kind, fields };
}

/** A translation (`{text, lang, of}`) says nothing else than its original: it never competes with it. */
export function isTranslation(value: Value): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || value instanceof Uint8Array) return false;
  const map = value as { readonly [key: string]: Value };
  return (
    typeof map['text'] === 'string' &&
    typeof map['of'] === 'string' &&
    typeof map['lang'] === 'string' &&
    !('script' in map)
  );
}

function foldField(
  kind: string,
  field: string,
  claims: readonly RecordClaim[],
  decisions: readonly RecordClaim[],
): FieldView {
  const def = fieldOf(kind, field);
  const list = def === null || isList(def) || decisionTarget(field) !== null;
  const [only] = claims;
  if (only && claims.length === 1 && decisions.length === 0) return single(only, list);
  const originals = def?.prose && !list ? claims.filter((c) => !isTranslation(c.value)) : claims;
  const counted = originals.length > 0 ? originals : claims;
  const { accounts, decided, disputed } = rank(counted, decisions, list);
  const shown = list ? displayedOf(accounts) : accounts.slice(0, 1);
  const first = shown[0] as Account;
  const translations = counted === claims ? [] : claims.filter((c) => isTranslation(c.value));
  return {
    value: list ? shown.map((a) => a.value) : first.value,
    claim: (first.claims[0] as RecordClaim).claim,
    n_competing: list ? 0 : accounts.length - 1,
    n_origins: originsOf(shown.flatMap((a) => a.claims)).size,
    decided,
    disputed,
    claims: [...accounts.flatMap((a) => a.claims), ...rank(translations, [], true).accounts.flatMap((a) => a.claims)],
  };
}

/** The view of most fields: one claim and nothing to rank. Spares a rebuild most of its time. */
const single = (claim: RecordClaim, list: boolean): FieldView => ({
  value: list ? [claim.value] : claim.value,
  claim: claim.claim,
  n_competing: 0,
  n_origins: originsOf([claim]).size,
  decided: false,
  disputed: false,
  claims: [claim],
});

/** A list shows every value but those that a decision excludes; when all are excluded, all are shown, so that nothing hides. */
function displayedOf(accounts: readonly Account[]): readonly Account[] {
  const kept = accounts.filter((a) => !a.excluded);
  return kept.length > 0 ? kept : accounts;
}

/** The words of a prose field in a language: a claim of that language, else the displayed value. */
export function textIn(view: RecordView, field: string, lang: string): string | null {
  const shown = view.fields[field];
  if (!shown) return null;
  const inLang = shown.claims.find((c) => (isTranslation(c.value) ? langOf(c.value) : c.lang) === lang);
  return wordsOf(inLang?.value ?? shown.value);
}

const langOf = (value: Value): Value | undefined => (value as { readonly [key: string]: Value })['lang'];
function wordsOf(value: Value): string | null {
  if (typeof value === 'string') return value;
  if (isTranslation(value)) return String((value as { readonly [key: string]: Value })['text']);
  return null;
}
