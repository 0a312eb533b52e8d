/** Checks detached signatures over a manifest. Pure: bytes and keys in, verdicts out; nothing of the signing side is imported. */
import { createPublicKey, verify } from 'node:crypto';
import { compareBytes, concatBytes, equalBytes, fromUtf8, utf8 } from '../base/bytes.ts';
import {
  EDITION_NAMESPACE,
  minisignKeyId,
  minisignPrehash,
  spkiPem,
  sshKeyBlob,
  sshSigned,
  unbase64,
} from './signature-format.ts';

export type SignatureVerdict =
  | { readonly ok: true; readonly key: Uint8Array }
  | { readonly ok: false; readonly why: string };

const no = (why: string): SignatureVerdict => ({ ok: false, why });

/** Ed25519 over `message`; false for a wrong length or a key that is no point. */
export function ed25519Verifies(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== 32 || signature.length !== 64) return false;
  try {
    return verify(null, message, createPublicKey(spkiPem(key)), signature);
  } catch {
    return false; // OpenSSL throws on a key it cannot read: the answer is the same, the signature does not hold.
  }
}

interface SshSignature {
  readonly key: Uint8Array;
  readonly namespace: string;
  readonly signature: Uint8Array;
}

/** Fields of an armoured SSHSIG of version 1, ssh-ed25519 and sha512; null for every other form. */
export function parseSshSignature(file: Uint8Array): SshSignature | null {
  const text = fromUtf8(file);
  const body =
    text && /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?$/.exec(text)?.[1];
  const blob = body ? unbase64(body.replaceAll('\n', '')) : null;
  if (!blob || fromUtf8(blob.subarray(0, 6)) !== 'SSHSIG') return null;
  if (compareBytes(blob.subarray(6, 10), new Uint8Array([0, 0, 0, 1])) !== 0) return null;
  const parts = sshStrings(blob.subarray(10));
  const [keyBlob, namespace, reserved, hashName, signatureBlob] = parts ?? [];
  if (!parts || parts.length !== 5 || !keyBlob || !namespace || !reserved || !hashName || !signatureBlob) return null;
  const key = keyBlob.slice(-32);
  const inner = sshStrings(signatureBlob);
  const [type, signature] = inner ?? [];
  if (!type || !signature || inner?.length !== 2 || fromUtf8(type) !== 'ssh-ed25519') return null;
  if (!equalBytes(keyBlob, sshKeyBlob(key)) || reserved.length > 0 || fromUtf8(hashName) !== 'sha512') return null;
  return { key, namespace: fromUtf8(namespace) ?? '', signature: signature.slice() };
}

export function checkSshSignature(manifest: Uint8Array, file: Uint8Array, key: Uint8Array | null): SignatureVerdict {
  const found = parseSshSignature(file);
  if (!found) return no('not an SSH signature by an Ed25519 key');
  if (found.namespace !== EDITION_NAMESPACE)
    return no(`made for ${JSON.stringify(found.namespace)}, not ${EDITION_NAMESPACE}`);
  if (key && !equalBytes(key, found.key)) return no('made by another key');
  return ed25519Verifies(found.key, sshSigned(manifest, EDITION_NAMESPACE), found.signature)
    ? { ok: true, key: found.key }
    : no('does not fit the manifest');
}

export function checkMinisignature(manifest: Uint8Array, file: Uint8Array, key: Uint8Array): SignatureVerdict {
  const lines = fromUtf8(file)?.split('\n') ?? [];
  const blob = unbase64(lines[1] ?? '');
  const comment = /^trusted comment: (.*)$/u.exec(lines[2] ?? '')?.[1];
  const global = unbase64(lines[3] ?? '');
  if (blob?.length !== 74 || global?.length !== 64 || comment === undefined) return no('not a minisign signature');
  if (fromUtf8(blob.subarray(0, 2)) !== 'ED') return no('not a prehashed minisign signature');
  if (!equalBytes(blob.subarray(2, 10), minisignKeyId(key))) return no('made by another key');
  const signature = blob.slice(10);
  if (!ed25519Verifies(key, minisignPrehash(manifest), signature)) return no('does not fit the manifest');
  if (!ed25519Verifies(key, concatBytes(signature, utf8(comment)), global))
    return no('its trusted comment was changed');
  return { ok: true, key };
}

export function checkRawSignature(manifest: Uint8Array, file: Uint8Array, key: Uint8Array): SignatureVerdict {
  return ed25519Verifies(key, manifest, file) ? { ok: true, key } : no('does not fit the manifest');
}

/** Every SSH string of a blob, or null when the lengths do not add up. */
function sshStrings(bytes: Uint8Array): readonly Uint8Array[] | null {
  const out: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    if (at + 4 > bytes.length) return null;
    const length = view.getUint32(at);
    if (at + 4 + length > bytes.length) return null;
    out.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return out;
}
