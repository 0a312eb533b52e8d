/**
 * The age file as others write it: the CCTV vectors of the format (143 files: good ones, and bad ones that must be refused)
 * through our own reader, which unwraps keys by the library. All are answered as the format says; none is passed over.
 */
import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { armor } from 'age-encryption';
import * as vectors from 'cctv-age';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../base/bytes.ts';
import { openAge } from './age-open.ts';
import { inPieces } from './bundle-fixture.ts';
import { BundleFault } from './byte-source.ts';

interface Vector {
  readonly expect: string;
  readonly payload: string | null;
  readonly identities: readonly string[];
  readonly passphrases: readonly string[];
  readonly armored: boolean;
  readonly file: Uint8Array;
}

function parse(bytes: Uint8Array): Vector {
  const end = Buffer.from(bytes).indexOf('\n\n');
  const lines = Buffer.from(bytes.subarray(0, end)).toString('utf8').split('\n');
  const all = (name: string): string[] =>
    lines.flatMap((l) => (l.startsWith(`${name}: `) ? [l.slice(name.length + 2)] : []));
  const file = bytes.subarray(end + 2);
  return {
    expect: all('expect')[0] ?? '',
    payload: all('payload')[0] ?? null,
    identities: all('identity'),
    passphrases: all('passphrase'),
    armored: all('armored')[0] === 'yes',
    file: new Uint8Array(all('compressed')[0] === 'zlib' ? inflateSync(file) : file),
  };
}

/** What came out before the end, and the code of what ended it. */
async function open(
  v: Vector,
): Promise<{ readonly hash: string; readonly bytes: number; readonly code: string | null }> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const by = { identities: v.identities, passphrases: v.passphrases };
    for await (const chunk of openAge(inPieces(v.file, 10_000), by)) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    return { hash: hash.digest('hex'), bytes, code: null };
  } catch (error) {
    if (!(error instanceof BundleFault)) throw error;
    return { hash: hash.digest('hex'), bytes, code: error.code };
  }
}

const NOTHING = toHex(createHash('sha256').digest());
/** Codes that say a thing of each kind of failure. A key that does not unwrap is often only seen as one that does not match. */
const CODES: { readonly [expected: string]: readonly string[] } = {
  'no match': ['E_BUNDLE_KEY'],
  'HMAC failure': ['E_BUNDLE_AGE'],
  'header failure': ['E_BUNDLE_AGE', 'E_BUNDLE_WORK', 'E_TORN'],
  'payload failure': ['E_BUNDLE_CHANGED', 'E_TORN'],
};

const list = Object.entries(vectors).map(([name, bytes]) => [name, parse(bytes)] as const);
/** A bundle is binary, never ASCII armour: those vectors are given to the library alone. */
const armoured = list.filter(([, v]) => v.armored);
const binary = list.filter(([, v]) => !v.armored);

describe('the vectors of age', () => {
  test('are all there, and none is left out', () => {
    expect([list.length, binary.length, armoured.length]).toEqual([143, 110, 33]);
  });

  test.each(binary)('%s', async (_, v) => {
    const got = await open(v);
    if (v.expect === 'success') expect(got).toMatchObject({ code: null, hash: v.payload });
    else {
      expect(CODES[v.expect]).toContain(got.code);
      // What is given out before a failure is all that may be given out.
      expect(got.hash).toBe(v.payload ?? NOTHING);
    }
  });

  test.each(armoured)('%s (armour)', async (_, v) => {
    expect(await open(v)).toMatchObject({ code: expect.stringMatching(/^E_(BUNDLE_AGE|TORN)$/) });
    let file: Uint8Array | null;
    try {
      file = armor.decode(Buffer.from(v.file).toString('latin1'));
    } catch {
      file = null;
    }
    if (v.expect === 'armor failure') expect(file).toBeNull();
    else expect(file && (await open({ ...v, file })).code === null).toBe(v.expect === 'success');
  });
});
