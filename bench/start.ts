/** Cold start to the first page, and memory of an idle node, with the example case loaded. */
import { setTimeout as wait } from 'node:timers/promises';
import { note, percentile, print } from './figure.ts';
import { bench, residentMb } from './product.ts';

const RUNS = 5;
const b = bench('start');
try {
  note('loading the example');
  b.kua('example', 'january-2022');
  const pages: number[] = [];
  let memory = Number.NaN;
  for (let i = 0; i < RUNS; i++) {
    const from = performance.now();
    const node = await b.serve();
    const answer = await fetch(node.address);
    await answer.text();
    if (answer.status !== 200) throw new Error(`the desk answered ${answer.status}`);
    pages.push(performance.now() - from);
    if (i === RUNS - 1) {
      await wait(5000);
      memory = residentMb(node.pid);
    }
    await node.stop();
  }
  print({ name: 'cold_start_to_first_page', n: RUNS, value: percentile(pages, 0.5), unit: 'ms', budget: '< 2000' });
  print({ name: 'idle_memory', n: 1, value: memory, unit: 'MB', budget: '< 200' });
} finally {
  b.remove();
}
