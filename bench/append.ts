/** Durable single append: a record by hand, acknowledged by the running node only when the disk has it and search finds it. */
import { note, percentile, print } from './figure.ts';
import { bench } from './product.ts';

const N = 500;
const b = bench('append');
try {
  const node = await b.serve();
  const make = async (i: number): Promise<number> => {
    const from = performance.now();
    await node.api.call('record.new', {
      kind: 'Signal',
      fields: { text: `Invented message ${i}`, received_at: '2022-01-05' },
    });
    return performance.now() - from;
  };
  for (let i = 0; i < 20; i++) await make(-i);
  const times: number[] = [];
  for (let i = 0; i < N; i++) {
    times.push(await make(i));
    if (i % 100 === 0) note(`${i} appended`);
  }
  await node.stop();
  print({ name: 'durable_append_p50', n: N, value: percentile(times, 0.5), unit: 'ms', budget: null });
  print({ name: 'durable_append_p99', n: N, value: percentile(times, 0.99), unit: 'ms', budget: '< 20' });
} finally {
  b.remove();
}
