/** `kua bundle write` and `kua bundle read`: what a reader lacks goes into files; what others sent is taken, and told line by line. */
import { createReadStream, existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { fromHex, toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { BundleJson } from '../../contract/areas/coalition.ts';
import type { BundleWrittenJson } from '../../contract/areas/exchange.ts';
import { decodeFrontier, type Frontier } from '../../ledger/frontier.ts';
import { readBundle } from '../../store/bundle/read.ts';
import type { Context } from '../context.ts';
import { checkpointNotes, mayKnowLogs } from '../log/gossip.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';
import { type BundleSpace, LEAST_MAX_BYTES, writeBundleFiles } from './bundle-files.ts';
import { noteBundle } from './bundle-rows.ts';
import { directoryOf, type KnownOrganisation } from './directory.ts';
import { allAgeKeys, ourChain, ourStatement } from './identity.ts';
import { followMedia } from './media.ts';
import { directory, peopleOf } from './organisations.ts';
import { planOutgoing } from './outgoing.ts';
import { peerFrontier, wishesOf } from './peers.ts';
import { addressed } from './recipients.ts';
import { encodeWishes, ourWishes, WISHES_NOTE } from './wishes.ts';

const NOTHING = { payloads: [], objects: [] } as const;

/** Our newest card and the key of the device it names; on a further computer the statement that it is ours, and its key. Throws E_CARD. */
export async function senderOf(parts: Parts): Promise<{ readonly card: Uint8Array; readonly deviceSeed: Uint8Array }> {
  const ours = await ourChain(parts.primitives, parts.ledger);
  const card = (await ourStatement(parts.ledger)) ?? ours?.chain.bytes.at(-1);
  const devices = await parts.ledger.secrets('device', null);
  const named = ours && devices.find((d) => toHex(d.id) === toHex(ours.chain.card.device));
  const device = named ?? devices.at(-1);
  return card && device ? { card, deviceSeed: device.secret } : refuse('E_CARD');
}

/** The reader's frontiers by space (hex): those of a bundle of its, or one in hex for the space named. */
async function since(c: Context, text: string, space: Space | null): Promise<ReadonlyMap<string, Frontier>> {
  const bytes = /^[0-9a-f]+$/.test(text) ? fromHex(text) : null;
  if (bytes) {
    const read = decodeFrontier(bytes);
    return read.ok && space ? new Map([[space.hex, read.value]]) : refuse('E_FRONTIER', { bytes: bytes.length });
  }
  const file = resolve(text);
  if (!existsSync(file)) return refuse('E_FILE', { file, reason: 'it does not exist' });
  const identities = (await allAgeKeys(c.parts.ledger)).map((k) => k.identity);
  for await (const item of readBundle(c.parts.primitives, createReadStream(file), { identities })) {
    if (item.is === 'manifest') return new Map(item.manifest.spaces.map((s) => [toHex(s.space), s.have]));
    if (item.is === 'bad') return refuse(item.code, { file, ...item.params });
  }
  return refuse('E_BUNDLE_MANIFEST', { file });
}

/** The spaces that go: the one named; else those shared with every organisation addressed; else the usual one. */
function spacesFor(parts: Parts, name: string | undefined, to: readonly KnownOrganisation[]): readonly Space[] {
  if (name !== undefined) return [parts.spaces.find(name)];
  const shared = parts.spaces.all().filter((s) => to.length > 0 && to.every((o) => o.parties.has(s.hex)));
  return shared.length > 0 ? shared : [parts.spaces.find(undefined)];
}

/** What the readers hold for sure: of one reader what it told, of several what all told. */
async function baseOf(parts: Parts, space: Space, to: readonly KnownOrganisation[]): Promise<Frontier> {
  if (to.length !== 1) return [];
  return heldByAll(parts, space, to[0]);
}

/** What every computer of an organisation holds for sure, but for this one; nothing, when we have not heard of one of them. */
export async function heldByAll(
  parts: Parts,
  space: Space,
  organisation: KnownOrganisation | undefined,
): Promise<Frontier> {
  const party = organisation?.parties.get(space.hex);
  const here = space.seat && toHex(space.seat.seat.key);
  const seats = [...space.membership.seats].filter(
    ([key, s]) => s.live && key !== here && toHex(s.seat.party) === party,
  );
  if (seats.length < 2) return (await newestOf(parts, space, organisation))?.frontier ?? [];
  const { devices } = peopleOf(parts.primitives, space, await directory(parts));
  const rows = await parts.ledger.peers(space.id);
  const all = seats.map(([key]): Frontier => {
    const newest = rows
      .filter((row) => toHex(row.peer) === key || toHex(row.peer) === devices.get(key))
      .toSorted((a, b) => b.at - a.at)[0];
    const read = newest && decodeFrontier(newest.frontier);
    return read?.ok ? read.value : [];
  });
  return all.reduce(meet);
}

/** Of each writer the lower of the two heads; of a writer that splits nothing: it is sent whole. */
function meet(a: Frontier, b: Frontier): Frontier {
  const only = (f: Frontier, writer: Uint8Array): Frontier[number] | null => {
    const of = f.filter((row) => toHex(row.writer) === toHex(writer));
    return of.length === 1 ? (of[0] ?? null) : null;
  };
  return a.flatMap((row) => {
    const [mine, theirs] = [only(a, row.writer), only(b, row.writer)];
    if (!mine || !theirs) return [];
    return [theirs.seq < mine.seq ? theirs : mine];
  });
}

/** What we last heard of an organisation's devices and seats in a space, and under which peer. */
export async function newestOf(
  parts: Parts,
  space: Space,
  organisation: KnownOrganisation | undefined,
): Promise<{ readonly peer: Uint8Array; readonly frontier: Frontier } | null> {
  if (!organisation) return null;
  const party = organisation.parties.get(space.hex);
  const seats = [...space.membership.seats.values()]
    .filter((s) => toHex(s.seat.party) === party)
    .map((s) => toHex(s.seat.key));
  const names = new Set([...organisation.devices, ...seats]);
  const known = (await parts.ledger.peers(space.id))
    .filter((p) => names.has(toHex(p.peer)))
    .toSorted((a, b) => b.at - a.at);
  for (const { peer } of known) {
    const frontier = await peerFrontier(parts.ledger, space.id, peer);
    if (frontier) return { peer, frontier };
  }
  return null;
}

export async function bundleSpace(
  parts: Parts,
  space: Space,
  base: Frontier,
  peer: Uint8Array | null,
): Promise<BundleSpace> {
  const wishes = peer ? await wishesOf(parts.ledger, space.id, peer) : NOTHING;
  return { base, wishes, outgoing: await planOutgoing(parts.ledger, space.id, base, wishes.payloads) };
}

export async function bundleWrite(c: Context, input: ApiIn<'bundle.write'>): Promise<ApiOut<'bundle.write'>> {
  const { parts } = c;
  const file = resolve(input.file);
  const to = input.to ?? [];
  if (to.length > 0 === (input.passphrase !== undefined)) return refuse('E_BUNDLE_TO');
  if (input.passphrase === '') return refuse('E_BUNDLE_TO');
  const max = input.max_bytes ?? null;
  if (max !== null && max < LEAST_MAX_BYTES) return refuse('E_BUNDLE_PART', { max, least: LEAST_MAX_BYTES });
  if (existsSync(file)) return refuse('E_BUNDLE_EXISTS', { file });
  if (!existsSync(dirname(file))) return refuse('E_FILE', { file, reason: 'its folder does not exist' });
  const known = await directoryOf(parts);
  const readers = to.length > 0 ? addressed(to, known) : { recipients: [], organisations: [] };
  const spaces = spacesFor(parts, input.space, readers.organisations);
  const named = input.since === undefined ? null : await since(c, input.since, spaces[0] ?? null);
  await followMedia(parts);
  const going: BundleSpace[] = [];
  for (const space of spaces) {
    const base = named ? (named.get(space.hex) ?? []) : await baseOf(parts, space, readers.organisations);
    const [only] = readers.organisations;
    const peer = readers.organisations.length === 1 ? ((await newestOf(parts, space, only))?.peer ?? null) : null;
    going.push(await bundleSpace(parts, space, base, peer));
  }
  const wishes = await ourWishes(
    parts,
    spaces.map((s) => s.id),
  );
  const written = await writeBundleFiles(
    parts,
    {
      file,
      to: input.passphrase === undefined ? { recipients: readers.recipients } : { passphrase: input.passphrase },
      spaces: going,
      notes: [
        ...(wishes.length > 0 ? [{ name: WISHES_NOTE, bytes: encodeWishes(wishes) }] : []),
        ...(readers.organisations.every((o) => spaces.some((s) => mayKnowLogs(s, seatsOf(s, o))))
          ? await checkpointNotes(parts)
          : []),
      ],
      sender: await senderOf(parts),
      maxBytes: max,
    },
    (entries, of) => c.onProgress(entries, of, 'entries'),
  );
  const report = writtenJson(spaces, written, readers.organisations);
  const row: BundleJson = {
    direction: 'written',
    at: new Date(parts.clock()).toISOString(),
    name: basename(file),
    bytes: written.reduce((sum, w) => sum + w.bytes, 0),
    entries: report.entries,
    new: 0,
    refused: 0,
    organisations: report.organisations,
  };
  await parts.ledger.transact((tx) => noteBundle(tx, row));
  return report;
}

/** Live seats of an organisation in a space. */
function seatsOf(space: Space, o: KnownOrganisation): readonly string[] {
  const party = o.parties.get(space.hex);
  return [...space.membership.seats].flatMap(([key, s]) => (s.live && toHex(s.seat.party) === party ? [key] : []));
}

function writtenJson(
  spaces: readonly Space[],
  written: Awaited<ReturnType<typeof writeBundleFiles>>,
  organisations: readonly KnownOrganisation[],
): BundleWrittenJson {
  const sum = (of: ReadonlyMap<string, number>): number => [...of.values()].reduce((a, b) => a + b, 0);
  return {
    files: written.map((w) => ({ file: w.file, bytes: w.bytes, entries: sum(w.entries), objects: w.objects })),
    spaces: spaces.map((s) => ({
      space: s.hex,
      slug: s.info.slug,
      entries: written.reduce((n, w) => n + (w.entries.get(s.hex) ?? 0), 0),
    })),
    entries: written.reduce((n, w) => n + sum(w.entries), 0),
    objects: written.reduce((n, w) => n + w.objects, 0),
    organisations: organisations.map((o) => o.name),
  };
}
