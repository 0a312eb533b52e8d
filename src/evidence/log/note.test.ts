/** Notes, keys, checkpoints, proofs, policies: examples of the specifications, one thing changed, hostile bytes. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../../test/property-runs.ts';
import { concatBytes, toHex, utf8 } from '../../base/bytes.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { checkpointText, parseCheckpoint, parseCheckpointText, parseSize } from './checkpoint.ts';
import {
  idOf,
  keyOf,
  leavesOf,
  LOG,
  noteOver,
  p,
  sha256,
  signerOf,
  subtreesOf,
} from '../../../test/evidence/log-kit.ts';
import { inclusionProof } from './merkle.ts';
import {
  cosignatureTime,
  cosignedText,
  formatNote,
  formatVkey,
  isKeyName,
  NOTE_MAX_BYTES,
  noteKey,
  parseNote,
  parseVkey,
  verifyNote,
} from './note.ts';
import { cosignText, signText } from './note-sign.ts';
import { formatPolicy, judge, ownPolicy, parsePolicy } from './policy.ts';
import { formatProof, isLogProof, parseProof, verifyProof } from './proof.ts';
import { parseAnswer, parseCosignatures, parseRequest } from './witness-request.ts';
import { witness } from './witness.ts';

const FOLDER = new URL('../../../test/vectors/c2sp/', import.meta.url).pathname;
const vector = (name: string): Uint8Array => new Uint8Array(readFileSync(FOLDER + name));
const taken = <T>(r: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!r.ok) throw new Error(JSON.stringify(r.error));
  return r.value;
};

describe('examples of C2SP', () => {
  test('nine files', () => {
    expect(readdirSync(FOLDER).filter((f) => f !== 'LICENSE')).toHaveLength(9);
  });

  test('the signed note verifies; with any byte changed it does not', () => {
    const bytes = vector('signed-note.example.note');
    const key = taken(parseVkey(sha256, new TextDecoder().decode(vector('signed-note.example.vkey')).trim()));
    expect(toHex(key.id)).toBe('530d903a');
    expect(taken(verifyNote(p, taken(parseNote(bytes)), [key]))).toHaveLength(1);
    for (let i = 0; i < bytes.length; i++) {
      const changed = bytes.slice();
      changed[i] = (changed[i] as number) ^ 1;
      const note = parseNote(changed);
      const held = note.ok ? verifyNote(p, note.value, [key]) : note;
      expect(held.ok && held.value.length > 0, `byte ${i}`).toBe(false);
    }
  });

  test('a text with an empty line and other letters ends at the last empty line', () => {
    const note = taken(parseNote(vector('signed-note.unicode.note')));
    expect(note.text.split('\n')).toEqual([
      'Ognuno sta solo sul cuor della terra',
      'trafitto da un raggio di sole:',
      '',
      'ed è subito sera.',
      '',
    ]);
    expect(utf8(formatNote(note))).toEqual(vector('signed-note.unicode.note'));
  });

  test('checkpoint, cosignature, request and answer are read', () => {
    const { checkpoint } = taken(parseCheckpoint(vector('checkpoint.example.note')));
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(toBase64(checkpoint.root)).toBe('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=');
    const [, second] = taken(parseNote(vector('cosignature.example.note'))).signatures;
    expect(second && cosignatureTime(second.bytes)).toBe(1_679_315_147);
    expect(new TextDecoder().decode(cosignedText(1_679_315_147, checkpointText(checkpoint)))).toBe(
      `cosignature/v1\ntime 1679315147\n${checkpointText(checkpoint)}`,
    );
    const request = taken(parseRequest(vector('witness-add-checkpoint.request.txt')));
    expect(request.old).toBe(20_852_014);
    expect(request.proof).toHaveLength(4);
    expect(request.signed.note.signatures).toHaveLength(2);
    const answer = taken(parseCosignatures(vector('witness-add-checkpoint.response.txt')));
    expect(new Set(answer.map((s) => s.name))).toEqual(new Set(['witness.example/w1', 'witness.example/w2']));
    expect(answer.map((s) => s.bytes.length)).toEqual([72, 72, 72]);
  });

  test('shapes with elisions are refused, and the line is named', () => {
    expect(parseProof(vector('tlog-proof.shape.txt'))).toMatchObject({
      ok: false,
      error: { code: 'E_LOG_FORMAT', params: { what: 'note', line: 14 } },
    });
    expect(parsePolicy(p, vector('tlog-policy.shape.txt'))).toMatchObject({
      ok: false,
      error: { code: 'E_LOG_FORMAT', params: { what: 'policy', line: 1, reason: 'key' } },
    });
  });
});

test('base64 has one spelling', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const text = toBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64(text)).toEqual(bytes);
    }),
    propertyRuns(1000),
  );
  for (const bad of ['A', 'AA', 'AAA', 'AB==', 'AAB=', 'AA=A', 'AA-_', ' AAA', 'AAAA\n', '===='])
    expect(fromBase64(bad), bad).toBeNull();
});

test('sizes are decimal without leading zeros and at most 2^53 - 1', () => {
  expect(['0', '1', '10', '9007199254740991'].map(parseSize)).toEqual([0, 1, 10, 9_007_199_254_740_991]);
  for (const bad of [
    '',
    '00',
    '01',
    '-1',
    '+1',
    '1 ',
    ' 1',
    '1.0',
    '1e3',
    '0x1',
    '9007199254740992',
    '99999999999999999',
  ])
    expect(parseSize(bad), bad).toBeNull();
});

test('a vkey is read back; another spelling, type or key id is refused', () => {
  const key = keyOf(LOG, 'log');
  const vkey = formatVkey(key);
  expect(taken(parseVkey(sha256, vkey))).toEqual(key);
  const weak = noteKey(sha256, LOG.name, 1, new Uint8Array(32));
  const other = formatVkey({ ...key, id: new Uint8Array(4) });
  for (const bad of [
    '',
    'a+b',
    other,
    formatVkey(weak),
    vkey.replace('+', ' '),
    `x${vkey}`,
    `${vkey}=`,
    vkey.toUpperCase(),
    `${LOG.name}+${toHex(key.id)}+${toBase64(concatBytes(new Uint8Array([6]), key.publicKey))}`,
  ])
    expect(parseVkey(sha256, bad), bad).toMatchObject({ ok: false, error: { code: 'E_LOG_FORMAT' } });
  expect(isKeyName('a b')).toBe(false);
  expect(isKeyName('a\u00a0b')).toBe(false);
  expect(isKeyName('a+b')).toBe(false);
  expect(isKeyName('')).toBe(false);
  expect(isKeyName('куә.kua/log/1')).toBe(true);
});

describe('checkpoint text', () => {
  const root = toBase64(idOf(1));
  test.each([
    [`\n5\n${root}\n`, 1, 'origin'],
    [`o\n05\n${root}\n`, 2, 'size'],
    ['o\n5\n', 3, 'root'],
    [`o\n5\n${root.slice(1)}\n`, 3, 'root'],
    [`o\n5\n${root}`, 1, 'line end'],
    [`o\n5\n${root}\nmore\n\n`, 5, 'empty line'],
  ])('%j is refused at line %i', (text, line, reason) => {
    expect(parseCheckpointText(text)).toMatchObject({ ok: false, error: { params: { line, reason } } });
  });
  test('lines that others add are let stand', () => {
    expect(taken(parseCheckpointText(`o\n5\n${root}\nmore\n`)).size).toBe(5);
  });
});

const leaves = leavesOf(40);
const w = (n: number) => signerOf(`member-${n}.kua/witness`);
const policyOf = (n: number) =>
  ownPolicy(
    keyOf(LOG, 'log'),
    Array.from({ length: n }, (_, i) => ({
      key: keyOf(w(i), 'cosignature'),
      url: i === 0 ? 'https://w.example/' : null,
    })),
  );

function cosigned(note: string, ...members: readonly number[]): string {
  const { text } = taken(parseNote(utf8(note)));
  return note + members.map((n) => cosignText(p, w(n), text, 1_700_000_000 + n)).join('');
}
const judged = (note: string, members: number) => judge(p, taken(parseCheckpoint(utf8(note))), policyOf(members));

describe('policy', () => {
  test('k is three, or all others when they are fewer; with nobody else everything is unwitnessed', () => {
    const note = noteOver(leaves, 9);
    expect(formatPolicy(policyOf(0))).toBe(`log ${formatVkey(keyOf(LOG, 'log'))}\nquorum none\n`);
    expect(taken(judged(note, 0))).toMatchObject({ quorum: true, witnessed: false, cosigned: [] });
    expect(taken(judged(cosigned(note, 0), 2))).toMatchObject({ quorum: false, witnessed: false });
    expect(taken(judged(cosigned(note, 0, 1), 2))).toMatchObject({ quorum: true, witnessed: true });
    expect(taken(judged(cosigned(note, 4, 2), 5)).quorum).toBe(false);
    expect(taken(judged(cosigned(note, 4, 2, 2), 5)).quorum).toBe(false);
    expect(taken(judged(cosigned(note, 4, 2, 0), 5)).cosigned).toEqual([
      { name: w(0).name, time: 1_700_000_000 },
      { name: w(2).name, time: 1_700_000_002 },
      { name: w(4).name, time: 1_700_000_004 },
    ]);
  });

  test('a line of an unknown key is ignored; one of a known key that does not hold makes the note bad', () => {
    const note = noteOver(leaves, 9);
    const text = taken(parseNote(utf8(note))).text;
    expect(taken(judged(note + cosignText(p, signerOf('stranger'), text, 5), 1)).cosigned).toEqual([]);
    const later = cosignText(p, w(0), text, 5).trimEnd().split(' ');
    const raw = fromBase64(later[2] ?? '') ?? new Uint8Array(0);
    raw[11] = 6;
    const forged = `— ${w(0).name} ${toBase64(raw)}\n`;
    expect(judged(note + forged, 1)).toMatchObject({ ok: false, error: { code: 'E_LOG_SIGNATURE' } });
  });

  test('a note of another log, or signed by the witness key alone, is refused', () => {
    expect(judged(noteOver(leaves, 9, signerOf('another.kua/log/1')), 1).ok).toBe(false);
    const text = taken(parseNote(utf8(noteOver(leaves, 9)))).text;
    expect(judged(`${text}\n${cosignText(p, w(0), text, 5)}`, 1)).toMatchObject({
      ok: false,
      error: { code: 'E_LOG_SIGNATURE', params: { name: LOG.name } },
    });
    // A log's key signs under its own origin only.
    expect(judged(`${text}\n${signText(p, { ...LOG, name: 'x' }, text)}`, 1).ok).toBe(false);
  });

  test('it is read back as written', () => {
    for (const n of [0, 1, 3, 7]) expect(taken(parsePolicy(p, utf8(formatPolicy(policyOf(n)))))).toEqual(policyOf(n));
  });

  const log = formatVkey(keyOf(LOG, 'log'));
  const [a, b] = [formatVkey(keyOf(w(0), 'cosignature')), formatVkey(keyOf(w(1), 'cosignature'))];
  test('groups of groups count as their members do; blanks and comments are left out', () => {
    const text = `# ours\n\n log\t${log} https://log.example/\nwitness x ${a}\nwitness y ${b}\ngroup g all x\ngroup h any g y\nquorum h\n`;
    const policy = taken(parsePolicy(p, utf8(text)));
    expect(policy.groups.map((g) => g.k)).toEqual([1, 1]);
    const signed = taken(parseCheckpoint(utf8(cosigned(noteOver(leaves, 9), 1))));
    expect(taken(judge(p, signed, policy)).quorum).toBe(true);
  });
  test.each([
    ['', 'quorum'],
    ['quorum none', 'line end'],
    ['quorum none\nquorum none\n', 'quorum'],
    ['quorum nobody\n', 'quorum'],
    [`log ${log}\nlog ${log}\nquorum none\n`, 'key'],
    [`log ${a}\nquorum none\n`, 'key'],
    [`witness x ${log}\nquorum none\n`, 'key'],
    [`witness none ${a}\nquorum none\n`, 'name'],
    [`witness x ${a}\nwitness x ${b}\nquorum x\n`, 'name'],
    [`witness x ${a}\nwitness y ${a}\nquorum x\n`, 'key'],
    [`witness x ${a}\ngroup g 2 x\nquorum g\n`, 'threshold'],
    [`witness x ${a}\ngroup g 0 x\nquorum g\n`, 'threshold'],
    [`witness x ${a}\ngroup g 1 x x\nquorum g\n`, 'member'],
    [`witness x ${a}\ngroup g 1\nquorum g\n`, 'member'],
    [`witness x ${a}\ngroup g 1 x\ngroup h 1 x\nquorum h\n`, 'member'],
    [`group g 1 x\nwitness x ${a}\nquorum g\n`, 'member'],
    ['wit x\nquorum none\n', 'word'],
  ])('%j is refused', (text, reason) => {
    expect(parsePolicy(p, utf8(text))).toMatchObject({
      ok: false,
      error: { code: 'E_LOG_FORMAT', params: { reason } },
    });
  });
});

describe('proof', () => {
  const note = cosigned(noteOver(leaves, 33), 0, 1);
  const text = formatProof(7, inclusionProof(sha256, subtreesOf(leaves), 7, 33), note);

  test('an entry of the log is proven, another is not', () => {
    const proof = taken(parseProof(utf8(text)));
    expect(isLogProof(utf8(text))).toBe(true);
    expect(taken(verifyProof(p, proof, idOf(7), policyOf(2)))).toMatchObject({ index: 7, size: 33, witnessed: true });
    expect(verifyProof(p, proof, idOf(8), policyOf(2))).toMatchObject({ ok: false, error: { code: 'E_LOG_PROOF' } });
    expect(verifyProof(p, proof, idOf(7).subarray(1), policyOf(2)).ok).toBe(false);
  });

  test('with any byte changed it is refused', () => {
    const bytes = utf8(text);
    for (let i = 0; i < bytes.length; i++) {
      const changed = bytes.slice();
      changed[i] = (changed[i] as number) ^ 1;
      const proof = parseProof(changed);
      const held = proof.ok ? verifyProof(p, proof.value, idOf(7), policyOf(2)) : proof;
      // A changed name or key id makes a signature one of a stranger: then the quorum is not met.
      expect(held.ok && held.value.quorum, `byte ${i}`).toBe(false);
    }
  });

  test('extra data is read and not trusted', () => {
    const proof = taken(parseProof(utf8(text.replace('\n', '\nextra aGk=\n'))));
    expect(proof.extra).toEqual(utf8('hi'));
    expect(taken(verifyProof(p, proof, idOf(7), policyOf(2))).quorum).toBe(true);
  });

  test.each([
    ['c2sp.org/tlog-proof@v2\nindex 0\n\n', 1, 'version'],
    ['c2sp.org/tlog-proof@v1\nindex 00\n\n', 2, 'index'],
    ['c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\n', 2, 'extra'],
    ['c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n', 3, 'hash'],
    [`c2sp.org/tlog-proof@v1\nindex 0\n${`${toBase64(new Uint8Array(32))}\n`.repeat(64)}\n`, 66, 'too many hashes'],
    ['c2sp.org/tlog-proof@v1\nindex 0\n', 1, 'no checkpoint'],
    [`c2sp.org/tlog-proof@v1\n${'x'.repeat(NOTE_MAX_BYTES * 2)}`, 1, 'size'],
  ])('%# is refused at line %i', (bad, line, reason) => {
    expect(parseProof(utf8(bad))).toMatchObject({ ok: false, error: { params: { line, reason } } });
  });
});

test('no reader throws, whatever it is given', () => {
  const sound = [...readdirSync(FOLDER).map(vector), utf8('200\ntext/plain\n\nx\n'), utf8(formatPolicy(policyOf(3)))];
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.constantFrom(...['\n', '\n\n', '— ', 'old 1\n', 'index 0\n', 'group g any ', 'quorum '].map(utf8)),
    fc.tuple(fc.constantFrom(...sound), fc.nat(2000), fc.nat(2000)).map(([b, from, n]) => b.slice(from, from + n)),
    fc.constantFrom(...sound),
  );
  const keys = { primitives: p, witness: w(0), logs: [keyOf(LOG, 'log')] };
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
      const bytes = concatBytes(...pieces);
      for (const read of [parseNote, parseCheckpoint, parseProof, parseRequest, parseAnswer, parseCosignatures]) {
        const result = (read as (b: Uint8Array) => { ok: boolean; error?: { code: string; params?: object } })(bytes);
        if (!result.ok) {
          expect(result.error?.code).toBe('E_LOG_FORMAT');
          expect(result.error?.params).toHaveProperty('line');
        }
      }
      parsePolicy(p, bytes);
      parseVkey(sha256, new TextDecoder().decode(bytes));
      expect(witness(null, bytes, 0, keys).status).toBeGreaterThanOrEqual(400);
    }),
    propertyRuns(1000),
  );
});
