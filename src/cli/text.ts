/** Texts of the command line in the language asked for. */
import { cliEn } from '../messages/cli.en.ts';
import { cliKk } from '../messages/cli.kk.ts';
import { cliRu } from '../messages/cli.ru.ts';
import { createTranslator, type Lang, type Translate } from '../messages/translate.ts';

export type CliId = keyof typeof cliEn;
export type CliText = Translate<CliId>;

export const cliText = (lang: Lang): CliText => createTranslator<CliId>({ en: cliEn, ru: cliRu, kk: cliKk }, lang);
