/**
 * Two served nodes on this computer, each a process of its own: the first sync of N entries, a sync of 100 more, and one of
 * nothing. Seconds, processor time, bytes and requests on the line, most memory of each process.
 * KUA_BENCH_N: entries, 20,000 unless told; a million takes a quarter of an hour for the import alone.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countingProxy } from './line.ts';
import { note, print } from './figure.ts';
import { bench, type Bench, peakMb, type Running } from './product.ts';

const N = Number(process.env['KUA_BENCH_N'] ?? '20000');
const DELTA = 100;
/** Rows of one import: of a million in one, the answer alone would be some hundred megabytes. */
const ROWS = 50_000;

function csv(b: Bench, from: number, n: number): string {
  const file = join(b.folder, 'rows.csv');
  const rows = Array.from({ length: n }, (_, i) => `Event,R${from + i},A march ${from + i},protest,2022-01-05`);
  writeFileSync(file, `kind,code,title,.kind,date\n${rows.join('\n')}\n`);
  return file;
}
async function add(b: Bench, on: Running, from: number, n: number): Promise<void> {
  for (let at = from; at < from + n; at += ROWS) {
    const file = csv(b, at, Math.min(ROWS, from + n - at));
    await on.api.call('import', { file, profile: 'csv-generic', space: 'case' });
    if (n > ROWS) note(`${at + ROWS - from} of ${n} entries made`);
  }
}

/** Processor time of a process and its threads, seconds; Linux only. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const [a, b] = [bench('sync-a'), bench('sync-b')];
const line = await countingProxy();
try {
  let from = await a.serve();
  let to = await b.serve();
  const invited = await from.api.call('coalition.invite', { space: 'case', role: 'write' });
  const answer = await to.api.call('coalition.join', { file: invited.text, slug: 'shared' });
  await from.api.call('coalition.admit', { space: 'case', file: answer.text });
  await add(a, from, 0, N);
  // Started anew: the most memory is then that of the exchange.
  await from.stop();
  await to.stop();
  [from, to] = [await a.serve(), await b.serve()];

  const sync = async (name: string): Promise<void> => {
    const before = { ...line.seen, a: cpuSeconds(from.pid), b: cpuSeconds(to.pid), at: performance.now() };
    const done = await to.api.call('sync.run', { url: from.address, proxy: { all: line.url, none: '' } });
    const seconds = (performance.now() - before.at) / 1000;
    const [space] = done.spaces;
    if (!done.ok) throw new Error(JSON.stringify(done).slice(0, 2_000));
    const entries = space?.received.accepted ?? 0;
    const put = (what: string, value: number, unit: string): void =>
      print({ name: `sync.${name}.${what}`, n: N, value, unit, budget: null });
    put('entries', entries, 'entries');
    put('time', seconds, 's');
    if (entries > DELTA) put('speed', entries / seconds, 'entries/s');
    put('bytes', line.seen.down - before.down, 'bytes received');
    put('bytes_sent', line.seen.up - before.up, 'bytes sent');
    put('requests', line.seen.requests - before.requests, 'requests');
    put('cpu_sender', cpuSeconds(from.pid) - before.a, 's');
    put('cpu_receiver', cpuSeconds(to.pid) - before.b, 's');
    put('memory_sender', peakMb(from.pid), 'MB');
    put('memory_receiver', peakMb(to.pid), 'MB');
  };
  await sync('first');
  await add(a, from, N, DELTA);
  await sync('delta');
  await sync('nothing');
  await from.stop();
  await to.stop();
} finally {
  line.close();
  a.remove();
  b.remove();
}
