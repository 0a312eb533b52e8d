/** Reads a bundle file as it arrives: age, gzip, manifest, frames. Nothing is held but one frame; nothing throws. */
import type { CborItem, ItemHead } from '../../ledger/cbor-items.ts';
import type { BadFrame, Frame } from '../../ledger/frame.ts';
import { FRAME_LIMITS, type FrameLimits, frameLimit, readFrame, readSequence } from '../../ledger/frame-read.ts';
import { MANIFEST_MAX, readManifest } from '../../ledger/manifest.ts';
import type { Primitives } from '../../ledger/model.ts';
import { decrypterOf, openAge } from './age-open.ts';
import { BundleFault } from './byte-source.ts';
import { gunzip } from './gzip.ts';
import type { BundleIdentities, BundleItem } from './model.ts';

/** COSE_Sign1: tag 18. */
const isSigned = (head: ItemHead): boolean => head.major === 6 && head.argument === 18;
/** Heads and signature around the manifest's payload. */
const MANIFEST_FRAME_MAX = MANIFEST_MAX + 128;

const noManifest = (at: number): BundleItem => ({ is: 'bad', code: 'E_BUNDLE_MANIFEST', at, params: { at } });

function readFirst(p: Primitives, item: CborItem): BundleItem {
  if (item.is === 'broken') return readFrame(item);
  if (!isSigned(item.head) || item.is !== 'whole') return noManifest(item.at);
  const read = readManifest(p, item.bytes);
  return read.ok ? { is: 'manifest', ...read.value } : noManifest(item.at);
}

/** What ended the bytes, in the place of the tear that it looks like from above. */
function named(item: Frame | BadFrame | BundleItem): BundleItem {
  if (item.is !== 'bad' || !(item.cause instanceof BundleFault)) return item;
  const { code, params, cause } = item.cause;
  return { is: 'bad', code, at: item.at, params: { at: item.at, ...params }, cause };
}

/**
 * The items of a bundle: its manifest first, then frames; `bad` in the place of what cannot be used, and as the last when
 * the file ends before its end or cannot be opened. A file without a manifest: E_BUNDLE_MANIFEST, then its frames. Throws on an
 * identity that is none, and on nothing that a file holds.
 */
export async function* readBundle(
  p: Primitives,
  bytes: AsyncIterable<Uint8Array>,
  identities: BundleIdentities,
  limits: FrameLimits = FRAME_LIMITS,
): AsyncGenerator<BundleItem, void, undefined> {
  // Told at once: within the stream it would look like a torn file.
  decrypterOf(identities);
  const limitOf = (head: ItemHead, index: number): number =>
    index === 0 && isSigned(head) ? MANIFEST_FRAME_MAX : frameLimit(head);
  let unread: CborItem | null = null;
  let nothing = true;
  const read = (item: CborItem, index: number): BundleItem => {
    if (index > 0) return readFrame(item);
    const first = readFirst(p, item);
    // A bundle that begins with a frame loses its manifest, not the frame.
    if (first.is === 'bad' && item.is !== 'broken' && !isSigned(item.head)) unread = item;
    return first;
  };
  for await (const item of readSequence<BundleItem>(gunzip(openAge(bytes, identities)), limitOf, read, limits)) {
    nothing = false;
    yield named(item);
    if (unread) {
      const frame = readFrame(unread);
      unread = null;
      yield frame;
    }
  }
  if (nothing) yield noManifest(0);
}
