/** A bundle of 10,000 sealed entries of ten claims each: its size, how long it takes to write and to read, and what memory that takes. */
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { makeDataEntry } from '../src/ledger/entry-make.ts';
import type { Frame } from '../src/ledger/frame.ts';
import { frontierOf } from '../src/ledger/frontier.ts';
import { makeGenesis } from '../src/ledger/genesis.ts';
import { makeManifest } from '../src/ledger/manifest.ts';
import type { Payload } from '../src/ledger/model.ts';
import { readBundle } from '../src/store/bundle/read.ts';
import { writeBundle } from '../src/store/bundle/write.ts';
import { nodePrimitives } from '../src/store/node-primitives.ts';
import { note, print } from './figure.ts';

const N = 10_000;
const p = nodePrimitives();

/** A person as a row of a list names them: invented. */
const row = (i: number): Payload => {
  const subject = p.random(16);
  const said = (field: string, value: string): Payload['claims'][number] => ({
    ...{ subject, kind: 'Detention', field, value, ctx: null },
  });
  return {
    by: p.random(16),
    ctx: { conf: 'reported', src: [{ type: 'source', id: p.random(16) }], obs: '2022-01-05~', extra: { row: i } },
    claims: [
      said('name', `Invented Person ${(i * 7919) % 99_991}`),
      said('status', i % 3 === 0 ? 'released' : 'held'),
      said('since', `2022-01-${String((i % 9) + 1).padStart(2, '0')}`),
      said('facility', `Invented detention centre ${i % 40}`),
      said('authority', `Invented department ${i % 12}`),
      said('article', `${200 + (i % 90)}.${i % 4}`),
      said('lawyer', i % 7 === 0 ? 'none' : `Invented Lawyer ${(i * 31) % 977}`),
      said('health', i % 11 === 0 ? 'injured, says a relative' : 'not known'),
      said('settlement', `Invented settlement ${i % 300}`),
      said('note', `Seen by ${(i % 5) + 1} others on the day; asked about at the gate ${i % 6} times.`),
    ],
    ends: [],
    batch: p.random(16),
  };
};

const genesis = await makeGenesis(p, {
  ...{ public: false, seatSeed: p.random(32), partySeed: p.random(32), kemSecret: p.random(32) },
  ...{ writerSeed: p.random(32), now: 1_641_000_000_000, text: 'bench', salt: p.random(32) },
});
const heads = [{ id: genesis.space, header: genesis.entry.header }];
const frames: Frame[] = [];
let writer = genesis.writer;
for (let i = 0; i < N; i++) {
  const deps = i % 5 === 0 ? [p.random(32)] : [];
  const made = makeDataEntry(p, writer, { payload: row(i) }, genesis.epoch, 1_641_000_000_001 + i, { deps });
  frames.push({ is: 'entry', bytes: made.entry.bytes }, { is: 'block', ph: made.entry.header.ph, block: made.block });
  heads.push({ id: made.id, header: made.entry.header });
  writer = made.next;
}
note(`${N} entries made`);

const manifest = makeManifest(p, p.random(32), {
  createdMs: 1_641_000_000_000,
  card: p.random(400),
  spaces: [{ space: genesis.space, have: frontierOf(heads), base: [], entries: N }],
});
const identity = await generateIdentity();
const to = { recipients: [await identityToRecipient(identity)] };
async function* all(): AsyncGenerator<Frame> {
  yield* frames;
}

let most = 0;
const watch = (): void => {
  most = Math.max(most, process.memoryUsage().rss);
};
const before = process.memoryUsage().rss;
const parts: Uint8Array[] = [];
let from = performance.now();
for await (const part of writeBundle(manifest, all(), to)) {
  parts.push(part);
  watch();
}
const writeMs = performance.now() - from;
const bytes = parts.reduce((sum, part) => sum + part.length, 0);

from = performance.now();
let entries = 0;
let bad = 0;
async function* written(): AsyncGenerator<Uint8Array> {
  yield* parts;
}
for await (const item of readBundle(p, written(), { identities: [identity] })) {
  if (item.is === 'entry') entries++;
  else if (item.is === 'bad') bad++;
  if (entries % 500 === 0) watch();
}
const readMs = performance.now() - from;

print({ name: 'bundle_size', n: N, value: bytes / 1e6, unit: 'MB', budget: '<= 8.5' });
print({ name: 'bundle_write', n: N, value: N / (writeMs / 1000), unit: 'entries/s', budget: null });
print({ name: 'bundle_read', n: entries, value: entries / (readMs / 1000), unit: 'entries/s', budget: null });
print({ name: 'bundle_read_bad', n: N, value: bad, unit: 'frames', budget: '= 0' });
print({ name: 'bundle_memory', n: N, value: (most - before) / 2 ** 20, unit: 'MiB', budget: '< 300' });
