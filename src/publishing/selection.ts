/** What a person chose for an edition: languages, parts left out as a whole, single records and numbers left out. */
import { LANGS, type Lang } from '../messages/translate.ts';
import type { KindName } from '../records/kind-names.ts';

/** Parts of an edition that may be left out as a whole. The statement, its demands and the sources always stay. */
export const EDITION_PARTS = {
  events: ['Event'],
  figures: ['Figure'],
  connectivity: ['ConnectivityObservation', 'Outage'],
  responses: ['Response'],
  persons: ['Person', 'Group', 'Act', 'Involvement'],
} as const satisfies { readonly [part: string]: readonly KindName[] };
export type EditionPart = keyof typeof EDITION_PARTS;
export const EDITION_PART_NAMES = Object.keys(EDITION_PARTS) as readonly EditionPart[];

export interface Selection {
  /** In the order of LANGS; never empty. */
  readonly langs: readonly Lang[];
  readonly partsOut: readonly EditionPart[];
  /** Record ids, and cells of tables that count persons as `table/row`. */
  readonly leaveOut: ReadonlySet<string>;
}

export const EVERYTHING: Selection = { langs: LANGS, partsOut: [], leaveOut: new Set() };

export const isOut = (selection: Selection, kind: string): boolean =>
  selection.partsOut.some((part) => (EDITION_PARTS[part] as readonly string[]).includes(kind));
