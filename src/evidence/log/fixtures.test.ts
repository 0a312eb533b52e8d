/** Proofs, requests and notes as files, which other implementations can use: what must be taken, and what must be refused with which code. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { p } from '../../../test/evidence/log-kit.ts';
import { fromHex } from '../../base/bytes.ts';
import type { Failure, Result } from '../../base/result.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { judge, parsePolicy } from './policy.ts';
import { parseProof, verifyProof } from './proof.ts';
import { parseRequest } from './witness-request.ts';

const FOLDER = new URL('../../../test/fixtures/log/', import.meta.url).pathname;
const bytes = (name: string): Uint8Array => new Uint8Array(readFileSync(FOLDER + name));
const entry = fromHex(readFileSync(`${FOLDER}entry.hex`, 'utf8').trim()) ?? new Uint8Array(0);
const policy = parsePolicy(p, bytes('policy.txt'));
const files = (folder: string): readonly string[] =>
  readdirSync(FOLDER + folder)
    .filter((f) => !f.endsWith('.json'))
    .map((f) => `${folder}/${f}`);

function verdict(name: string): Result<unknown, Failure> {
  if (!policy.ok) return policy;
  if (name.endsWith('.kwreq')) return parseRequest(bytes(name));
  if (name.endsWith('.note')) {
    const read = parseCheckpoint(bytes(name));
    return read.ok ? judge(p, read.value, policy.value) : read;
  }
  const read = parseProof(bytes(name));
  return read.ok ? verifyProof(p, read.value, entry, policy.value) : read;
}

describe('files', () => {
  test('4 are taken, 12 are refused', () => {
    expect([files('valid').length, files('invalid').length]).toEqual([4, 12]);
  });
  test.each(files('valid'))('%s is taken', (name) => {
    expect(verdict(name)).toMatchObject({ ok: true });
  });
  test.each(files('invalid'))('%s is refused', (name) => {
    const text = readFileSync(FOLDER + name.replace(/\.[a-z-]+$/, '.expect.json'), 'utf8');
    const { code, line } = JSON.parse(text) as { code: string; line?: number };
    expect(verdict(name)).toMatchObject({ ok: false, error: { code, ...(line ? { params: { line } } : {}) } });
  });
});
