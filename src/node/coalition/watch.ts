/**
 * A folder that is watched, such as a USB stick: new bundles that are whole are read, and each organisation we share a space with
 * finds there a bundle of what it lacks. Nothing is moved or removed; what was read is remembered by its SHA-256.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fromHex, toHex, utf8 } from '../../base/bytes.ts';
import { KuaFailure } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { BundleJson } from '../../contract/areas/coalition.ts';
import type { BundleReadJson } from '../../contract/areas/exchange.ts';
import { encodeFrontier } from '../../ledger/frontier.ts';
import type { Context } from '../context.ts';
import { checkpointNotes, mayKnowLogs } from '../log/gossip.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';
import { type BundleSpace, writeBundleFiles } from './bundle-files.ts';
import { bundleRead } from './bundle-read.ts';
import { noteBundle } from './bundle-rows.ts';
import { bundleSpace, heldByAll, newestOf, senderOf } from './bundles.ts';
import { directoryOf, type KnownOrganisation } from './directory.ts';
import { heldAgeKeys } from './identity.ts';
import { followMedia } from './media.ts';
import { encodeWishes, ourWishes, WISHES_NOTE } from './wishes.ts';

const END = '.kua.age';
const READ = 'watch-read';
const WRITTEN = 'watch-written';

/** Length and time of each file at the last look: one that still grows differs from look to look. */
const looks = new WeakMap<Parts, Map<string, string>>();
/** Files that were looked into as they stand now, whatever came of it. */
const settled = new WeakMap<Parts, Map<string, string>>();

function memory(of: WeakMap<Parts, Map<string, string>>, parts: Parts): Map<string, string> {
  const found = of.get(parts) ?? new Map<string, string>();
  of.set(parts, found);
  return found;
}

/** Bundles in the folder that stayed as they were since the last look. */
function wholeFiles(parts: Parts, folder: string): { readonly whole: readonly string[]; readonly waiting: number } {
  const before = memory(looks, parts);
  const whole: string[] = [];
  let waiting = 0;
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith(END) || name.startsWith('.')) continue;
    const path = join(folder, name);
    const info = statSync(path, { throwIfNoEntry: false });
    if (!info?.isFile() || info.size === 0) continue;
    const shape = `${info.size} ${info.mtimeMs}`;
    const same = before.get(path) === shape;
    before.set(path, shape);
    if (memory(settled, parts).get(path) === shape) continue;
    if (same) whole.push(path);
    else waiting++;
  }
  return { whole, waiting };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

const remember = (parts: Parts, hash: string): Promise<void> =>
  parts.ledger.transact((tx) => tx.putLocal(READ, hash, { at: parts.clock() }));

/** What came of a file; null: read before, or not for us. */
async function readNew(c: Context, path: string): Promise<BundleReadJson | null> {
  const { parts } = c;
  const hash = await hashOf(path);
  memory(settled, parts).set(path, memory(looks, parts).get(path) ?? '');
  if ((await parts.ledger.local(READ, hash)) !== null) return null;
  try {
    const report = await bundleRead(c, { file: path });
    // A torn copy is not remembered: the whole one may take its place under another hash, and this one is tried after a restart.
    if (!report.torn) await remember(parts, hash);
    return report;
  } catch (error) {
    if (!(error instanceof KuaFailure)) throw error;
    if (error.failure.code === 'E_BUNDLE_KEY') await remember(parts, hash);
    return null;
  }
}

export async function watchLook(c: Context, input: ApiIn<'watch.look'>): Promise<ApiOut<'watch.look'>> {
  const folder = resolve(input.folder);
  // A stick that is pulled out comes back.
  if (!existsSync(folder)) return { read: [], written: [], waiting: 0 };
  const { whole, waiting } = wholeFiles(c.parts, folder);
  const read: BundleReadJson[] = [];
  for (const path of whole) {
    const report = await readNew(c, path);
    if (report) read.push(report);
  }
  const written: string[] = [];
  for (const organisation of await directoryOf(c.parts)) {
    const file = await writeFor(c.parts, folder, organisation);
    if (file) written.push(file);
  }
  return { read, written, waiting };
}

