/** Which pages a role reaches. The node decides about data; this keeps the frame of a volunteer to what the design gives it. */
import type { RoleName } from '../../contract/api.ts';

const OF_VOLUNTEERS: ReadonlySet<string> = new Set(['records', 'settings', 'help']);
const OF_MANAGERS: ReadonlySet<string> = new Set(['people']);

/** `page` is the first part of the path below the space. */
export function reaches(role: RoleName, page: string): boolean {
  if (OF_MANAGERS.has(page)) return role === 'manager';
  return role !== 'volunteer' || OF_VOLUNTEERS.has(page);
}

/** The page that the space opens with. */
export const firstPage = (role: RoleName): 'records' | 'today' => (role === 'volunteer' ? 'records' : 'today');

/** `today` of `/s/january-2022/today`; empty for the space itself. */
export const pageOf = (pathname: string): string => pathname.split('/')[3] ?? '';
