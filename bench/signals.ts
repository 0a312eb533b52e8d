/**
 * Triage on 100,000 invented signals in a private space: the list, its filters and pages, candidates, one action, spikes.
 * KUA_BENCH_ROWS changes the number. Runs from the sources, all in one thread.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ApiIn } from '../src/contract/api.ts';
import { composeDirect } from '../src/node/compose.ts';
import { initNode } from '../src/node/init.ts';
import { exampleDir } from '../src/node/layout.ts';
import { note, percentile, print } from './figure.ts';
import { generator } from './invented-events.ts';

const ROWS = Number(process.env['KUA_BENCH_ROWS'] ?? 100_000);
const RUNS = 100;
const START = Date.UTC(2022, 0, 1);
const DAYS = 60;

const THEMES = ['peaceful_protest', 'clash', 'gunfire', 'detention', 'forces_movement', 'casualty_seen', 'roadblock'];
const WORDS =
  'people gather near the old market while vehicles pass and a crowd moves along the river towards the bridge in the cold'.split(
    ' ',
  );

/** Columns of a place as the example's file writes them, one line each. */
function placesOf(csv: string): readonly string[] {
  const seen = new Set<string>();
  for (const line of csv.split('\n').slice(1)) {
    const match = /^[^,]*,[^,]*,[^,]*,[^,]*,((?:[^",]*,){6})/.exec(line);
    if (match?.[1]) seen.add(match[1]);
  }
  return [...seen];
}

function* rows(n: number): Generator<string> {
  const csv = readFileSync(join(exampleDir('january-2022'), 'signals.csv'), 'utf8');
  const places = placesOf(csv);
  yield `${csv.slice(0, csv.indexOf('\n'))}\n`;
  const random = generator(11);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() ** 2 * list.length)] as T;
  for (let i = 0; i < n; i++) {
    const at = new Date(START + Math.floor(random() * DAYS * 1440) * 60_000);
    const text = `Invented ${i}: ${Array.from({ length: 12 }, () => pick(WORDS)).join(' ')}`;
    const utc = `${at.toISOString().slice(0, 16)}Z`;
    const local = new Date(at.getTime() + 5 * 3_600_000).toISOString().slice(0, 16);
    const flag = random() < 0.2 ? 'alleged_or_uncertain_in_source' : '';
    yield `B${i},${utc},${local},5.0,${pick(places)}invented,video,Channel ${Math.floor(random() * 400)},telegram,${text},${pick(THEMES)},invented,${flag},Invented source,Invented publisher,https://invented.example/,,low\n`;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'kua-bench-signals-'));
const made = await initNode({
  dir: join(folder, 'data'),
  credentials: { type: 'newKeyFile', folder: join(folder, 'keys') },
  name: 'Benchmark',
  manager: 'Manager',
  clock: Date.now,
});
if (!made.ok) throw new Error(JSON.stringify(made.error));
const node = await composeDirect(join(folder, 'data'), made.value.open, { clock: Date.now });
if (!node.ok) throw new Error(JSON.stringify(node.error));
const api = node.value;

async function timed(name: string, run: (i: number) => Promise<unknown>, budget: string | null): Promise<void> {
  for (let i = 0; i < 5; i++) await run(i + 1_000);
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const from = performance.now();
    await run(i);
    times.push(performance.now() - from);
  }
  print({ name: `${name}_p50`, n: ROWS, value: percentile(times, 0.5), unit: 'ms', budget: null });
  print({ name: `${name}_p95`, n: ROWS, value: percentile(times, 0.95), unit: 'ms', budget });
}

try {
  const file = join(folder, 'signals.csv');
  await pipeline(Readable.from(rows(ROWS)), createWriteStream(file));
  note(`importing ${ROWS} signals`);
  const from = performance.now();
  const report = await api.call('import', { file, profile: 'jan2022-signals' });
  const kinds = (await api.call('search', { kinds: ['Signal'], limit: 1 })).total;
  if (kinds !== ROWS) throw new Error(`${kinds} of ${ROWS} signals: ${JSON.stringify(report).slice(0, 600)}`);
  print({
    name: 'signals_import_rows_per_second',
    n: ROWS,
    value: ROWS / ((performance.now() - from) / 1000),
    unit: 'rows/s',
    budget: null,
  });
  const list = (input: ApiIn<'signals.list'>) => api.call('signals.list', { as_of: '2022-03-01', ...input });
  const first = await list({ limit: 200 });
  const place = first.facets.place;
  await timed('signals_list', () => list({ state: ['new'] }), '< 100');
  await timed('signals_list_200', () => list({ state: ['new'], limit: 200 }), null);
  const rare = place.at(-1)?.value ?? '';
  await timed('signals_list_rare_place', () => list({ state: ['new'], place: [rare], theme: ['shooting'] }), '< 100');
  await timed('signals_list_none', () => list({ state: ['set_aside'] }), '< 100');
  await timed('signals_list_reading_date', () => list({ state: ['new'], as_of: '2022-01-20' }), '< 100');
  let after: string | undefined;
  await timed(
    'signals_list_next_page',
    async () => {
      const page = await list({ state: ['new'], ...(after === undefined ? {} : { after }) });
      after = page.cursor;
    },
    '< 100',
  );
  const ids = (await list({ limit: 200 })).items.map((r) => r.id);
  await timed('signals_candidates', (i) => api.call('signals.candidates', { id: ids[i % ids.length] ?? '' }), '< 100');
  await timed(
    'signals_triage',
    (i) =>
      api
        .call('signals.triage', { id: ids[i % ids.length] ?? '', action: i % 2 ? 'read' : 'needs_info' })
        .catch(() => null),
    '< 100',
  );
  await timed('signals_spikes', (i) => api.call('signals.spikes', { as_of: `2022-02-${10 + (i % 15)}` }), null);
} finally {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
}
