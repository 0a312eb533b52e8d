/** The filters the list of records last had in this tab, so that Escape on a record leads back to the same list. */
import type { RecordsSearch } from './address.ts';

const last = new Map<string, RecordsSearch>();

export function keepList(space: string, search: RecordsSearch): void {
  last.set(space, search);
}
export const lastList = (space: string): RecordsSearch => last.get(space) ?? {};
