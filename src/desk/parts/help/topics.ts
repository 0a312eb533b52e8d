/** Topics of the help, one per page, and which one belongs to an address. */
import { pageOf } from '../../app/reach.ts';

export const TOPICS = [
  'today',
  'signals',
  'records',
  'record',
  'figures',
  'connectivity',
  'statements',
  'demands',
  'deliveries',
  'publications',
  'coalition',
  'people',
  'settings',
] as const;
export type Topic = (typeof TOPICS)[number];

/** Sentences of a topic in the catalogues, in order. */
export const SENTENCES = [1, 2, 3, 4] as const;

/** Topic of a page; null on a page that has none of its own. */
export function topicOf(pathname: string): Topic | null {
  const page = pageOf(pathname);
  if (page === 'records' && (pathname.split('/')[4] ?? '') !== '') return 'record';
  return TOPICS.find((topic) => topic === page) ?? null;
}
