/** A date as the record holds it, in words, with its EDTF form in the machine-readable attribute. */
import type { ReactNode } from 'react';
import { formatEdtf } from '../../base/dates.ts';
import { useWords } from '../i18n/language.tsx';

/** Seconds are left out: minutes are enough to say when something was written down. */
const toMinute = (edtf: string): string => edtf.replace(/T(\d{2}:\d{2}):[\d.]+/g, 'T$1');

/** The day of an instant or of both ends of an interval, without times. */
export const dayOf = (edtf: string): string => edtf.replace(/T[^/]*/g, '');

export function When(props: { readonly edtf: string; readonly dayOnly?: boolean }): ReactNode {
  const { lang } = useWords();
  const full = formatEdtf(toMinute(props.edtf), lang);
  return (
    <time dateTime={props.edtf} title={props.dayOnly ? full : undefined}>
      {props.dayOnly ? formatEdtf(dayOf(props.edtf), lang) : full}
    </time>
  );
}
