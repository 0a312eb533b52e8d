/** The second implementation, in Python: same ids and codes as ours, on the committed entries and on mutated ones. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { concatBytes, fromHex, toHex } from '../../src/base/bytes.ts';
import { openBody } from '../../src/ledger/body.ts';
import { verifyEntry } from '../../src/ledger/entry-verify.ts';
import type { EntryKind } from '../../src/ledger/model.ts';
import { nodePrimitives } from '../../src/store/node-primitives.ts';
import type { EntryFixture } from '../fixtures/entry/make.ts';
import { coded, type Forged, forge, padded, sealed, signHeader } from './forge.ts';
import { bodyBytes, key, none, salt, seed, sealedStart, start } from './forge-base.ts';
import { seeded } from './seeded.ts';

const p = nodePrimitives();
const program = fileURLToPath(new URL('../reference/ledger.py', import.meta.url));
const committed = fileURLToPath(new URL('../fixtures/entry/entries.json', import.meta.url));
const fixture = JSON.parse(readFileSync(committed, 'utf8')) as EntryFixture;
const missing = spawnSync('python3', ['--version']).status === 0 ? null : 'python3 is not installed';

/** Answers of the Python program, one per entry. */
function python(file: string): string[] {
  const run = spawnSync('python3', [program, file], { encoding: 'utf8', timeout: 50_000, maxBuffer: 1 << 24 });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout.trim().split('\n');
}

test('the second implementation gives every committed entry its id or code', (context) => {
  if (missing) return context.skip(missing);
  expect(python(committed)).toEqual([...fixture.good.map((g) => g.id), ...fixture.rejects.map((r) => r.code)]);
});

const random = seeded('mutated entries');
const pick = (n: number): number => {
  const [a = 0, b = 0, c = 0] = random(3);
  return (a * 65_536 + b * 256 + c) % n;
};
/** One to three bytes changed, put in or left out. */
function mutated(bytes: Uint8Array): Uint8Array {
  let out = bytes;
  for (let left = 1 + pick(3); left > 0; left--) {
    const at = pick(out.length + 1);
    const tail = pick(3);
    const [byte = 0] = tail === 0 ? [[0, 1, 0x40, 0x60, 0x80, 0xa0, 0xf6, 0xf7][pick(8)]] : random(1);
    out = concatBytes(
      out.subarray(0, at),
      tail === 1 ? none : new Uint8Array([byte]),
      out.subarray(at + (tail === 2 ? 0 : 1)),
    );
  }
  return out;
}

/** Bodies of every kind, taken from the committed entries. */
const samples = fixture.good.flatMap((g): { readonly kind: EntryKind; readonly block: Uint8Array }[] => {
  const entry = verifyEntry(p, fromHex(g.entry) ?? none);
  const block = fromHex(g.block) ?? none;
  if (!entry.ok || entry.value.header.epoch.length > 0) return [];
  const { kind } = entry.value.header;
  if (kind === 1) return [{ kind, block }];
  const rest = block.subarray(25);
  return [{ kind, block: concatBytes(salt, coded(0, block[24] === 1 ? (p.inflate(rest, 1_048_576) ?? none) : rest)) }];
});

function mutant(): Forged {
  const way = pick(10);
  if (way === 0) {
    const made = forge(p, seed, start, concatBytes(salt, coded(0, bodyBytes)));
    return { ...made, bytes: mutated(made.bytes) };
  }
  if (way <= 2) {
    const made = forge(p, seed, start, concatBytes(salt, coded(0, bodyBytes)));
    return { ...made, bytes: signHeader(p, seed, mutated(made.headerBytes)) };
  }
  if (way === 3) {
    const made = sealed(p, sealedStart, key, salt, mutated(padded(coded(0, bodyBytes))));
    return forge(p, seed, sealedStart, made.block, made.kc);
  }
  if (way === 4) return forge(p, seed, start, concatBytes(salt, mutated(coded(1, p.deflate(bodyBytes)))));
  const sample = samples[pick(samples.length)];
  if (!sample) throw new Error('no sample');
  const from = sample.kind === 1 ? 4 : 25;
  const block = concatBytes(sample.block.subarray(0, from), mutated(sample.block.subarray(from)));
  return forge(p, seed, { ...start, kind: sample.kind }, block);
}

const ours = (m: Forged): string => {
  const entry = verifyEntry(p, m.bytes);
  if (!entry.ok) return entry.error.code;
  const body = openBody(p, entry.value.header, m.block, (e) => (toHex(e) === toHex(key.epoch) ? key.secret : null));
  return body.ok ? toHex(entry.value.id) : body.error.code;
};

test('both implementations say the same of 600 mutated entries', (context) => {
  if (missing) return context.skip(missing);
  const made = Array.from({ length: 600 }, mutant);
  const dir = mkdtempSync(join(tmpdir(), 'kua-python-'));
  try {
    const file = join(dir, 'mutated.json');
    const rejects = made.map((m) => ({ name: '', entry: toHex(m.bytes), block: toHex(m.block), code: '' }));
    const epochs = [{ id: toHex(key.epoch), secret: toHex(key.secret) }];
    writeFileSync(file, JSON.stringify({ about: '', epochs, good: [], rejects }));
    const expected = made.map(ours);
    const got = python(file);
    const differing = rejects.flatMap((r, i) =>
      got[i] === expected[i] ? [] : [{ ...r, ours: expected[i], theirs: got[i] }],
    );
    expect(differing).toEqual([]);
    const codes = new Set(expected.map((c) => (c.length === 64 ? 'id' : c)));
    expect([...codes]).toEqual(expect.arrayContaining(['id', 'E_COSE', 'E_CBOR', 'E_HEADER', 'E_BODY', 'E_CLAIMS']));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test('the Python program needs its standard library only', () => {
  const imports = readFileSync(program, 'utf8').match(/^(import|from) .*$/gm) ?? [];
  expect(imports).toEqual(['hashlib', 'hmac', 'json', 'struct', 'sys', 'zlib'].map((name) => `import ${name}`));
});
