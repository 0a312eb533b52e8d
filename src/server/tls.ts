/** The node's own certificate: read once at the start, checked so that a wrong one is named then and not by each browser. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { type Failure, fail, ok, type Result } from '../base/result.ts';

export interface OwnTls {
  readonly cert: Uint8Array;
  readonly key: Uint8Array;
  /** SHA-256 of the certificate, as browsers show it: `AB:CD:…`. */
  readonly fingerprint: string;
  /** Hosts that the certificate names: the only ones, beside this computer's own, under which the node answers. */
  readonly names: readonly string[];
}

const FILE_MAX = 256 * 1024;
type Bad = Result<never, Failure>;
const bad = (file: string, reason: string, cause?: unknown): Bad => fail('E_TLS', { file, reason }, cause);

function read(file: string): Result<Uint8Array, Failure> {
  try {
    if (statSync(file).size > FILE_MAX) return bad(file, 'size');
    return ok(new Uint8Array(readFileSync(file)));
  } catch (error) {
    return bad(file, error instanceof Error && 'code' in error ? String(error.code) : 'unreadable', error);
  }
}

/** Of `DNS:a.example, IP Address:192.0.2.5`; a name with a star stands for no single host. */
const namesIn = (certificate: X509Certificate): readonly string[] =>
  (certificate.subjectAltName ?? '').split(', ').flatMap((part) => {
    const name = /^(?:DNS|IP Address):([^*"\s]+)$/.exec(part)?.[1]?.toLowerCase();
    return name === undefined ? [] : [name];
  });

/** E_TLS with the reason: a file that cannot be read, no certificate, no key, a key of another certificate, not valid now, no name. */
export function readTls(certFile: string, keyFile: string, now: number): Result<OwnTls, Failure> {
  const cert = read(certFile);
  if (!cert.ok) return cert;
  const key = read(keyFile);
  if (!key.ok) return key;
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(cert.value);
  } catch (error) {
    return bad(certFile, 'certificate', error);
  }
  try {
    if (!certificate.checkPrivateKey(createPrivateKey(Buffer.from(key.value)))) return bad(keyFile, 'other key');
  } catch (error) {
    return bad(keyFile, 'key', error);
  }
  if (Date.parse(certificate.validFrom) > now || Date.parse(certificate.validTo) < now) return bad(certFile, 'dates');
  const names = namesIn(certificate);
  if (names.length === 0) return bad(certFile, 'names');
  return ok({ cert: cert.value, key: key.value, fingerprint: certificate.fingerprint256, names });
}
