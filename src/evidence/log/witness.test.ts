/** A witness answers as tlog-witness says, one row per answer; and two checkpoints that no one tree can have. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../../test/property-runs.ts';
import { fromUtf8, utf8 } from '../../base/bytes.ts';
import { toBase64 } from './base64.ts';
import { checkpointText, parseCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
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
  treeHash,
} from '../../../test/evidence/log-kit.ts';
import { consistencyProof, emptyRoot } from './merkle.ts';
import { parseNote, verifyNote } from './note.ts';
import { signText } from './note-sign.ts';
import { prefixShown } from './merkle-verify.ts';
import { compareCheckpoints } from './split.ts';
import {
  formatAnswer,
  formatRequest,
  parseAnswer,
  parseKnownSize,
  PLAIN_TYPE,
  REQUEST_MAX_BYTES,
  SIZE_TYPE,
} from './witness-request.ts';
import { originOf, witness, type WitnessState } from './witness.ts';

const W = signerOf('member.kua/witness');
const NOW = 1_700_000_000_999;
const keys = { primitives: p, witness: W, logs: [keyOf(LOG, 'log')] };
const leaves = leavesOf(64);
const other = leavesOf(64).map((leaf, i) => (i === 3 ? idOf(999) : leaf));
const proof = (a: number, b: number, of = leaves) => consistencyProof(sha256, subtreesOf(of), a, b);
const stateAt = (size: number, of = leaves): WitnessState => ({
  origin: LOG.name,
  size,
  root: treeHash(of.slice(0, size)),
});
const ask = (state: WitnessState | null, body: string, logs = keys.logs) =>
  witness(state, utf8(body), NOW, { ...keys, logs });

describe('add-checkpoint', () => {
  test('200: the first checkpoint, and one that follows', () => {
    const first = ask(null, formatRequest(0, [], noteOver(leaves, 9)));
    expect(first).toMatchObject({ status: 200, type: PLAIN_TYPE, next: stateAt(9) });
    const note = noteOver(leaves, 20);
    const second = ask(stateAt(9), formatRequest(9, proof(9, 20), note));
    expect(second).toMatchObject({ status: 200, next: stateAt(20) });
    const whole = parseNote(utf8(note + fromUtf8(second.body)));
    const verified = whole.ok ? verifyNote(p, whole.value, [keyOf(W, 'cosignature')]) : whole;
    expect(verified).toMatchObject({ ok: true, value: [{ time: 1_700_000_000 }] });
  });

  test('200: the same checkpoint again is cosigned again', () => {
    expect(ask(stateAt(9), formatRequest(9, [], noteOver(leaves, 9))).status).toBe(200);
  });

  test('200: an empty log', () => {
    expect(ask(null, formatRequest(0, [], noteOver(leaves, 0)))).toMatchObject({ status: 200, next: { size: 0 } });
    expect(ask(stateAt(0), formatRequest(0, [], noteOver(leaves, 5))).status).toBe(200);
  });

  test('400: not in its form, or the old size above the new one', () => {
    expect(ask(null, 'old 01\n\nx')).toMatchObject({ status: 400, body: utf8('line 1: old size\n') });
    expect(ask(null, 'x'.repeat(REQUEST_MAX_BYTES + 1)).status).toBe(400);
    expect(ask(stateAt(20), formatRequest(20, [], noteOver(leaves, 9))).status).toBe(400);
    const many = Array.from({ length: 64 }, () => idOf(0));
    expect(ask(null, formatRequest(0, many, noteOver(leaves, 9))).status).toBe(400);
  });

  test('403: nobody trusted signed it, or the signature does not hold', () => {
    const { text } = (parseNote(utf8(noteOver(leaves, 9))) as { value: { text: string } }).value;
    const stranger = { name: LOG.name, seed: idOf(5) };
    expect(ask(null, formatRequest(0, [], `${text}\n${signText(p, stranger, text)}`)).status).toBe(403);
    const moved = `${checkpointText({ ...stateAt(9), size: 10 })}\n${signText(p, LOG, text)}`;
    expect(ask(null, formatRequest(0, [], moved)).status).toBe(403);
  });

  test('200 when one of two signatures is by a key that is not known', () => {
    const { text } = (parseNote(utf8(noteOver(leaves, 9))) as { value: { text: string } }).value;
    const stranger = { name: LOG.name, seed: idOf(5) };
    const both = `${text}\n${signText(p, stranger, text)}${signText(p, LOG, text)}`;
    expect(ask(null, formatRequest(0, [], both)).status).toBe(200);
  });

  test('404: an origin that nobody asked us to watch', () => {
    expect(ask(null, formatRequest(0, [], noteOver(leaves, 9)), []).status).toBe(404);
    expect(ask(null, formatRequest(0, [], noteOver(leaves, 9, signerOf('x.kua/log/1')))).status).toBe(404);
  });

  test('409: another size is known, and it is told', () => {
    const conflict = ask(stateAt(9), formatRequest(0, [], noteOver(leaves, 20)));
    expect(conflict).toEqual({ status: 409, type: SIZE_TYPE, body: utf8('9\n') });
    expect(parseKnownSize(conflict)).toBe(9);
    expect(ask(null, formatRequest(5, proof(5, 9), noteOver(leaves, 9))).body).toEqual(utf8('0\n'));
  });

  test('409: the same size with another root', () => {
    const conflict = ask(stateAt(9), formatRequest(9, [], noteOver(other, 9)));
    expect(conflict).toMatchObject({ status: 409, type: PLAIN_TYPE });
    expect(parseKnownSize(conflict)).toBeNull();
  });

  test('422: the proof does not hold', () => {
    expect(ask(stateAt(9), formatRequest(9, proof(9, 20, other), noteOver(other, 20))).status).toBe(422);
    expect(ask(stateAt(9), formatRequest(9, [], noteOver(leaves, 20))).status).toBe(422);
    expect(ask(null, formatRequest(0, [idOf(1)], noteOver(leaves, 20))).status).toBe(422);
    const text = checkpointText({ origin: LOG.name, size: 0, root: idOf(1) });
    expect(ask(null, formatRequest(0, [], `${text}\n${signText(p, LOG, text)}`)).status).toBe(422);
  });

  test('only an honest extension of what is known is ever cosigned', () => {
    const size = fc.integer({ min: 0, max: 64 });
    fc.assert(
      fc.property(size, size, size, fc.boolean(), fc.boolean(), (known, old, next, forked, fresh) => {
        const state = fresh ? null : stateAt(known);
        const tree = forked ? other : leaves;
        const path = old > 0 && old <= next ? proof(old, next, tree) : [];
        const reply = ask(state, formatRequest(old, path, noteOver(tree, next)));
        const before = state?.size ?? 0;
        const honest = old === before && next >= old && (!forked || before <= 3 || (next === before && before <= 3));
        expect(reply.status === 200).toBe(honest);
        expect(reply.next === undefined).toBe(reply.status !== 200);
        if (reply.next) expect(reply.next.size).toBeGreaterThanOrEqual(before);
      }),
      propertyRuns(1000),
    );
  });

  test('the origin of a request is read before its state is looked up', () => {
    expect(originOf(utf8(formatRequest(0, [], noteOver(leaves, 9))))).toBe(LOG.name);
    expect(originOf(utf8('old 0\n'))).toBeNull();
  });
});

test('an answer file is read back, whatever carried it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), fc.string({ maxLength: 200 }), (status, text) => {
      const answer = { status, type: PLAIN_TYPE, body: utf8(text) };
      expect(parseAnswer(utf8(formatAnswer(answer)))).toEqual({ ok: true, value: answer });
    }),
    propertyRuns(1000),
  );
  for (const bad of [
    '',
    '200',
    '200\n',
    '200\ntext/plain',
    '200\ntext/plain\n',
    '200\ntext/plain\nx',
    '99\na\n\nb',
    '2000\na\n\nb',
  ])
    expect(parseAnswer(utf8(bad)), JSON.stringify(bad)).toMatchObject({ ok: false, error: { code: 'E_LOG_FORMAT' } });
});

describe('split', () => {
  const signed = (note: string): SignedCheckpoint => {
    const read = parseCheckpoint(utf8(note));
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    return read.value;
  };
  const compare = (a: string, b: string, between: Parameters<typeof compareCheckpoints>[4] = null) =>
    compareCheckpoints(p, signed(a), signed(b), keys.logs, between);
  const between = (m: number, n: number, of = leaves) => ({
    prefix: treeHash(of.slice(0, m)),
    proof: proof(m, n, of),
  });

  test('one size, two roots: split; the same twice: same', () => {
    expect(compare(noteOver(leaves, 9), noteOver(other, 9))).toEqual({ ok: true, value: 'split' });
    expect(compare(noteOver(leaves, 9), noteOver(leaves, 9))).toEqual({ ok: true, value: 'same' });
  });

  test('two sizes: open until a proof shows one or the other', () => {
    for (const m of [4, 5, 8, 9]) {
      expect(compare(noteOver(leaves, m), noteOver(leaves, 20))).toEqual({ ok: true, value: 'open' });
      expect(compare(noteOver(leaves, 20), noteOver(leaves, m), between(m, 20)).ok).toBe(true);
      expect(compare(noteOver(leaves, m), noteOver(leaves, 20), between(m, 20))).toMatchObject({ value: 'consistent' });
      expect(compare(noteOver(leaves, m), noteOver(other, 20), between(m, 20, other))).toMatchObject({
        value: 'split',
      });
    }
  });

  test('a refused proof may itself show the other history', () => {
    for (let m = 1; m < 20; m++) {
      const shown = prefixShown(sha256, m, 20, treeHash(other.slice(0, 20)), proof(m, 20, other));
      const isPower = [1, 2, 4, 8, 16].includes(m);
      expect(shown).toEqual(isPower ? null : treeHash(other.slice(0, m)));
      expect(prefixShown(sha256, m, 20, treeHash(leaves.slice(0, 20)), proof(m, 20, other))).toBeNull();
    }
    expect(prefixShown(sha256, 20, 20, idOf(1), [])).toBeNull();
  });

  test('a proof that does not hold accuses nobody', () => {
    const wrong = { prefix: idOf(1), proof: proof(9, 20) };
    expect(compare(noteOver(leaves, 9), noteOver(leaves, 20), wrong)).toMatchObject({ ok: false });
  });

  test('a note that the log did not sign accuses nobody', () => {
    const forged = noteOver(other, 9, { name: LOG.name, seed: idOf(5) });
    expect(compare(noteOver(leaves, 9), forged)).toMatchObject({ ok: false, error: { code: 'E_LOG_SIGNATURE' } });
    expect(compare(noteOver(leaves, 9), noteOver(leaves, 9, signerOf('y.kua/log/1'))).ok).toBe(false);
  });

  test('a signed empty tree with a root of its own is a split', () => {
    const text = checkpointText({ origin: LOG.name, size: 0, root: idOf(1) });
    expect(toBase64(emptyRoot(sha256))).not.toBe(toBase64(idOf(1)));
    expect(compare(`${text}\n${signText(p, LOG, text)}`, noteOver(leaves, 9))).toEqual({ ok: true, value: 'split' });
    expect(compare(noteOver(leaves, 0), noteOver(leaves, 9))).toEqual({ ok: true, value: 'consistent' });
  });
});
