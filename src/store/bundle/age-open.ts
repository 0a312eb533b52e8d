/**
 * Opens an age file as a stream. The library unwraps the file key; the payload (STREAM of C2SP age: chunks of 64 KiB under
 * ChaCha20-Poly1305, nonce = 11 bytes counter || 1 byte last) is read here, because the library's own stream drops a whole
 * chunk that was read when the one after it is broken, and of a torn bundle everything whole is to be kept.
 */
import { createDecipheriv, hkdfSync } from 'node:crypto';
import { Decrypter } from 'age-encryption';
import { concatBytes } from '../../base/bytes.ts';
import { AGE_HEADER_MAX, readAgeHeader, SCRYPT_LOG_MAX, scryptLog } from './age-header.ts';
import { BundleFault, type ByteSource, nextBytes } from './byte-source.ts';
import type { BundleIdentities } from './model.ts';

const CHUNK = 65_536;
const TAG = 16;
const NONCE = 16;

/** Throws on a text that is no identity: a bug of the caller, whose keys are of its own vault. */
export function decrypterOf({ identities = [], passphrases = [] }: BundleIdentities): Decrypter {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  for (const passphrase of passphrases) decrypter.addPassphrase(passphrase.normalize('NFC'));
  return decrypter;
}

async function fileKeyOf(header: Uint8Array, by: BundleIdentities): Promise<Uint8Array> {
  const log = (by.passphrases ?? []).length > 0 ? scryptLog(header) : 0;
  if (log > SCRYPT_LOG_MAX) throw new BundleFault('E_BUNDLE_WORK', { log, max: SCRYPT_LOG_MAX });
  const decrypter = decrypterOf(by);
  try {
    return await decrypter.decryptHeader(header);
  } catch (error) {
    const noMatch = error instanceof Error && error.message.startsWith('no identity matched');
    throw new BundleFault(noMatch ? 'E_BUNDLE_KEY' : 'E_BUNDLE_AGE', {}, error);
  }
}

function openChunk(key: Uint8Array, index: number, last: boolean, sealed: Uint8Array): Uint8Array | null {
  const nonce = new Uint8Array(12);
  // The counter is 11 bytes; 2^53 chunks of 64 KiB are more than any file.
  new DataView(nonce.buffer).setBigUint64(3, BigInt(index));
  nonce[11] = last ? 1 : 0;
  const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG });
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const plain = decipher.update(sealed.subarray(0, sealed.length - TAG));
  try {
    decipher.final();
  } catch {
    return null;
  }
  return plain;
}

/** Exactly `n` bytes, or what is left of them at the end. */
class Taker {
  private readonly source: ByteSource;
  private held: Uint8Array;
  private ended = false;
  constructor(source: ByteSource, held: Uint8Array) {
    this.source = source;
    this.held = held;
  }

  /** Up to `n` bytes, fewer only at the end; `more`: does anything follow. */
  async take(n: number): Promise<{ readonly bytes: Uint8Array; readonly more: boolean }> {
    const parts = [this.held];
    let size = this.held.length;
    while (size <= n && !this.ended) {
      const next = await nextBytes(this.source);
      if (!next) this.ended = true;
      else {
        parts.push(next);
        size += next.length;
      }
    }
    const all = concatBytes(...parts);
    this.held = all.subarray(n);
    return { bytes: all.subarray(0, n), more: this.held.length > 0 };
  }
}

async function* openPayload(fileKey: Uint8Array, taker: Taker): AsyncGenerator<Uint8Array, void, undefined> {
  const nonce = await taker.take(NONCE);
  if (!nonce.more) throw new BundleFault('E_TORN');
  const key = new Uint8Array(hkdfSync('sha256', fileKey, nonce.bytes, 'payload', 32));
  for (let index = 0; ; index++) {
    const { bytes, more } = await taker.take(CHUNK + TAG);
    if (bytes.length < TAG) throw new BundleFault('E_TORN');
    const plain = openChunk(key, index, !more, bytes);
    if (plain && !more) {
      // An empty last chunk stands alone or not at all (C2SP age).
      if (plain.length === 0 && index > 0) throw new BundleFault('E_BUNDLE_CHANGED');
      if (plain.length > 0) yield plain;
      return;
    }
    if (plain) yield plain;
    else {
      // A whole chunk that holds under the other mark is good; what is wrong is what stands behind it, or that nothing does.
      const other = bytes.length === CHUNK + TAG ? openChunk(key, index, more, bytes) : null;
      if (other) yield other;
      throw new BundleFault(other && !more ? 'E_TORN' : 'E_BUNDLE_CHANGED');
    }
  }
}

/** Plaintext, chunk by chunk as each is verified. Ends by throwing a BundleFault where nothing more can be trusted. */
export async function* openAge(
  bytes: AsyncIterable<Uint8Array>,
  by: BundleIdentities,
): AsyncGenerator<Uint8Array, void, undefined> {
  const source = bytes[Symbol.asyncIterator]();
  try {
    const header = await readAgeHeader(source);
    if (header.is === 'torn') throw new BundleFault('E_TORN');
    if (header.is === 'other') throw new BundleFault('E_BUNDLE_AGE', { max: AGE_HEADER_MAX });
    yield* openPayload(await fileKeyOf(header.bytes, by), new Taker(source, header.rest));
  } finally {
    await source.return?.();
  }
}
