/** Takes frames of a file into a ledger, over and over from the beginning, until it is killed; a line after each durable batch. */
import { readFileSync, writeSync } from 'node:fs';
import { expectOk } from '../../src/base/result.ts';
import { readFrames } from '../../src/ledger/frame-read.ts';
import { receiveFrames } from '../../src/node/coalition/receive.ts';
import { nodePrimitives } from '../../src/store/node-primitives.ts';
import { openLedgerStore } from '../../src/store/sqlite/ledger-db.ts';

const [path = '', file = ''] = process.argv.slice(2);
const key = new Uint8Array(32).fill(1);
const ledger = expectOk(openLedgerStore({ path, key, wrapKey: key, clock: Date.now }), 'ledger');
const bytes = new Uint8Array(readFileSync(file));
async function* pieces(): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
const parts = { ledger, primitives: nodePrimitives(), clock: Date.now };
const onProgress = (n: number): void => void writeSync(1, `${n}\n`);
await receiveFrames(parts, readFrames(pieces()), { onProgress });
writeSync(1, 'done\n');
setInterval(() => undefined, 1000);
