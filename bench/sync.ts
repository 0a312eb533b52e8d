/** First sync of N entries between two nodes over HTTP on this computer, and a delta of 100. KUA_BENCH_N: entries, 20,000 unless told. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { admit } from '../test/coalition/exchange-kit.ts';
import { serve } from '../test/coalition/lines.ts';
import { tempNode } from '../test/node/temp-node.ts';
import { print } from './figure.ts';

const N = Number(process.env['KUA_BENCH_N'] ?? '20000');
const rows = (from: number, n: number): string =>
  Array.from({ length: n }, (_, i) => `Event,R${from + i},A march ${from + i},protest,2022-01-05`).join('\n');

const [a, b] = [await tempNode(Date.now), await tempNode(Date.now)];
try {
  await admit(a, b);
  const file = join(a.root, 'rows.csv');
  const add = async (from: number, n: number): Promise<void> => {
    writeFileSync(file, `kind,code,title,.kind,date\n${rows(from, n)}\n`);
    await a.node.call('import', { file, profile: 'csv-generic', space: 'case' });
  };
  await add(0, N);
  const at = await serve(a.node);
  const sync = async (): Promise<{ readonly entries: number; readonly seconds: number }> => {
    const done = await b.node.call('sync.run', { url: at.url });
    return { entries: done.spaces[0]?.received.accepted ?? 0, seconds: done.seconds };
  };
  const first = await sync();
  print({ name: 'sync.first.entries', n: N, value: first.entries, unit: 'entries', budget: null });
  print({
    name: 'sync.first',
    n: N,
    value: Math.round(first.entries / first.seconds),
    unit: 'entries/s',
    budget: null,
  });
  await add(N, 100);
  const delta = await sync();
  print({ name: 'sync.delta.entries', n: N, value: delta.entries, unit: 'entries', budget: null });
  print({ name: 'sync.delta', n: N, value: delta.seconds, unit: 's', budget: null });
  print({ name: 'sync.rss', n: N, value: Math.round(process.memoryUsage().rss / 2 ** 20), unit: 'MB', budget: null });
  await at.close();
} finally {
  await a.node.close();
  await b.node.close();
  for (const t of [a, b]) rmSync(t.root, { recursive: true, force: true });
}
