/** Takes objects in until it is killed; prints an object once it has its address. */
import { writeSync } from 'node:fs';
import { toHex } from '../../src/base/bytes.ts';
import { expectOk } from '../../src/base/result.ts';
import { openBlobs } from '../../src/store/blobs.ts';
import { sampleBytes } from './sample-bytes.ts';

const dir = process.argv[2] ?? '';
const start = Number(process.argv[3]);
const blobs = openBlobs({ dir, clock: Date.now });

for (let seed = start; ; seed++) {
  const size = (seed * 7919) % 2_500_000;
  const input = (async function* () {
    const all = sampleBytes(seed, size);
    for (let at = 0; at < size; at += 300_000) yield all.subarray(at, at + 300_000);
  })();
  const staged = expectOk(await blobs.ingest(input, { private: seed % 2 === 0, size: null, expected: null }), 'ingest');
  await staged.publish();
  const { alg, sha256, address, key } = staged.object;
  const printed = { seed, alg, size, sha256: toHex(sha256), address: toHex(address), key: key && toHex(key) };
  writeSync(1, `${JSON.stringify(printed)}\n`);
}
