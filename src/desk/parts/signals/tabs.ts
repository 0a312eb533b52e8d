/** The tabs of the inbox: what each asks of the node, and which number of the tallies it shows. */
import type { ApiIn } from '../../../contract/api.ts';
import type { SignalTallies, TriageState } from '../../../contract/areas/signals.ts';
import type { SignalsSearch } from '../../app/address.ts';
import type { DeskId } from '../../i18n/language.tsx';

export const TABS = [
  'new',
  'mine',
  'reading',
  'needs_info',
  'corroborated',
  'later',
  'promoted',
  'aside',
  'duplicate',
] as const;
export type Tab = (typeof TABS)[number];

const ASIDE: readonly TriageState[] = ['unverifiable', 'out_of_scope', 'set_aside'];
const OPEN: readonly TriageState[] = ['new', 'reading', 'needs_info', 'corroborated'];

export const tabOf = (search: SignalsSearch): Tab => TABS.find((tab) => tab === search.state) ?? 'new';
export const tabLabel = (tab: Tab): DeskId => `signals.tab.${tab}`;

type ListFilter = Omit<ApiIn<'signals.list'>, 'space' | 'lang' | 'as_of'>;

function stateFilter(tab: Tab): ListFilter {
  switch (tab) {
    case 'mine':
      return { mine: true, state: OPEN };
    case 'later':
      return { later: true };
    case 'aside':
      return { state: ASIDE };
    default:
      return { state: [tab] };
  }
}

/** What the address asks of `signals.list`. */
export const filterOf = (search: SignalsSearch): ListFilter => ({
  ...stateFilter(tabOf(search)),
  ...(search.place ? { place: search.place } : {}),
  ...(search.theme ? { theme: search.theme } : {}),
  ...(search.flagged ? { flagged: true } : {}),
  sort: search.sort ?? 'received',
});

export function tally(tab: Tab, counts: SignalTallies): number {
  switch (tab) {
    case 'mine':
      return counts.mine;
    case 'later':
      return counts.later;
    case 'aside':
      return ASIDE.reduce((sum, state) => sum + counts.states[state], 0);
    default:
      return counts.states[tab];
  }
}
