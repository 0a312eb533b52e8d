/** `kua verify DIR` for an edition: every file against the manifest, nothing added, nothing missing, signatures, signer. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { equalBytes, fromUtf8 } from '../base/bytes.ts';
import type { CheckJson } from '../contract/api.ts';
import { MANIFEST_NAME, type ManifestLine, parseManifest } from './manifest.ts';
import {
  checkMinisignature,
  checkRawSignature,
  checkSshSignature,
  parseSshSignature,
  type SignatureVerdict,
} from './signature-check.ts';
import { KEY_SUFFIXES, parsePublicKey, SIGNATURE_SUFFIXES } from './signature-format.ts';

export interface EditionVerdict {
  readonly ok: boolean;
  readonly checks: readonly CheckJson[];
}

const MAX_NAMED = 20;
/** Names of the checks that read the folder itself; the others read what lies beside it. */
export const FILE_CHECKS: ReadonlySet<string> = new Set([
  'manifest',
  'files',
  'nothing missing',
  'nothing added',
  'plain files only',
]);

/**
 * Verifies the edition folder `dir` and the signatures beside it. `key` is the publisher's key as text in any form that
 * `parsePublicKey` reads, or a file that holds one; without it the signer's identity is not checked and the verdict says so.
 * `ok` is true only when the manifest was read, every file was hashed, and no check failed.
 */
export async function verifyEdition(dir: string, options: { readonly key?: string } = {}): Promise<EditionVerdict> {
  const root = resolve(dir);
  const manifest = await readOptional(join(root, MANIFEST_NAME));
  if (!manifest) {
    const detail = `${MANIFEST_NAME} is not there: ${dir} is no edition`;
    return { ok: false, checks: [{ name: 'manifest', result: 'fail', detail }, notRun('files'), notRun('signatures')] };
  }
  const checks: CheckJson[] = [];
  const parsed = parseManifest(manifest);
  if (parsed.ok) {
    checks.push({ name: 'manifest', result: 'pass', detail: `${parsed.value.length} files listed` });
    checks.push(...(await checkFiles(root, parsed.value)));
  } else {
    const { line, reason } = parsed.error.params ?? {};
    checks.push(
      { name: 'manifest', result: 'fail', detail: `line ${String(line)}: ${String(reason)}` },
      notRun('files'),
    );
  }
  checks.push(...(await checkSignatures(root, manifest, options.key)));
  const hashed = checks.some((c) => c.name === 'files' && c.result === 'pass');
  return { ok: hashed && checks.every((c) => c.result !== 'fail'), checks };
}

async function checkFiles(root: string, lines: readonly ManifestLine[]): Promise<readonly CheckJson[]> {
  const found = new Set<string>();
  const odd: string[] = [];
  await walk(root, '', found, odd);
  const listed = new Set(lines.map((l) => l.path));
  const missing = lines.filter((l) => !found.has(l.path)).map((l) => l.path);
  const added = [...found].filter((p) => p !== MANIFEST_NAME && !listed.has(p)).sort();
  const changed: string[] = [];
  for (const line of lines) {
    if (found.has(line.path) && (await sha256File(join(root, line.path))) !== line.sha256) changed.push(line.path);
  }
  const verdict = (name: string, bad: readonly string[], good: string): CheckJson =>
    bad.length > 0 ? { name, result: 'fail', detail: listed20(bad) } : { name, result: 'pass', detail: good };
  return [
    verdict('files', changed, `${lines.length - missing.length} files have the hash the manifest states`),
    verdict('nothing missing', missing, 'every listed file is there'),
    verdict('nothing added', added, 'no file but those listed'),
    verdict('plain files only', odd, 'no links and no special files'),
  ];
}

async function checkSignatures(
  root: string,
  manifest: Uint8Array,
  wanted: string | undefined,
): Promise<readonly CheckJson[]> {
  const [ssh, mini, raw] = await Promise.all(
    [SIGNATURE_SUFFIXES.ssh, SIGNATURE_SUFFIXES.minisign, SIGNATURE_SUFFIXES.raw].map((s) => readOptional(root + s)),
  );
  const given = wanted === undefined ? null : await readKey(wanted);
  if (wanted !== undefined && !given)
    return [{ name: 'signer', result: 'fail', detail: 'the key given is not an Ed25519 public key in a known form' }];
  const beside = await keysBeside(root);
  const key = given ?? (ssh && parseSshSignature(ssh)?.key) ?? beside[0] ?? null;
  const one = (name: string, file: Uint8Array | null | undefined, verdict: () => SignatureVerdict): CheckJson => {
    if (!file) return { name, result: 'absent' };
    const v = verdict();
    return v.ok
      ? { name, result: 'pass', detail: `by ${fingerprint(v.key)}` }
      : { name, result: 'fail', detail: v.why };
  };
  const keyless: SignatureVerdict = { ok: false, why: 'no key to check it with: give one with --key' };
  const checks = [
    one('signature .sshsig', ssh, () => checkSshSignature(manifest, ssh ?? manifest, key)),
    one('signature .minisig', mini, () => (key ? checkMinisignature(manifest, mini ?? manifest, key) : keyless)),
    one('signature .sig', raw, () => (key ? checkRawSignature(manifest, raw ?? manifest, key) : keyless)),
  ];
  if (key && beside.some((k) => !equalBytes(k, key)))
    checks.push({
      name: 'keys beside the edition',
      result: 'fail',
      detail: 'a key file beside the edition holds another key',
    });
  const signed = checks.some((c) => c.result === 'pass');
  checks.push(
    given
      ? signed
        ? { name: 'signer', result: 'pass', detail: `signed by the key given, ${fingerprint(given)}` }
        : { name: 'signer', result: 'fail', detail: 'no signature by the key given' }
      : {
          name: 'signer',
          result: 'not-run',
          detail: 'who holds this key was not checked: compare it out of band, then give it with --key',
        },
  );
  return checks;
}

async function walk(root: string, under: string, found: Set<string>, odd: string[]): Promise<void> {
  for (const entry of await readdir(join(root, under), { withFileTypes: true })) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isSymbolicLink()) odd.push(`${path} (link)`);
    else if (entry.isDirectory()) await walk(root, path, found, odd);
    else if (entry.isFile()) found.add(path);
    else odd.push(`${path} (special file)`);
  }
}

/** Keys in the convenience files beside the edition, those that can be read. */
async function keysBeside(root: string): Promise<readonly Uint8Array[]> {
  const files = await Promise.all(Object.values(KEY_SUFFIXES).map((s) => readOptional(root + s)));
  return files.flatMap((bytes) => {
    const key = bytes && parsePublicKey(fromUtf8(bytes) ?? '');
    return key ? [key] : [];
  });
}

async function readKey(text: string): Promise<Uint8Array | null> {
  const direct = parsePublicKey(text);
  if (direct) return direct;
  const file = await readOptional(text);
  return file ? parsePublicKey(fromUtf8(file) ?? '') : null;
}

/** Bytes of a plain file, or null when there is none at that path. */
async function readOptional(path: string): Promise<Uint8Array | null> {
  try {
    return (await lstat(path)).isFile() ? new Uint8Array(await readFile(path)) : null;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) return null;
    throw cause;
  }
}

async function sha256File(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** People compare the key itself: 64 hex digits. */
const fingerprint = (key: Uint8Array): string => Buffer.from(key).toString('hex');
const notRun = (name: string): CheckJson => ({ name, result: 'not-run' });

function listed20(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED).join(', ');
  return names.length > MAX_NAMED ? `${shown} and ${names.length - MAX_NAMED} more` : shown;
}
