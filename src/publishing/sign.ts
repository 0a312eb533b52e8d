/** Signs the manifest of an edition: three signature files and three convenience key files, as texts and bytes. */
import { concatBytes, utf8 } from '../base/bytes.ts';
import type { EditionSigner } from './port.ts';
import {
  base64,
  EDITION_NAMESPACE,
  KEY_SUFFIXES,
  minisignKeyId,
  minisignKeyName,
  minisignPrehash,
  SIGNATURE_SUFFIXES,
  spkiPem,
  sshKeyBlob,
  sshSigned,
  sshString,
} from './signature-format.ts';

export interface SignatureFile {
  /** What is appended to the edition's name. */
  readonly suffix: string;
  readonly bytes: Uint8Array;
}

/** Signature and key files that lie beside the edition `name`. `date` stands in the trusted comment of minisign. */
export async function signManifest(
  manifest: Uint8Array,
  signer: EditionSigner,
  name: string,
  date: string,
): Promise<readonly SignatureFile[]> {
  const key = signer.publicKey;
  const ssh = await signer.sign(sshSigned(manifest, EDITION_NAMESPACE));
  const mini = await signer.sign(minisignPrehash(manifest));
  const comment = `kua edition ${oneLine(name)} ${oneLine(date)}`;
  const global = await signer.sign(concatBytes(mini, utf8(comment)));
  const raw = await signer.sign(manifest);
  const keyName = minisignKeyName(key);
  return [
    { suffix: SIGNATURE_SUFFIXES.ssh, bytes: utf8(armourSsh(key, ssh)) },
    {
      suffix: SIGNATURE_SUFFIXES.minisign,
      bytes: utf8(
        `untrusted comment: signature by key ${keyName}\n${base64(concatBytes(utf8('ED'), minisignKeyId(key), mini))}\n` +
          `trusted comment: ${comment}\n${base64(global)}\n`,
      ),
    },
    { suffix: SIGNATURE_SUFFIXES.raw, bytes: raw },
    {
      suffix: KEY_SUFFIXES.ssh,
      bytes: utf8(`${EDITION_NAMESPACE} namespaces="${EDITION_NAMESPACE}" ssh-ed25519 ${base64(sshKeyBlob(key))}\n`),
    },
    {
      suffix: KEY_SUFFIXES.minisign,
      bytes: utf8(
        `untrusted comment: minisign public key ${keyName}\n${base64(concatBytes(utf8('Ed'), minisignKeyId(key), key))}\n`,
      ),
    },
    { suffix: KEY_SUFFIXES.raw, bytes: utf8(spkiPem(key)) },
  ];
}

function armourSsh(key: Uint8Array, signature: Uint8Array): string {
  const blob = concatBytes(
    utf8('SSHSIG'),
    new Uint8Array([0, 0, 0, 1]),
    sshString(sshKeyBlob(key)),
    sshString(utf8(EDITION_NAMESPACE)),
    sshString(new Uint8Array()),
    sshString(utf8('sha512')),
    sshString(concatBytes(sshString(utf8('ssh-ed25519')), sshString(signature))),
  );
  const lines = base64(blob).match(/.{1,70}/g) ?? [];
  return `-----BEGIN SSH SIGNATURE-----\n${lines.join('\n')}\n-----END SSH SIGNATURE-----\n`;
}

/** minisign comments are one line. */
const oneLine = (text: string): string => text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ' ');
