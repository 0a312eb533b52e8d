/** Texts of failures: per code and language a message (what and why) and a remedy (what to do). MF2 with the failure's params. */
import type { Lang } from '../translate.ts';

export type ErrorText = { readonly [L in Lang]: { readonly message: string; readonly remedy: string } };
export type ErrorTexts = { readonly [code: string]: ErrorText };
