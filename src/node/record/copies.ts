/**
 * The copy register: what of this node went out, to whom, when, and which records it shows (records design, section 2,
 * withdrawal). Node-local rows of kind `copy`, never synced: `{what, title, to, at, space, subjects, recall}`. Whoever
 * writes an edition, export, delivery, dossier or bundle adds its row with `noteCopy` once the copy stands.
 */
import { toHex } from '../../base/bytes.ts';
import type { Json } from '../../base/result.ts';
import type { RecordView } from '../../records/model.ts';
import type { Parts } from '../parts.ts';
import { idsIn } from '../reading.ts';

const WHATS = ['edition', 'export', 'delivery', 'dossier', 'bundle'] as const;
export type CopyWhat = (typeof WHATS)[number];

export interface Copy {
  readonly id: string;
  readonly what: CopyWhat;
  /** Such as "Edition 3", or the name of a file. */
  readonly title: string;
  /** Receiver in words: "public", the addressee, the person who saved the file. */
  readonly to: string;
  /** ISO instant. */
  readonly at: string;
  /** Space id in hex. */
  readonly space: string;
  /** Ids of the records it shows and of those they refer to. */
  readonly subjects: readonly string[];
  /** Id of the Delivery or Publication record that tells of it, null when there is none. */
  readonly record: string | null;
}

/** Adds a copy to the register; resolves to its id once it is durable. `id` given twice replaces the first row. */
export async function noteCopy(
  c: { readonly parts: Pick<Parts, 'ledger' | 'random'> },
  copy: Omit<Copy, 'id'> & { readonly id?: string },
): Promise<string> {
  const id = copy.id ?? toHex(c.parts.random(16));
  const row: Json = { ...copy, id, subjects: [...new Set(copy.subjects)] };
  await c.parts.ledger.transact((tx) => tx.putLocal('copy', id, row));
  return id;
}

/** Subjects of a copy that shows these records as they stand here. */
export function subjectsOf(views: Iterable<RecordView>): readonly string[] {
  const ids = new Set<string>();
  for (const view of views) {
    ids.add(view.id);
    for (const field of Object.values(view.fields)) idsIn(field.value, ids);
  }
  return [...ids];
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function copyOf(value: Json): Copy | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const row = value as { readonly [name: string]: Json | undefined };
  const what = WHATS.find((w) => w === row['what']);
  const subjects = row['subjects'];
  if (!what) return null;
  return {
    id: text(row['id']),
    what,
    title: text(row['title']),
    to: text(row['to']),
    at: text(row['at']),
    space: text(row['space']),
    subjects: Array.isArray(subjects) ? subjects.filter((s): s is string => typeof s === 'string') : [],
    record: typeof row['record'] === 'string' ? row['record'] : null,
  };
}

/** Every copy that shows the subject, oldest first; each exactly once. */
export async function copiesWith(parts: Parts, subject: string): Promise<readonly Copy[]> {
  const rows = await parts.ledger.locals('copy');
  return rows
    .flatMap((row) => copyOf(row.value) ?? [])
    .filter((copy) => copy.subjects.includes(subject))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
}
