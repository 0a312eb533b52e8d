/** Editions on a real disk: every kind of tampering is found and named; stock tools accept our signatures. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign as edSign } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { utf8 } from '../base/bytes.ts';
import { placeEdition } from './folder.ts';
import { isSafePath, MANIFEST_NAME, parseManifest, writeManifest } from './manifest.ts';
import type { EditionSigner } from './port.ts';
import { signManifest } from './sign.ts';
import { base64, parsePublicKey, sshKeyBlob } from './signature-format.ts';
import { verifyEdition } from './verify.ts';

function newSigner(): EditionSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return {
    publicKey: new Uint8Array(der.subarray(-32)),
    sign: (message) => new Uint8Array(edSign(null, message, privateKey)),
  };
}

const work = mkdtempSync(join(tmpdir(), 'kua-verify-'));
const signer = newSigner();
const original = join(work, 'edition-1');
const FILES: Readonly<Record<string, string>> = {
  'index.html': '<p>one</p>\n',
  'en/index.html': '<p>two</p>\n',
  'data/figures.csv': 'a,b\n1,2\n',
  'edition.json': '{}\n',
  'kk/қазақша.html': '<p>үш</p>\n',
};

async function writeEdition(dir: string, by: EditionSigner | null): Promise<void> {
  const files = Object.entries(FILES).map(([path, text]) => ({ path, bytes: utf8(text) }));
  const manifest = utf8(
    writeManifest(files.map((f) => ({ path: f.path, sha256: createHash('sha256').update(f.bytes).digest('hex') }))),
  );
  const signatures = by ? await signManifest(manifest, by, 'edition-1', '2022-01-12') : [];
  const placed = await placeEdition(dir, [...files, { path: MANIFEST_NAME, bytes: manifest }], signatures, []);
  expect(placed.ok).toBe(true);
}

beforeAll(() => writeEdition(original, signer));
afterAll(() => rmSync(work, { recursive: true, force: true }));

let copies = 0;
function copy(): string {
  const dir = join(work, `copy-${++copies}`);
  cpSync(original, dir, { recursive: true });
  for (const s of ['.sshsig', '.minisig', '.sig', '.allowed_signers', '.minisign.pub', '.pub.pem'])
    cpSync(original + s, dir + s);
  return dir;
}
const failures = async (dir: string, key?: string): Promise<string> => {
  const verdict = await verifyEdition(dir, key === undefined ? {} : { key });
  expect(verdict.ok).toBe(false);
  return verdict.checks
    .filter((c) => c.result === 'fail')
    .map((c) => `${c.name}: ${c.detail}`)
    .join('\n');
};
const flip = (path: string, at = 3): void => {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
};

describe('an edition on the disk', () => {
  test('an untouched one passes; who signed is not claimed without a key', async () => {
    const verdict = await verifyEdition(original);
    expect(verdict.ok).toBe(true);
    expect(verdict.checks.map((c) => `${c.name} ${c.result}`)).toEqual([
      'manifest pass',
      'files pass',
      'nothing missing pass',
      'nothing added pass',
      'plain files only pass',
      'signature .sshsig pass',
      'signature .minisig pass',
      'signature .sig pass',
      'signer not-run',
    ]);
  });
  test.each([
    ['pub.pem', () => `${original}.pub.pem`],
    ['minisign key', () => `${original}.minisign.pub`],
    ['allowed_signers', () => `${original}.allowed_signers`],
    ['hex', () => Buffer.from(signer.publicKey).toString('hex')],
    ['ssh line', () => `ssh-ed25519 ${base64(sshKeyBlob(signer.publicKey))} somebody`],
  ])('the signer passes with the right key given as %s', async (_form, key) => {
    const verdict = await verifyEdition(original, { key: key() });
    expect(verdict.ok).toBe(true);
    expect(verdict.checks.at(-1)).toMatchObject({ name: 'signer', result: 'pass' });
  });
  test('another key than the signer’s fails', async () => {
    const other = Buffer.from(newSigner().publicKey).toString('hex');
    expect(await failures(original, other)).toContain('made by another key');
  });
  test('a key that is none fails', async () => {
    expect(await failures(original, 'no key at all')).toContain('signer: the key given');
  });
  test('a changed byte names the file', async () => {
    const dir = copy();
    flip(join(dir, 'en/index.html'));
    expect(await failures(dir)).toBe('files: en/index.html');
  });
  test('an added file is named', async () => {
    const dir = copy();
    writeFileSync(join(dir, 'en/extra.html'), 'x');
    expect(await failures(dir)).toBe('nothing added: en/extra.html');
  });
  test('a removed file is named', async () => {
    const dir = copy();
    rmSync(join(dir, 'data/figures.csv'));
    expect(await failures(dir)).toBe('nothing missing: data/figures.csv');
  });
  test('a renamed file is named as missing and added', async () => {
    const dir = copy();
    renameSync(join(dir, 'data/figures.csv'), join(dir, 'data/Figures.csv'));
    expect(await failures(dir)).toBe('nothing missing: data/figures.csv\nnothing added: data/Figures.csv');
  });
  test('a link in place of a file is refused even when its content fits', async () => {
    const dir = copy();
    const elsewhere = join(work, 'elsewhere.html');
    renameSync(join(dir, 'index.html'), elsewhere);
    symlinkSync(elsewhere, join(dir, 'index.html'));
    expect(await failures(dir)).toContain('plain files only: index.html (link)');
  });
  test('a changed manifest fails by its signatures, a broken one by its form', async () => {
    const dir = copy();
    writeFileSync(join(dir, 'index.html'), 'new');
    const sha = createHash('sha256').update('new').digest('hex');
    const text = readFileSync(join(dir, MANIFEST_NAME), 'utf8');
    writeFileSync(join(dir, MANIFEST_NAME), text.replace(/[0-9a-f]{64}(?= {2}index\.html)/, sha));
    expect(await failures(dir)).toMatch(/signature \.sshsig: does not fit[^]*\.minisig[^]*\.sig/);
    writeFileSync(join(dir, MANIFEST_NAME), text.replace('  index.html', ' index.html'));
    expect(await failures(dir)).toContain('manifest: line');
  });
  test.each(['.sshsig', '.minisig', '.sig'])('a damaged %s fails', async (suffix) => {
    const dir = copy();
    flip(dir + suffix, suffix === '.sig' ? 3 : 60);
    expect(await failures(dir)).toContain(`signature ${suffix}`);
  });
  test('a signature made for another purpose or beside foreign keys fails', async () => {
    const dir = copy();
    writeFileSync(`${dir}.pub.pem`, readFileSync(`${original}.pub.pem`, 'utf8').replace(/.{44}$/m, 'A'.repeat(44)));
    const { ok } = await verifyEdition(dir);
    expect(ok).toBe(true); // not a key at all: ignored
    const foreign = newSigner();
    writeFileSync(`${dir}.pub.pem`, `ssh-ed25519 ${base64(sshKeyBlob(foreign.publicKey))}`);
    expect(await failures(dir)).toContain('keys beside the edition');
  });
  test('without signatures the files are checked and the signatures are absent', async () => {
    const dir = join(work, 'unsigned');
    await writeEdition(dir, null);
    const verdict = await verifyEdition(dir);
    expect(verdict.ok).toBe(true);
    expect(verdict.checks.filter((c) => c.result === 'absent')).toHaveLength(3);
    expect(await failures(dir, Buffer.from(signer.publicKey).toString('hex'))).toContain(
      'no signature by the key given',
    );
  });
  test('a folder without a manifest is no edition: nothing ran, nothing passes', async () => {
    const dir = join(work, 'plain');
    mkdirSync(dir);
    const verdict = await verifyEdition(dir);
    expect(verdict.ok).toBe(false);
    expect(verdict.checks.every((c) => c.result !== 'pass')).toBe(true);
  });
});

const has = (tool: string, args: readonly string[]): boolean => spawnSync(tool, args).error === undefined;

describe('stock tools', () => {
  test('ssh-keygen -Y verify accepts the .sshsig', ({ skip }) => {
    skip(!has('ssh-keygen', ['-?']), 'ssh-keygen is not installed');
    const run = (input: Buffer) =>
      spawnSync(
        'ssh-keygen',
        [
          '-Y',
          'verify',
          '-f',
          `${original}.allowed_signers`,
          '-I',
          'edition@kua',
          '-n',
          'edition@kua',
          '-s',
          `${original}.sshsig`,
        ],
        { input },
      ).status;
    const manifest = readFileSync(join(original, MANIFEST_NAME));
    expect(run(manifest)).toBe(0);
    expect(run(Buffer.concat([manifest, Buffer.from('x')]))).not.toBe(0);
  });
  test('openssl pkeyutl accepts the .sig', ({ skip }) => {
    skip(!has('openssl', ['version']), 'openssl is not installed');
    const args = ['pkeyutl', '-verify', '-pubin', '-inkey', `${original}.pub.pem`, '-rawin', '-in'];
    const rest = ['-sigfile', `${original}.sig`];
    expect(spawnSync('openssl', [...args, join(original, MANIFEST_NAME), ...rest]).status).toBe(0);
    expect(spawnSync('openssl', [...args, join(original, 'index.html'), ...rest]).status).not.toBe(0);
  });
  test('minisign accepts the .minisig', ({ skip }) => {
    skip(!has('minisign', ['-v']), 'minisign is not installed');
    const args = ['-Vm', join(original, MANIFEST_NAME), '-x', `${original}.minisig`, '-p', `${original}.minisign.pub`];
    expect(spawnSync('minisign', args).status).toBe(0);
  });
  test('sha256sum -c accepts the manifest', ({ skip }) => {
    skip(!has('sha256sum', ['--version']), 'sha256sum is not installed');
    execFileSync('sha256sum', ['-c', '--quiet', '--strict', MANIFEST_NAME], { cwd: original });
  });
});

describe('the manifest', () => {
  test('any list of files is read back, sorted by bytes', () => {
    const path = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter(isSafePath);
    const files = fc.uniqueArray(fc.record({ path, sha256: fc.stringMatching(/^[0-9a-f]{64}$/) }), {
      selector: (f) => f.path,
      minLength: 1,
    });
    fc.assert(
      fc.property(files, (list) => {
        const read = parseManifest(utf8(writeManifest(list)));
        expect(read.ok && [...read.value].sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual(
          [...list].sort((a, b) => (a.path < b.path ? -1 : 1)),
        );
      }),
      propertyRuns(200),
    );
  });
  test.each(['../up', '/abs', 'a//b', 'a\\b', './a', 'a\nb', MANIFEST_NAME])('the path %j is refused', (path) => {
    expect(isSafePath(path)).toBe(false);
  });
  test('lines out of order or twice are refused', () => {
    const line = (p: string) => `${'0'.repeat(64)}  ${p}\n`;
    expect(parseManifest(utf8(line('b') + line('a'))).ok).toBe(false);
    expect(parseManifest(utf8(line('a') + line('a'))).ok).toBe(false);
    expect(parseManifest(utf8('')).ok).toBe(false);
  });
  test('public keys are read in five forms and in no other', () => {
    expect(parsePublicKey('hello')).toBeNull();
    expect(parsePublicKey('')).toBeNull();
    expect(parsePublicKey(base64(signer.publicKey))).toEqual(signer.publicKey);
  });
});
