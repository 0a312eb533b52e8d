/** Building the edition of the example, and what its pages and the desk weigh. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ApiOut } from '../src/contract/api.ts';
import { note, percentile, print } from './figure.ts';
import { bench, root } from './product.ts';

const files = (folder: string, ending: RegExp): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && ending.test(e.name))
    .map((e) => join(e.parentPath, e.name));

/** Weight of a page without the drawing of its map, which the budget leaves out. */
const withoutMap = (html: string): number =>
  Buffer.byteLength(html.replaceAll(/<svg[^>]*class="[^"]*map[^"]*"[\s\S]*?<\/svg>/g, ''));

const b = bench('edition');
try {
  note('loading the example');
  b.kua('example', 'january-2022');
  const out = join(b.folder, 'edition');
  const built = b.kua<ApiOut<'edition.build'>>('edition', 'build', out);
  print({ name: 'edition_build', n: built.pages, value: built.seconds, unit: 's', budget: null });
  print({ name: 'edition_bytes', n: built.files, value: built.bytes, unit: 'bytes', budget: null });
  const pages = files(out, /\.html$/).map((path) => withoutMap(readFileSync(path, 'utf8')));
  print({ name: 'edition_page_p50', n: pages.length, value: percentile(pages, 0.5), unit: 'bytes', budget: null });
  print({ name: 'edition_page_largest', n: pages.length, value: Math.max(...pages), unit: 'bytes', budget: '< 60000' });
} finally {
  b.remove();
}

const desk = join(root, 'dist/desk');
const page = readFileSync(join(desk, 'index.html'), 'utf8');
const first = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((m) => join(desk, m[1] ?? ''));
const weigh = (list: readonly string[]): number =>
  list.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0);
print({ name: 'desk_first_load_gzip', n: first.length, value: weigh(first), unit: 'bytes', budget: null });
const all = files(desk, /\.(js|css)$/);
print({ name: 'desk_code_gzip', n: all.length, value: weigh(all), unit: 'bytes', budget: null });
const fonts = files(desk, /\.woff2$/).reduce((sum, path) => sum + statSync(path).size, 0);
print({ name: 'desk_fonts', n: files(desk, /\.woff2$/).length, value: fonts, unit: 'bytes', budget: null });
