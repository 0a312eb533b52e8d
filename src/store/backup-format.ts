/**
 * A backup: one uncompressed tar (POSIX ustar/pax), docs/formats/folder.md.
 *   manifest.json   first: {backup: 1, format, min, members: [{name, size, sha256}], blobs: [[address, size]]}
 *   kua.json, vault.cbor, ledger.db (still encrypted), erased.cbor   those that exist, in this order
 *   log/…          what only the log folder holds: checkpoint, frozen and pending notes, checkpoints and split proofs of others
 *   blobs/sha256/ab/cd/<64 hex>   by address, which is their SHA-256
 * Refused: any other name or entry type, a name twice, a size or hash that differs from the manifest, a missing member.
 */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { isAddress } from './blob-paths.ts';

export const MANIFEST = 'manifest.json';
/** Files beside the objects, in the order of the tar. */
export const BACKUP_FILES = ['kua.json', 'vault.cbor', 'ledger.db', 'erased.cbor'] as const;
/** The manifest is read into memory: enough for a million objects. */
export const MANIFEST_MAX_BYTES = 256 * 2 ** 20;

export interface Member {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

export interface Manifest {
  readonly backup: 1;
  readonly format: number;
  readonly min: number;
  readonly members: readonly Member[];
  readonly blobs: readonly (readonly [address: string, size: number])[];
}

export const blobMember = (address: string): string =>
  `blobs/sha256/${address.slice(0, 2)}/${address.slice(2, 4)}/${address}`;

/** Files of the log that nothing else can make again; its tiles are made from the ledger. A closed form: none leaves the folder. */
const LOG_FILES = [
  /^log\/(?:old-[1-9]\d{0,5}\/)?checkpoint$/,
  /^log\/(?:old-[1-9]\d{0,5}\/)?(?:notes|pending)\/(?:0|[1-9]\d{0,15})\.note$/,
  /^log\/peers\/[0-9a-f]{64}\/newest\.note$/,
  /^log\/peers\/[0-9a-f]{64}\/split-[1-9]\d{0,5}\/(?:[ab]\.note|between\.txt)$/,
] as const;
export const isLogFile = (name: string): boolean => LOG_FILES.some((form) => form.test(name));

/** Every member the tar must hold besides the manifest, by name. */
export function membersOf(manifest: Manifest): ReadonlyMap<string, Member> {
  const blobs = manifest.blobs.map(([sha256, size]): Member => ({ name: blobMember(sha256), size, sha256 }));
  return new Map([...manifest.members, ...blobs].map((m) => [m.name, m] as const));
}

const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function parseMember(value: unknown): Member | null {
  const { name, size, sha256 } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const known = typeof name === 'string' && (isLogFile(name) || BACKUP_FILES.some((f) => f === name)) ? name : null;
  return known !== null && isSize(size) && typeof sha256 === 'string' && isAddress(sha256)
    ? { name: known, size, sha256 }
    : null;
}

function parseBlob(value: unknown): readonly [string, number] | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [address, size] = value as readonly unknown[];
  return typeof address === 'string' && isAddress(address) && isSize(size) ? [address, size] : null;
}

/** The manifest of a backup. Names are taken from a closed list, so that no member can leave the folder it is restored to. */
export function parseManifest(bytes: Uint8Array, file: string): Result<Manifest, Failure<'E_BACKUP_DAMAGED'>> {
  const damaged = fail('E_BACKUP_DAMAGED', { file, member: MANIFEST });
  let read: unknown;
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return damaged;
  }
  const m = (typeof read === 'object' && read !== null ? read : {}) as Record<string, unknown>;
  const { backup, format, min, members, blobs } = m;
  if (backup !== 1 || !isSize(format) || !isSize(min) || !Array.isArray(members) || !Array.isArray(blobs))
    return damaged;
  const files = members.map(parseMember);
  const objects = blobs.map(parseBlob);
  const manifest: Manifest = {
    backup,
    format,
    min,
    members: files.flatMap((f) => (f ? [f] : [])),
    blobs: objects.flatMap((b) => (b ? [b] : [])),
  };
  const whole =
    manifest.members.length === files.length &&
    manifest.blobs.length === objects.length &&
    membersOf(manifest).size === files.length + objects.length &&
    ['kua.json', 'vault.cbor', 'ledger.db'].every((name) => manifest.members.some((f) => f.name === name));
  return whole ? ok(manifest) : damaged;
}
