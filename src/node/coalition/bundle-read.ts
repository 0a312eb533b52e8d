/** Reads one bundle file: everything in it that holds is taken, everything else gets a line in the report. */
import { createReadStream, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { BundleJson } from '../../contract/areas/coalition.ts';
import type { BundleReadJson, RefusedJson } from '../../contract/areas/exchange.ts';
import { readDeviceStatement } from '../../ledger/device-statement.ts';
import type { ReadManifest } from '../../ledger/manifest.ts';
import { readBundle } from '../../store/bundle/read.ts';
import type { BundleIdentities } from '../../store/bundle/model.ts';
import { errorCode } from '../../store/files.ts';
import type { Context } from '../context.ts';
import { noteBundle } from './bundle-rows.ts';
import { directoryOf } from './directory.ts';
import { allAgeKeys } from './identity.ts';
import { mediaOf } from './media.ts';
import { takeNote } from './notes.ts';
import { directory } from './organisations.ts';
import { putPeerFrontier, putWishes } from './peers.ts';
import type { ReceivedFrame } from './receive-types.ts';
import { receivedJson, takeFrames } from './take.ts';
import { decodeWishes, type SpaceWishes, WISHES_NOTE } from './wishes.ts';

/** The file is no bundle for us at all: said as a failure, nothing is taken. */
const CLOSED: ReadonlySet<string> = new Set(['E_BUNDLE_AGE', 'E_BUNDLE_KEY', 'E_BUNDLE_WORK']);
/** The file broke off or was changed on its way: what stood before is taken. */
const TORN: ReadonlySet<string> = new Set(['E_TORN', 'E_BUNDLE_CHANGED', 'E_BUNDLE_GZIP', 'E_BUNDLE_BOMB']);
const MOST_BAD = 1_000;
/** Manifests of a device that are known again when they come once more. */
const SEEN = 32;

interface Seen {
  manifest: ReadManifest | null;
  readonly bad: RefusedJson[];
  torn: boolean;
  frames: number;
  entries: number;
  notes: number;
  wishes: readonly SpaceWishes[];
}

async function* framesOf(
  c: Context,
  { file, name, bytes }: { readonly file: string; readonly name: string; readonly bytes: number },
  identities: BundleIdentities,
  seen: Seen,
): AsyncGenerator<ReceivedFrame> {
  const stream = createReadStream(file);
  let told = 0;
  for await (const item of readBundle(c.parts.primitives, stream, identities)) {
    if (stream.bytesRead > told) c.onProgress((told = stream.bytesRead), bytes, 'bytes');
    if (item.is === 'manifest') seen.manifest = item;
    else if (item.is === 'bad') {
      if (CLOSED.has(item.code) && seen.frames === 0 && !seen.manifest)
        refuse(item.code, { file: name, ...item.params });
      if (TORN.has(item.code)) seen.torn = true;
      if (item.code !== 'E_BUNDLE_MANIFEST' && seen.bad.length < MOST_BAD)
        seen.bad.push({ item: `@${item.at}`, code: item.code });
    } else {
      seen.frames++;
      if (item.is === 'entry') seen.entries++;
      yield item;
    }
  }
}

export async function bundleRead(c: Context, input: ApiIn<'bundle.read'>): Promise<ApiOut<'bundle.read'>> {
  const { parts } = c;
  const file = resolve(input.file);
  const bytes = sizeOf(file);
  const name = input.name ?? file;
  const identities: BundleIdentities = {
    identities: (await allAgeKeys(parts.ledger)).map((k) => k.identity),
    ...(input.passphrase === undefined ? {} : { passphrases: [input.passphrase] }),
  };
  const seen: Seen = { manifest: null, bad: [], torn: false, frames: 0, entries: 0, notes: 0, wishes: [] };
  const taken = await takeFrames(c, framesOf(c, { file, name, bytes }, identities, seen), {
    onNote: async (note) => {
      seen.notes++;
      if (note.name === WISHES_NOTE) seen.wishes = decodeWishes(note.bytes) ?? seen.wishes;
      else await takeNote(c, note);
    },
  });
  const device = seen.manifest && (await senderDevice(c, seen.manifest));
  const known = device ? seen.manifest : null;
  if (device && known) await learn(c, known, device, seen.wishes);
  const received = receivedJson(taken.report, taken.refusedObjects);
  const refused = [...seen.bad, ...received.refused];
  const report: BundleReadJson = {
    ...received,
    refused,
    file: name,
    manifest: seen.manifest ? (device ? 'ok' : 'E_SIG') : 'none',
    organisation: device ? await senderName(c, device) : null,
    device: device && toHex(device),
    created: known ? instant(known.manifest.createdMs) : null,
    spaces: taken.report.spaces,
    objects: { stored: taken.stored, waiting: taken.waiting, ...(await objectsLacking(c, taken.report.spaces)) },
    notes: seen.notes,
    unknown_frames: taken.report.unknown,
    torn: seen.torn,
    ok: refused.length === 0 && received.refused_more === 0 && !seen.torn && (!seen.manifest || device !== null),
  };
  const row: BundleJson = {
    direction: 'read',
    at: new Date(parts.clock()).toISOString(),
    name: basename(name),
    bytes,
    entries: seen.entries,
    new: report.accepted + report.quarantined + report.parked,
    refused: report.refused.length + report.refused_more,
    organisations: report.organisation === null ? [] : [report.organisation],
  };
  await parts.ledger.transact((tx) => noteBundle(tx, row));
  return report;
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch (error) {
    return refuse('E_FILE', { file, reason: errorCode(error) || 'unreadable' });
  }
}

const instant = (ms: number): string | null => (ms <= 8.64e15 ? new Date(ms).toISOString() : null);

async function objectsLacking(c: Context, spaces: readonly string[]): Promise<{ readonly lacking: number }> {
  let lacking = 0;
  for (const space of spaces)
    for (const o of await mediaOf(c.parts.ledger, space)) if (!c.parts.blobs.has(o.address)) lacking++;
  return { lacking };
}

/**
 * What the sender holds, so that the answer is a delta. A manifest read before takes nothing back; one that only states an earlier time
 * is believed: a computer that was put back from a backup, its clock with it, says what it has lost, and an older bundle read
 * late makes one answer larger. Only spaces of ours count: a stranger's manifest fills no table.
 */
async function learn(
  c: Context,
  read: ReadManifest,
  device: Uint8Array,
  wishes: readonly SpaceWishes[],
): Promise<void> {
  const held = new Set(c.parts.spaces.all().map((s) => s.hex));
  const { createdMs, spaces } = read.manifest;
  await c.parts.ledger.transact(async (tx) => {
    for (const s of spaces) {
      const hex = toHex(s.space);
      if (!held.has(hex)) continue;
      const key = `${hex}/${toHex(device)}`;
      const last = (await tx.local('bundle-seen', key)) as {
        readonly created?: number;
        readonly before?: readonly number[];
      } | null;
      const seen = [...(last?.before ?? []), ...(last?.created === undefined ? [] : [last.created])];
      if (seen.includes(createdMs)) continue;
      await tx.putLocal('bundle-seen', key, { created: createdMs, before: seen.slice(-SEEN) });
      await putPeerFrontier(tx, s.space, device, s.have, c.parts.clock());
      const asked = wishes.find((w) => toHex(w.space) === hex);
      await putWishes(tx, s.space, device, asked ?? { payloads: [], objects: [] });
    }
  });
}

/** The device that signed: the one that the card names, or a further one that a key of an organisation known here says is its. */
async function senderDevice(c: Context, read: ReadManifest): Promise<Uint8Array | null> {
  if (read.code !== null) return null;
  if (read.card) return read.card.device;
  const chain = read.statement && (await directory(c.parts)).chains.get(toHex(read.statement.orgId));
  return (chain && readDeviceStatement(c.parts.primitives, read.manifest.card, chain)?.device) || null;
}

/** Name of the organisation when its card hangs on a chain that a space of ours knows; anybody can write a card. */
async function senderName(c: Context, device: Uint8Array): Promise<string | null> {
  const known = (await directoryOf(c.parts)).find((o) => o.devices.includes(toHex(device)));
  return known?.name ?? null;
}
