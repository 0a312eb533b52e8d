/** Files of an edition that do not depend on the case: stylesheet, fonts with their licences. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { EditionFile } from './folder.ts';
import { readStylesheet } from './render.ts';

/** Kazakh letters are split over `cyrillic` (І Ұ) and `cyrillic-ext` (Ә Ғ Қ Ң Ө Ү Һ): both are needed. */
const SUBSETS = ['latin', 'cyrillic', 'cyrillic-ext'] as const;
const FACES = [
  { family: 'noto-sans', weights: ['400', '600'] },
  { family: 'noto-serif', weights: ['400'] },
] as const;

export function assetFiles(): readonly EditionFile[] {
  const require = createRequire(import.meta.url);
  const fonts = FACES.flatMap(({ family, weights }) => {
    const root = dirname(require.resolve(`@fontsource/${family}/package.json`));
    const files = weights.flatMap((w) => SUBSETS.map((s) => `${family}-${s}-${w}-normal.woff2`));
    return [
      ...files.map((name) => ({ path: `assets/fonts/${name}`, bytes: read(join(root, 'files', name)) })),
      { path: `assets/fonts/LICENSE-${family}.txt`, bytes: read(join(root, 'LICENSE')) },
    ];
  });
  return [{ path: 'assets/edition.css', bytes: readStylesheet() }, ...fonts];
}

const read = (path: string): Uint8Array => new Uint8Array(readFileSync(path));
