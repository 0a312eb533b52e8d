/** The space a page stands in: its description, the reading date in force, and the scope every call carries. */
import { createContext, use } from 'react';
import type { ReadScope, SpaceInfo } from '../../contract/api.ts';
import { useWords } from '../i18n/language.tsx';

export interface Reading {
  readonly space: SpaceInfo;
  readonly spaces: readonly SpaceInfo[];
  /** EDTF instant sent as `as_of`, or null for the present. */
  readonly asOf: string | null;
}

export const ReadingContext = createContext<Reading | null>(null);

export function useReading(): Reading {
  const reading = use(ReadingContext);
  if (!reading) throw new Error('no space above');
  return reading;
}

/** Space, reading date and language of every read on this page. */
export function useScope(): ReadScope & { readonly space: string } {
  const { space, asOf } = useReading();
  const { lang } = useWords();
  return { space: space.slug, lang, ...(asOf === null ? {} : { as_of: asOf }) };
}
