/** Labels of kinds, fields and terms in the reader's language, from the node's own schema; nothing is listed twice here. */
import { useMemo } from 'react';
import type { FieldDefJson, KindJson } from '../../contract/api.ts';
import { useRead } from '../api/queries.ts';
import { useWords } from '../i18n/language.tsx';

export interface Kinds {
  readonly list: readonly KindJson[];
  /** Label of a kind; its name when the node is newer than this page. */
  readonly kind: (kind: string) => string;
  readonly field: (kind: string, field: string) => FieldDefJson | null;
  /** Label of a field in any kind that has it. */
  readonly anyField: (field: string) => string;
  readonly term: (kind: string, field: string, id: string) => string | null;
  /** Word of a record's state, whichever field of its kind holds it (status, bears …); null when no vocabulary has it. */
  readonly state: (kind: string | null, id: string) => string | null;
}

/** Fields that hold the state of a record, by kind. */
const STATE_FIELDS: readonly string[] = ['state', 'status', 'bears', 'conclusion', 'basis'];

const EMPTY: readonly KindJson[] = [];

export function useKinds(): Kinds {
  const { lang } = useWords();
  const read = useRead('kinds.list', { lang });
  const list = read.data?.kinds ?? EMPTY;
  const loading = read.isPending;
  return useMemo(() => {
    const byKind = new Map(list.map((k) => [k.kind, k] as const));
    const field = (kind: string, name: string): FieldDefJson | null =>
      byKind.get(kind)?.fields.find((f) => f.name === name) ?? null;
    // Before the labels are here a reader sees that one will come, not a name of the program's.
    const unnamed = (name: string): string => (loading ? '…' : name);
    return {
      list,
      kind: (kind) => byKind.get(kind)?.label ?? unnamed(kind),
      field,
      anyField: (name) => list.flatMap((k) => k.fields).find((f) => f.name === name)?.label ?? unnamed(name),
      state: (kind, id) => {
        const fields = list.filter((k) => kind === null || k.kind === kind).flatMap((k) => k.fields);
        const first = fields.find((f) => STATE_FIELDS.includes(f.name) && f.terms?.some((t) => t.id === id));
        return first?.terms?.find((t) => t.id === id)?.label ?? null;
      },
      term: (kind, name, id) => field(kind, name)?.terms?.find((t) => t.id === id)?.label ?? null,
    };
  }, [list, loading]);
}
