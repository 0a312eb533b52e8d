/** What a person gave with an action, checked: every action takes its own members and no others. */
import { refuse } from '../../base/failures.ts';
import type { RecordId } from '../../base/ids.ts';
import { parseEdtf } from '../../base/dates.ts';
import type { Json } from '../../base/result.ts';
import type { TriageAction, TriageInput } from '../../contract/areas/signals.ts';
import type { Context } from '../context.ts';
import { resolveId } from '../reads/show.ts';
import type { Space } from '../spaces.ts';
import { personBytes } from '../users.ts';
import { personRef } from './account.ts';

export interface Checked {
  readonly action: TriageAction;
  readonly assignee: RecordId | null;
  readonly other: RecordId | null;
  readonly origin: 'independent' | 'same_origin' | null;
  readonly attach: RecordId | null;
  readonly event: { readonly [field: string]: Json };
  readonly reason: string | null;
  readonly contradictedBy: RecordId | null;
  readonly until: string | null;
}

type Member = 'assignee' | 'other' | 'origin' | 'attach' | 'event' | 'reason' | 'contradicted_by' | 'until';
const TAKES: { readonly [A in TriageAction]: { readonly must: readonly Member[]; readonly may: readonly Member[] } } = {
  read: { must: [], may: [] },
  assign: { must: ['assignee'], may: [] },
  needs_info: { must: [], may: ['reason'] },
  corroborate: { must: ['other', 'origin'], may: [] },
  promote: { must: [], may: ['attach', 'event'] },
  duplicate_of: { must: ['other'], may: ['reason'] },
  unverifiable: { must: ['reason'], may: [] },
  out_of_scope: { must: ['reason'], may: [] },
  set_aside: { must: ['reason'], may: ['contradicted_by'] },
  later: { must: ['until'], may: [] },
  reopen: { must: [], may: [] },
};
const MEMBERS: readonly Member[] = [
  'assignee',
  'other',
  'origin',
  'attach',
  'event',
  'reason',
  'contradicted_by',
  'until',
];

/** A record that is here and stands in the same space. */
async function recordHere(c: Context, text: string, space: Space): Promise<RecordId> {
  const { text: id } = await resolveId(c.parts, text, space.hex);
  const item = await c.parts.projection.item(id);
  return item?.space === space.hex ? id : refuse('E_NOT_FOUND', { id });
}

async function duplicateOf(c: Context, text: string, space: Space): Promise<RecordId> {
  const id = await recordHere(c, text, space);
  return id.startsWith('sig_') ? id : refuse('E_ID_KIND', { id, expected: 'sig', found: id.slice(0, 3) });
}

function untilOf(text: string, asOf: number): string {
  const parsed = parseEdtf(text);
  if (!parsed.ok) return refuse(parsed.error.code, parsed.error.params);
  const { lo } = parsed.value;
  return lo !== null && lo > asOf ? text : refuse('E_TRIAGE_LATER', { until: text });
}

/** Throws E_TRIAGE_INPUT, E_REQUIRED, E_TRIAGE_LATER, E_USER, E_NOT_FOUND. */
export async function checkedInput(c: Context, input: TriageInput, space: Space, asOf: number): Promise<Checked> {
  const { action } = input;
  const { must, may } = TAKES[action];
  for (const member of MEMBERS) {
    const value = input[member];
    const given = value !== undefined && !(typeof value === 'string' && value.trim() === '');
    if (given && !must.includes(member) && !may.includes(member)) refuse('E_TRIAGE_INPUT', { action, field: member });
    if (!given && must.includes(member)) refuse('E_REQUIRED', { field: member, state: action });
  }
  if (input.attach !== undefined && input.event !== undefined) refuse('E_TRIAGE_INPUT', { action, field: 'event' });
  const user = input.assignee?.trim() ? await c.people.named(input.assignee.trim()) : null;
  if (user?.locked) refuse('E_USER_LOCKED', { name: user.name });
  const other = input.other?.trim();
  return {
    action,
    assignee: user && personRef(personBytes(user)),
    other: !other
      ? null
      : await (action === 'duplicate_of' ? duplicateOf(c, other, space) : recordHere(c, other, space)),
    origin: input.origin ?? null,
    attach: input.attach?.trim() ? await recordHere(c, input.attach.trim(), space) : null,
    event: input.event ?? {},
    reason: input.reason?.trim() || null,
    contradictedBy: input.contradicted_by?.trim() ? await recordHere(c, input.contradicted_by.trim(), space) : null,
    until: input.until?.trim() ? untilOf(input.until.trim(), asOf) : null,
  };
}
