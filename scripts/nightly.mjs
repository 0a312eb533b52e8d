/**
 * `npm run nightly [-- --runs N --jobs N --seeds A,B --only PART]`: every property of the repository with N runs (10,000), then
 * the simulation of 20 nodes under several seeds and a bundle torn at every byte. One line per file: result, properties, runs that
 * were counted, seconds.
 * Exit 1 when a test fails, when a property ran fewer times than asked, or when a file with properties was not counted.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const SIMULATION = 'test/coalition/simulation.test.ts';
const TORN = 'test/coalition/torn-bundle.test.ts';
const STEPS = process.env.KUA_SIM_STEPS ?? '200';
/** Files whose properties open real databases take hours, and come after those that take seconds. */
const SLOW = ['src/node/coalition/receive-order', 'src/store/', 'src/intake/import', 'test/node/replay'];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    jobs: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
    seeds: { type: 'string', default: '1,2,3,4,5' },
    only: { type: 'string', default: '' },
  },
});
const runs = Number(values.runs);
const jobs = Number(values.jobs);
const seeds = values.seeds.split(',').filter(Boolean);
if (![runs, jobs].every((n) => Number.isSafeInteger(n) && n > 0) || seeds.some((s) => !/^\d+$/.test(s))) {
  process.stderr.write(
    'usage: node scripts/nightly.mjs [--runs N] [--jobs N] [--seeds A,B,…] [--only PART-OF-A-PATH]\n',
  );
  process.exit(2);
}

const sources = ['src', 'test', 'bench'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && /\.tsx?$/.test(e.name))
    .map((e) => relative(root, join(e.parentPath, e.name)).replaceAll('\\', '/')),
);
/** Files that import fast-check, and what is wrong with one of them before it ran. */
const users = sources.filter((path) => /^import .* from 'fast-check';/m.test(readFileSync(join(root, path), 'utf8')));
const isTest = (path) => /\.test\.tsx?$/.test(path);
function fault(path) {
  const text = readFileSync(join(root, path), 'utf8');
  const asserts = /\bfc\.(assert|check)\(|import \{[^}]*\b(assert|check)\b[^}]*\} from 'fast-check'/.test(text);
  if (!isTest(path)) return asserts ? 'properties outside a test file are not found by this script' : null;
  return text.includes('/property-runs.ts') ? null : 'does not ask test/property-runs.ts how often to run';
}

const scratch = mkdtempSync(join(tmpdir(), 'kua-nightly-'));
let nth = 0;
let failed = 0;
const total = { files: 0, properties: 0, runs: 0 };
const started = Date.now();
const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);
const say = (text) => process.stdout.write(`${text}\n`);

/** Runs one test file in a process of its own; its output is kept for the case that it fails. */
function vitest(path, env) {
  const args = ['node_modules/vitest/vitest.mjs', 'run', path, '--testTimeout=86400000', '--hookTimeout=86400000'];
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => output.push(bytes));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ ok: false, output: String(error) }));
    child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(output).toString('utf8') }));
  });
}

function tell(ok, path, what, since, why) {
  if (!ok) failed += 1;
  say(`${ok ? 'ok  ' : 'FAIL'} ${path}  ${what}  ${seconds(since)} s`);
  if (why) say(why.trimEnd().replaceAll(/^/gm, '     | '));
}

async function properties(path) {
  const since = Date.now();
  const wrong = fault(path);
  if (wrong) return tell(false, path, '0 properties, 0 runs', since, wrong);
  const record = join(scratch, `${nth++}.jsonl`);
  const { ok, output } = await vitest(path, { KUA_PROPERTY_RUNS: String(runs), KUA_PROPERTY_RECORD: record });
  let counted = [];
  try {
    counted = readFileSync(record, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  const ran = counted.reduce((sum, c) => sum + c.runs, 0);
  const short = counted.filter((c) => !c.failed && c.runs < runs).map((c) => c.runs);
  total.files += 1;
  total.properties += counted.length;
  total.runs += ran;
  const whys = [
    ...(ok ? [] : [output.split('\n').slice(-120).join('\n')]),
    ...(counted.length ? [] : ['no property of this file was counted']),
    ...(short.length ? [`ran fewer times than ${runs}: ${short.join(', ')}`] : []),
  ];
  tell(whys.length === 0, path, `${counted.length} properties, ${ran} runs`, since, whys.join('\n'));
}

/** A whole-program test at its full size. */
async function fullSize(path, what, env) {
  const since = Date.now();
  const { ok, output } = await vitest(path, env);
  tell(ok, path, what, since, ok ? '' : output.split('\n').slice(-120).join('\n'));
}
const simulation = (seed) =>
  fullSize(SIMULATION, `20 nodes, ${STEPS} steps, seed ${seed}`, {
    ...{ KUA_SIM_SEED: seed, KUA_SIM_NODES: '20', KUA_SIM_STEPS: STEPS },
  });
const torn = () => fullSize(TORN, 'torn at every byte', { KUA_SIM_STRIDE: '1' });

const chosen = (path) => path.includes(values.only);
const slow = (path) => (SLOW.some((start) => path.startsWith(start)) ? 1 : 0);
for (const path of users.filter((p) => !isTest(p) && fault(p)))
  tell(false, path, '0 properties', Date.now(), fault(path));
const work = [
  ...users
    .filter((path) => isTest(path) && chosen(path))
    .toSorted((a, b) => slow(a) - slow(b) || (a < b ? -1 : 1))
    .map((path) => () => properties(path)),
];
const simulations = [
  ...(chosen(SIMULATION) ? seeds.map((seed) => () => simulation(seed)) : []),
  ...(chosen(TORN) ? [torn] : []),
];
// The simulation stands between the quick files and the slow ones, so that a night that ends early has seen it.
const quick = work.length - users.filter((path) => isTest(path) && chosen(path) && slow(path)).length;
const queue = [...work.slice(0, quick), ...simulations, ...work.slice(quick)];
if (queue.length === 0) tell(false, values.only, 'no file', Date.now(), 'no file of that name has properties');
const worker = async () => {
  for (let job = queue.shift(); job; job = queue.shift()) await job();
};
await Promise.all(Array.from({ length: jobs }, worker));
rmSync(scratch, { recursive: true, force: true });
say(
  `${total.files} files, ${total.properties} properties, ${total.runs} runs, ${simulations.length} whole programs, ${failed} failed, ${seconds(started)} s`,
);
process.exitCode = failed ? 1 : 0;
