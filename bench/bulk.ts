/**
 * Bulk: import of 100,000 invented rows into a private space (signed, encrypted, searchable), then search and facets on
 * them, the record page, rebuild. KUA_BENCH_ROWS changes the number of rows.
 */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ApiIn, ApiOut } from '../src/contract/api.ts';
import { note, percentile, print } from './figure.ts';
import { generator, inventedEvents } from './invented-events.ts';
import { bench, type Running } from './product.ts';

const ROWS = Number(process.env['KUA_BENCH_ROWS'] ?? 100_000);
const QUERIES = 200;

async function timed(node: Running, queries: readonly ApiIn<'search'>[]): Promise<readonly number[]> {
  const times: number[] = [];
  for (const query of queries) {
    const from = performance.now();
    await node.api.call('search', query);
    times.push(performance.now() - from);
  }
  return times;
}

function printTimes(name: string, times: readonly number[]): void {
  print({ name: `${name}_p50`, n: ROWS, value: percentile(times, 0.5), unit: 'ms', budget: null });
  print({ name: `${name}_p95`, n: ROWS, value: percentile(times, 0.95), unit: 'ms', budget: '< 100' });
}

const b = bench('bulk');
try {
  const file = join(b.folder, 'events.csv');
  await pipeline(Readable.from(inventedEvents(ROWS)), createWriteStream(file));
  note(`importing ${ROWS} rows`);
  const from = performance.now();
  const report = b.kua<ApiOut<'import'>>('import', file, '--profile', 'ucdp-ged', '--space', 'case');
  const seconds = (performance.now() - from) / 1000;
  if (report.new !== ROWS) throw new Error(`${report.new} of ${ROWS} rows are new`);
  print({ name: 'import_rows_per_second', n: ROWS, value: ROWS / report.seconds, unit: 'rows/s', budget: '>= 2500' });
  print({ name: 'import_rows_per_second_with_start', n: ROWS, value: ROWS / seconds, unit: 'rows/s', budget: null });

  const node = await b.serve();
  const random = generator(7);
  const word = (): string =>
    ['river', 'steppe', 'market', 'bridge quarter', 'invented', 'sarym guard', 'mill 17'][Math.floor(random() * 7)] ??
    '';
  const many = <T>(make: () => T): readonly T[] => Array.from({ length: QUERIES }, make);
  await timed(node, [{ text: 'river' }, { facets: ['kind'] }]);
  printTimes(
    'search_text',
    await timed(
      node,
      many(() => ({ text: word(), limit: 50 })),
    ),
  );
  printTimes(
    'search_facets',
    await timed(
      node,
      many(() => ({ text: word(), facets: ['kind', 'tags'], limit: 50 })),
    ),
  );
  printTimes(
    'facets_of_everything',
    await timed(
      node,
      many(() => ({ facets: ['kind', 'tags'], limit: 50 })),
    ),
  );
  printTimes(
    'search_where_and_dates',
    await timed(
      node,
      many(() => ({ where: [{ field: 'tags', value: 'Ardania' }], from: '2010', to: '2012', limit: 50 })),
    ),
  );

  const { items } = await node.api.call('search', { limit: 100 });
  const shows: number[] = [];
  let bytes = 0;
  for (const item of items) {
    const start = performance.now();
    const record = await node.api.call('show', { id: item.id });
    shows.push(performance.now() - start);
    bytes = Math.max(bytes, JSON.stringify(record).length);
  }
  print({ name: 'record_page_p95', n: ROWS, value: percentile(shows, 0.95), unit: 'ms', budget: '< 50' });
  print({ name: 'record_page_bytes', n: ROWS, value: bytes, unit: 'bytes', budget: '< 100000' });
  await node.stop();

  note('rebuilding');
  const rebuilt = b.kua<ApiOut<'rebuild'>>('rebuild');
  print({ name: 'rebuild_and_check', n: ROWS, value: rebuilt.seconds, unit: 's', budget: null });
  const checked = b.kua<ApiOut<'rebuild'>>('rebuild', '--check');
  print({ name: 'rebuild_check', n: ROWS, value: checked.seconds, unit: 's', budget: '< 60 for 1,000,000 claims' });
} finally {
  b.remove();
}
