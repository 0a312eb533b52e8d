/** What every call of the inbox carries: space, reading date, language. */
import type { ReadScope } from '../../../contract/api.ts';

export type Scope = ReadScope & { readonly space: string };
