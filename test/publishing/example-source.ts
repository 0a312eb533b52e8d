/** The January 2022 example as an edition reads it: loaded by the real importer into memory, folded by the real fold. */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expectOk } from '../../src/base/result.ts';
import { loadExample } from '../../src/intake/example.ts';
import { MemoryTarget } from '../../src/intake/memory-target.ts';
import type { EditionOptions, EditionSigner, EditionSource } from '../../src/publishing/port.ts';
import type { RecordView } from '../../src/records/model.ts';

const DIR = new URL('../../examples/january-2022/', import.meta.url);
const read = (name: string): Promise<Uint8Array> => readFile(new URL(name, DIR));

export async function exampleViews(): Promise<readonly RecordView[]> {
  const target = new MemoryTarget(true);
  expectOk(
    await loadExample({ target, practice: new MemoryTarget(false), readFile: read, now: 0 }),
    'the example loads',
  );
  return [...target.views().values()];
}

/** The example read to the present unless told otherwise. */
export async function exampleSource(
  views: readonly RecordView[],
  asOf = '2024-01-01T00:00:00.000Z',
): Promise<EditionSource> {
  const space = JSON.parse(new TextDecoder().decode(await read('space.json')));
  return {
    space: {
      id: 'a'.repeat(64),
      slug: space.slug,
      title: space.title,
      public: true,
      role: 'case',
      asOf: space.asOf,
      banner: space.banner,
    },
    asOf,
    records: async (kind) => views.filter((v) => v.kind === kind),
  };
}

/** A fixed key, so that editions of tests are the same bytes. */
export function testSigner(): EditionSigner {
  const seed = Buffer.alloc(32, 7);
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return {
    publicKey: new Uint8Array(der.subarray(-32)),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  };
}

export const TEST_OPTIONS: EditionOptions = {
  nowMs: Date.parse('2026-02-03T04:05:06Z'),
  publisher: 'Practice Organisation A (invented)',
  number: 1,
  version: '0.1.0',
  signer: testSigner(),
};
