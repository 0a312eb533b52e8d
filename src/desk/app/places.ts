/** The pages of the menu, their key after `g`, and where a typed id or a link of the node leads. */
import {
  BookMarked,
  ChartNoAxesColumn,
  ClipboardList,
  FileText,
  Inbox,
  type LucideIcon,
  Scale,
  Send,
  Sun,
  Users,
  WifiOff,
} from 'lucide-react';
import type { DeskId } from '../i18n/language.tsx';

/** Pages of the menu, in the order of the road. */
const MENU = [
  'today',
  'signals',
  'records',
  'figures',
  'connectivity',
  'statements',
  'demands',
  'deliveries',
  'publications',
  'coalition',
] as const;

export interface PlaceOfMenu {
  readonly to: `/s/$space/${(typeof MENU)[number]}`;
  readonly label: DeskId;
  readonly code: string;
  readonly shown: string;
  readonly icon: LucideIcon;
}

export const PLACES: readonly PlaceOfMenu[] = [
  { to: '/s/$space/today', label: 'nav.today', code: 'KeyT', shown: 'g t', icon: Sun },
  { to: '/s/$space/signals', label: 'nav.signals', code: 'KeyI', shown: 'g i', icon: Inbox },
  { to: '/s/$space/records', label: 'nav.records', code: 'KeyR', shown: 'g r', icon: ClipboardList },
  { to: '/s/$space/figures', label: 'nav.figures', code: 'KeyF', shown: 'g f', icon: ChartNoAxesColumn },
  { to: '/s/$space/connectivity', label: 'nav.connectivity', code: 'KeyC', shown: 'g c', icon: WifiOff },
  { to: '/s/$space/statements', label: 'nav.statements', code: 'KeyS', shown: 'g s', icon: FileText },
  { to: '/s/$space/demands', label: 'nav.demands', code: 'KeyM', shown: 'g m', icon: Scale },
  { to: '/s/$space/deliveries', label: 'nav.deliveries', code: 'KeyV', shown: 'g v', icon: Send },
  { to: '/s/$space/publications', label: 'nav.publications', code: 'KeyP', shown: 'g p', icon: BookMarked },
  { to: '/s/$space/coalition', label: 'nav.coalition', code: 'KeyO', shown: 'g o', icon: Users },
];

/** Path below the space of a record id, a demand key such as `D6`, or a path the node gave; null when it is none of these. */
export function pathOf(text: string): string | null {
  const typed = text.trim();
  if (/^[dp]\d{1,3}$/i.test(typed)) return `demands/${typed.toUpperCase()}`;
  if (/^dem_[0-9a-z]{26}$/.test(typed)) return `demands/${typed}`;
  if (/^sta_[0-9a-z]{26}$/.test(typed)) return `statements/${typed}`;
  if (/^[a-z]{3}_[0-9a-z]{26}$/.test(typed)) return `records/${typed}`;
  if (/^statement$/i.test(typed)) return 'statements/main';
  const below =
    /^\/?(?:s\/[^/]+\/)?((?:today|signals|records|figures|connectivity|statements|demands|deliveries|publications|coalition|people|settings|help)(?:[/?].*)?)$/.exec(
      typed,
    );
  return below?.[1] ?? null;
}
