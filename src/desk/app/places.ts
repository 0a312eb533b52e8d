/** The pages of the menu, their key after `g`, and where a typed id or a link of the node leads. */
import { ClipboardList, FileText, type LucideIcon, Scale, Sun } from 'lucide-react';
import type { DeskId } from '../i18n/language.tsx';

export interface PlaceOfMenu {
  readonly to: '/s/$space/today' | '/s/$space/records' | '/s/$space/statements' | '/s/$space/demands';
  readonly label: DeskId;
  readonly code: string;
  readonly shown: string;
  readonly icon: LucideIcon;
}

export const PLACES: readonly PlaceOfMenu[] = [
  { to: '/s/$space/today', label: 'nav.today', code: 'KeyT', shown: 'g t', icon: Sun },
  { to: '/s/$space/records', label: 'nav.records', code: 'KeyR', shown: 'g r', icon: ClipboardList },
  { to: '/s/$space/statements', label: 'nav.statements', code: 'KeyS', shown: 'g s', icon: FileText },
  { to: '/s/$space/demands', label: 'nav.demands', code: 'KeyM', shown: 'g m', icon: Scale },
];

/** Path below the space of a record id, a demand key such as `D6`, or a path the node gave; null when it is none of these. */
export function pathOf(text: string): string | null {
  const typed = text.trim();
  if (/^[dp]\d{1,3}$/i.test(typed)) return `demands/${typed.toUpperCase()}`;
  if (/^dem_[0-9a-z]{26}$/.test(typed)) return `demands/${typed}`;
  if (/^sta_[0-9a-z]{26}$/.test(typed)) return `statements/${typed}`;
  if (/^[a-z]{3}_[0-9a-z]{26}$/.test(typed)) return `records/${typed}`;
  if (/^statement$/i.test(typed)) return 'statements/main';
  const below = /^\/?(?:s\/[^/]+\/)?((?:today|records|statements|demands)(?:[/?].*)?)$/.exec(typed);
  return below?.[1] ?? null;
}
