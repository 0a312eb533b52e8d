/** The files beside seed.json: the statement's text, which must be there, and unofficial translations, which may. */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { type SeedTexts, translationsSchema } from './seed.ts';

export type Companion = (name: string) => Promise<Uint8Array | null>;

const LANGS = ['kk', 'ru'] as const;
const textOf = (bytes: Uint8Array | null): string | null => (bytes ? new TextDecoder().decode(bytes) : null);

/** A translation file's first paragraph says that it is unofficial: not a part of the text. */
const withoutNotice = (text: string): string => text.replace(/^\[[^\]]*\]\s*/u, '');

export async function readSeedTexts(read: Companion): Promise<Result<SeedTexts, Failure<'E_COMPANION' | 'E_JSON'>>> {
  const original = textOf(await read('statement.en.txt'));
  if (original === null) return fail('E_COMPANION', { file: 'statement.en.txt' });
  const unofficial: { [lang: string]: string } = {};
  for (const lang of LANGS) {
    const text = textOf(await read(`translations/statement.${lang}.txt`));
    if (text !== null) unofficial[lang] = withoutNotice(text);
  }
  const words = textOf(await read('translations/demands.json'));
  if (words === null) return ok({ original, unofficial, words: null });
  let json: unknown = null;
  try {
    json = JSON.parse(words);
  } catch {
    return fail('E_JSON', { row: 1, why: 'not_json' });
  }
  const parsed = translationsSchema.safeParse(json);
  if (!parsed.success) return fail('E_JSON', { row: 1, why: parsed.error.issues[0]?.path.join('.') ?? '' });
  return ok({ original, unofficial, words: parsed.data });
}
