/** The downloads of an edition: one file per kind and format, all through the disclosed records. */
import { utf8 } from '../base/bytes.ts';
import type { KindName } from '../records/kind-names.ts';
import { textOf } from '../records/field-values.ts';
import type { PublicCase } from './case.ts';
import { DISCLOSED_KINDS } from './disclosure.ts';
import { type ExportFormat, write } from './export/export.ts';
import type { EditionFile } from './folder.ts';
import type { DataFile } from './pages/plain-pages.ts';
import { isOut } from './selection.ts';
import type { Words } from './words.ts';

const FILES: readonly (readonly [name: string, kind: KindName | null, format: ExportFormat])[] = [
  ['events.csv', 'Event', 'csv'],
  ['events.hxl.csv', 'Event', 'hxl'],
  ['events.geojson', 'Event', 'geojson'],
  ['figures.csv', 'Figure', 'csv'],
  ['figures.hxl.csv', 'Figure', 'hxl'],
  ['connectivity.csv', 'ConnectivityObservation', 'csv'],
  ['demands.csv', 'Demand', 'csv'],
  ['responses.csv', 'Response', 'csv'],
  ['statements.csv', 'Statement', 'csv'],
  ['sources.csv', 'Source', 'csv'],
  ['places.csv', 'Place', 'csv'],
  ['records.jsonl', null, 'jsonl'],
];

export async function dataFiles(kase: PublicCase, words: Words): Promise<readonly (EditionFile & DataFile)[]> {
  const lookup = { get: kase.get, title: (id: string) => (kase.get(id) ? kase.title(id, words).text : null) };
  const files: (EditionFile & DataFile)[] = [];
  for (const [name, kind, format] of FILES) {
    if (kind !== null && isOut(kase.selection, kind)) continue;
    const records = (kind === null ? DISCLOSED_KINDS : [kind]).flatMap((k) => kase.of(k));
    const shape = { view: 'public', kind, publicSpace: kase.space.public, space: kase.space.slug } as const;
    let text = '';
    for await (const chunk of write(records, format, shape, lookup)) text += chunk;
    const bytes = utf8(text);
    files.push({ path: `data/${name}`, bytes, rows: records.length, size: bytes.length });
  }
  return files;
}

/** Summary of the edition for programs: what it is, as of when, how many records of each kind, the states of the demands. */
export function editionJson(
  kase: PublicCase,
  facts: {
    readonly number: number;
    readonly date: string;
    readonly publisher: string;
    readonly version: string;
    readonly view: string;
    readonly key: string | null;
    readonly states: readonly { readonly key: string; readonly state: string | null }[];
    readonly leftOut: readonly string[];
    /** Numbers of earlier editions that this one withdraws. */
    readonly withdraws: readonly number[];
  },
): string {
  const counts = Object.fromEntries(DISCLOSED_KINDS.map((k) => [k, kase.of(k).length]));
  const statements = kase
    .of('Statement')
    .map((s) => textOf(s, 'text_hash'))
    .filter((h) => h !== null);
  return `${JSON.stringify(
    {
      format: 'kua-edition-1',
      space: kase.space.slug,
      title: kase.space.title,
      banner: kase.space.banner,
      as_of: kase.asOf,
      number: facts.number,
      date: facts.date,
      publisher: facts.publisher,
      program: `kua ${facts.version}`,
      view: facts.view,
      key: facts.key,
      counts,
      demands: facts.states,
      statement_hashes: statements,
      langs: kase.selection.langs,
      parts_out: kase.selection.partsOut,
      withdraws: facts.withdraws,
      left_out: facts.leftOut,
    },
    null,
    1,
  )}\n`;
}
