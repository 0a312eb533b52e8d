/** Writes an age file as a stream, by the library. Nothing is held but the chunk at hand. */
import { Encrypter } from 'age-encryption';
import { type Failure, fail, ok, type Result } from '../../base/result.ts';
import type { BundleTo } from './model.ts';

const CHUNK = 65_536;
const TAG = 16;
const NONCE = 16;
/** Version line, MAC line. */
const HEADER = 22 + 48;
/** Stanzas: of a passphrase; of an X25519 or tag recipient; of a hybrid one with its ML-KEM ciphertext. */
const STANZA_SCRYPT = 96;
const STANZA = 192;
const STANZA_HYBRID = 2048;

const streamOf = (bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> => {
  const source = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const step = await source.next();
        if (step.done === true) controller.close();
        else controller.enqueue(step.value);
      },
      async cancel() {
        await source.return?.();
      },
    },
    { highWaterMark: 0 },
  );
};

/** E_BUNDLE_RECIPIENT: a text that age does not know as a recipient, or none given. To be asked before a bundle is written. */
export async function checkRecipients(to: BundleTo): Promise<Result<null, Failure<'E_BUNDLE_RECIPIENT'>>> {
  if ('passphrase' in to) return ok(null);
  for (const recipient of to.recipients)
    try {
      const encrypter = new Encrypter();
      encrypter.addRecipient(recipient);
      // The key in a recipient is decoded only when a file key is wrapped for it.
      await encrypter.encrypt('');
    } catch (error) {
      return fail('E_BUNDLE_RECIPIENT', { recipient }, error);
    }
  return to.recipients.length > 0 ? ok(null) : fail('E_BUNDLE_RECIPIENT', { recipient: '' });
}

/** Most bytes of an age file with a plaintext of `plain` bytes. */
export function ageSizeMax(plain: number, to: BundleTo): number {
  const stanzas =
    'passphrase' in to
      ? STANZA_SCRYPT
      : to.recipients.reduce((sum, r) => sum + (r.length > 80 ? STANZA_HYBRID : STANZA), 0);
  return HEADER + stanzas + NONCE + plain + TAG * Math.max(1, Math.ceil(plain / CHUNK));
}

function encrypterFor(to: BundleTo): Encrypter {
  const encrypter = new Encrypter();
  // NFC: the same letters typed on another system open the file.
  if ('passphrase' in to) encrypter.setPassphrase(to.passphrase.normalize('NFC'));
  else for (const recipient of to.recipients) encrypter.addRecipient(recipient);
  return encrypter;
}

/** The age file. Throws on a recipient that is none (`checkRecipients`), and what the source throws. */
export async function* sealAge(
  plain: AsyncIterable<Uint8Array>,
  to: BundleTo,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (!('passphrase' in to) && to.recipients.length === 0) throw new RangeError('age: no recipient');
  const reader = (await encrypterFor(to).encrypt(streamOf(plain))).getReader();
  try {
    for (;;) {
      const step = await reader.read();
      if (step.done) return;
      yield step.value;
    }
  } finally {
    // Frees the source when the writer stops before the end; after the end it does nothing.
    await reader.cancel().catch(() => {});
  }
}