/** Same name each time, so that the newer takes the older's place; it says nothing of who is meant. */
function fileFor(parts: Parts, device: Uint8Array, organisation: KnownOrganisation): string {
  const id = fromHex(organisation.id) ?? new Uint8Array();
  const hash = parts.primitives.sha256(new Uint8Array([...utf8('kua/watch/1'), ...device, ...id]));
  return `kua-${toHex(hash).slice(0, 16)}${END}`;
}

/** Live seats of the party. */
const seatsIn = (space: Space, party: string | undefined): readonly string[] =>
  [...space.membership.seats].flatMap(([key, s]) => (s.live && toHex(s.seat.party) === party ? [key] : []));

/** A live seat of the party that is not this computer's. */
function isElsewhere(space: Space, party: string | undefined): boolean {
  const here = space.seat && toHex(space.seat.seat.key);
  return seatsIn(space, party).some((key) => key !== here);
}

/** Null when the organisation's bundle would say nothing that the last one did not. */
async function writeFor(parts: Parts, folder: string, organisation: KnownOrganisation): Promise<string | null> {
  // To ourselves only where another computer of ours has a seat.
  const here = organisation.ours ? (await heldAgeKeys(parts.ledger))?.recipient : undefined;
  const recipients = organisation.recipients.filter((r) => r !== here);
  if (recipients.length === 0) return null;
  const shared = parts.spaces.all().filter((s) => isElsewhere(s, organisation.parties.get(s.hex)));
  if (shared.length === 0) return null;
  await followMedia(parts);
  const going: BundleSpace[] = [];
  for (const space of shared) {
    const newest = await newestOf(parts, space, organisation);
    const base = await heldByAll(parts, space, organisation);
    going.push(await bundleSpace(parts, space, base, newest?.peer ?? null));
  }
  const wishes = encodeWishes(
    await ourWishes(
      parts,
      shared.map((s) => s.id),
    ),
  );
  const told = createHash('sha256').update(wishes);
  for (const s of going) {
    told.update(encodeFrontier(s.outgoing.mine)).update(encodeFrontier(s.base));
    for (const ph of s.wishes.payloads) told.update(ph);
    for (const o of s.wishes.objects) told.update(o.address);
  }
  const sender = await senderOf(parts);
  const device = parts.primitives.publicKey(sender.deviceSeed);
  const file = join(folder, fileFor(parts, device, organisation));
  const state = told.digest('hex');
  const last = (await parts.ledger.local(WRITTEN, organisation.id)) as { readonly state?: string } | null;
  if (last?.state === state && existsSync(file)) return null;
  const [written] = await writeBundleFiles(parts, {
    file,
    to: { recipients },
    spaces: going,
    notes: [
      ...(wishes.length > 1 ? [{ name: WISHES_NOTE, bytes: wishes }] : []),
      ...(shared.some((s) => mayKnowLogs(s, seatsIn(s, organisation.parties.get(s.hex))))
        ? await checkpointNotes(parts)
        : []),
    ],
    sender,
    maxBytes: null,
  });
  if (!written) return null;
  const entries = [...written.entries.values()].reduce((a, b) => a + b, 0);
  const hash = await hashOf(file);
  const row: BundleJson = {
    direction: 'written',
    at: new Date(parts.clock()).toISOString(),
    name: basename(file),
    bytes: written.bytes,
    entries,
    new: 0,
    refused: 0,
    organisations: [organisation.name],
  };
  await parts.ledger.transact(async (tx) => {
    await tx.putLocal(WRITTEN, organisation.id, { state });
    // Our own bundle is none to read.
    await tx.putLocal(READ, hash, { at: parts.clock() });
    await noteBundle(tx, row);
  });
  return file;
}
