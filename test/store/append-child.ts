/** Appends to a ledger until it is killed; prints the ids of a transaction once it is durable. */
import { writeSync } from 'node:fs';
import { toHex } from '../../src/base/bytes.ts';
import { expectOk } from '../../src/base/result.ts';
import { openLedgerStore } from '../../src/store/sqlite/ledger-db.ts';
import { sampleSpace } from './sample-space.ts';

const path = process.argv[2] ?? '';
const key = new Uint8Array(32).fill(1);
const store = expectOk(openLedgerStore({ path, key, wrapKey: key, clock: Date.now }), 'ledger');
const space = await sampleSpace(true);
await store.transact((tx) => tx.putEntry(space.genesis));
for (let n = 1; ; n = (n * 7 + 3) % 41) {
  const batch = Array.from({ length: n + 1 }, (_, i) => space.data(`entry ${i} ${'x'.repeat(n * 100)}`));
  await store.transact(async (tx) => {
    for (const e of batch) await tx.putEntry(e);
  });
  writeSync(1, `${batch.map((e) => toHex(e.entry.id)).join(' ')}\n`);
}
