/** Twenty people on one node, each with their own session: how long an interaction takes, and whether a write is lost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNode } from '../test/e2e/running-node.ts';
import { arrive, lost, type Person, work } from '../test/load/people.ts';
import { note, percentile, print } from './figure.ts';

const PEOPLE = Number(process.env['KUA_BENCH_PEOPLE'] ?? 20);
const ROUNDS = 10;
/** Between two steps of a person: far less than reading takes. */
const PAUSE_MS = 1000;

const folder = mkdtempSync(join(tmpdir(), 'kua-bench-load-'));
const node = await startNode(folder);
try {
  const people: Person[] = [];
  for (let n = 1; n <= PEOPLE; n++) people.push(await arrive(node, `Practice person ${n}`, 'documenter'));
  note(`${PEOPLE} people at work, ${ROUNDS} rounds each`);
  const day = await work(people, node.space, ROUNDS, PAUSE_MS);
  const all = [...day.times.values()].flat();
  for (const [what, times] of day.times)
    print({
      name: `load_${what.replace(' ', '_')}_p95`,
      n: PEOPLE,
      value: percentile(times, 0.95),
      unit: 'ms',
      budget: '< 200',
    });
  print({ name: 'load_interaction_p50', n: PEOPLE, value: percentile(all, 0.5), unit: 'ms', budget: null });
  print({ name: 'load_interaction_p95', n: PEOPLE, value: percentile(all, 0.95), unit: 'ms', budget: '< 200' });
  const first = people[0];
  print({
    name: 'load_writes_lost',
    n: day.acknowledged.length,
    value: first ? (await lost(first, node.space, day)).length : Number.NaN,
    unit: 'writes',
    budget: '= 0',
  });
  print({ name: 'load_calls_refused', n: all.length, value: day.refused.length, unit: 'calls', budget: '= 0' });
  for (const line of day.refused.slice(0, 5)) note(line);
} finally {
  await node.stop();
  rmSync(folder, { recursive: true, force: true });
}
