/** The story that the test of secrecy searches: everything that two offices do with each other through a relay, and what goes wrong. */
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiOut } from '../../src/contract/api.ts';
import type { Api } from '../../src/node/api.ts';
import { connectLocal } from '../../src/node/socket.ts';
import type { FakeCoalition } from './fake-coalition.ts';
import type { Office, Said } from './office.ts';
import type { Canary } from './secrecy-search.ts';

export const PASSPHRASE = 'canary passphrase obsidian 5521';
const BUNDLE_PASSPHRASE = 'canary bundle words carnelian 8814';
const SLUG = 'canary-slug-aquamarine';
const FILE_NAME = 'canary-film-tourmaline.bin';
/** In several places of a file, so that a part of it is known too. */
const FILE_MARK = randomBytes(24);

/** What was said, about whom, where. */
export const SAID: readonly Canary[] = [
  { name: 'title of a record', value: 'Canary Chrysoprase shelling' },
  { name: 'text of a claim', value: 'Канарейкасердолик' },
  { name: 'text of the other member', value: 'Canary Alexandrite answer' },
  { name: 'text in the vault', value: 'Canary Hematite diabetic' },
  { name: "person's name", value: 'Қанарбек Сыңқырұлы' },
  { name: 'title of the space', value: 'Canary Moonstone case' },
  { name: 'slug of the space', value: SLUG },
  { name: 'file name', value: FILE_NAME },
  { name: 'bytes of a file', value: FILE_MARK },
  { name: 'reason of a rotation and removal', value: 'Canary Jasper reason' },
  { name: 'passphrase', value: PASSPHRASE },
  { name: 'passphrase of a bundle', value: BUNDLE_PASSPHRASE },
];

export interface Scene {
  readonly coalition: FakeCoalition;
  /** Folder of the test; `files` below it holds what is carried by hand, `files/stick` goes round. */
  readonly folder: string;
  /** What commands of the exchange printed. */
  readonly said: Said[];
  /** After each of them. */
  onSaid(): void;
}

async function kua(s: Scene, who: Office, args: readonly string[], line?: string): Promise<Said> {
  const out = await who.kua([...args, '--json'], line);
  s.said.push(out);
  s.onSaid();
  return out;
}
/** Throws with what was said when it is not done. */
async function done(s: Scene, who: Office, args: readonly string[], line?: string): Promise<void> {
  const { code, out, err } = await kua(s, who, args, line);
  if (code !== 0) throw new Error(`${who.name}: kua ${args.join(' ')}: ${code} ${out}${err}`);
}
async function refused(s: Scene, who: Office, args: readonly string[], line?: string): Promise<void> {
  if ((await kua(s, who, args, line)).code === 0) throw new Error(`${who.name}: kua ${args.join(' ')} was not refused`);
}
const apiOf = async (who: Office): Promise<Api> => {
  const api = await connectLocal(who.data);
  if (!api) throw new Error(`${who.name} does not run`);
  return api;
};
const canaryFile = (folder: string): string => {
  const bytes = Buffer.alloc(300_000, 7);
  for (let at = 0; at < bytes.length - FILE_MARK.length; at += 37_003) FILE_MARK.copy(bytes, at);
  const path = join(folder, FILE_NAME);
  writeFileSync(path, bytes);
  return path;
};

/** A founds the case, B passes on, C is the other member: everything that two offices do with each other, and what goes wrong. */
export async function exchange(s: Scene): Promise<void> {
  await founded(s);
  await byNetwork(s);
  await byFile(s);
  await disturbed(s);
}

async function founded({ coalition, folder }: Scene): Promise<void> {
  const { a, b, c } = coalition;
  const admit = async (who: Office, role: string, as: string): Promise<void> => {
    const invited = await a.json<{ text: string }>(['member', 'invite', '--space', SLUG, '--role', role]);
    const answer = await who.json<{ text: string }>(['member', 'join', invited.text, '--as', as]);
    await a.json(['member', 'admit', answer.text, '--space', SLUG, '--role', role]);
  };
  await a.json(['space', 'new', SLUG, '--title', 'Canary Moonstone case']);
  await admit(b, 'relay', 'passing');
  await admit(c, 'write', 'shared');
  const claimed = ['kind=shooting', 'date=2022-01-05', '--space', SLUG];
  const event = await a.json<{ id: string }>([
    'record',
    'new',
    'Event',
    'title=Canary Chrysoprase shelling',
    ...claimed,
  ]);
  await a.json(['claim', event.id, 'description', 'Канарейкасердолик: «не стреляли»', '--space', SLUG]);
  await a.json([
    ...['record', 'new', 'Person', 'names=Қанарбек Сыңқырұлы', 'health=Canary Hematite diabetic', '--space', SLUG],
  ]);
  const film = await a.json<{ id: string }>(['evidence', 'add', canaryFile(folder), '--space', SLUG]);
  await a.json(['claim', film.id, 'name_given', FILE_NAME, '--space', SLUG]);
}

/** The relay fetches from the founder, the other member from the relay, and the other way round. */
async function viaRelay(s: Scene): Promise<void> {
  const { b, c, lines } = s.coalition;
  await done(s, b, ['sync', lines.ba.url, '--space', 'passing', '--once']);
  await done(s, c, ['sync', lines.cb.url, '--space', 'shared', '--once']);
}

async function byNetwork(s: Scene): Promise<void> {
  const { a, b, c, lines } = s.coalition;
  // Over the network: the founder gives the relay the file, the relay fetches, the other member fetches from it and answers through it.
  await done(s, b, ['sync', lines.ba.url, '--space', 'passing', '--once']);
  await done(s, a, ['sync', lines.cb.url, '--space', SLUG, '--once']);
  await viaRelay(s);
  await c.json(['record', 'new', 'Event', 'title=Canary Alexandrite answer', 'date=2022-01-06', '--space', 'shared']);
  lines.cb.breakAfter(900, 1);
  await viaRelay(s);
  await done(s, b, ['sync', lines.ba.url, '--space', 'passing', '--once']);
  // The two members know each other's logs, and tell each other of them: directly, and past the relay.
  const [atA, atC] = [await apiOf(a), await apiOf(c)];
  await atA.call('log.checkpoint', {});
  const { note } = await atC.call('log.checkpoint', {});
  await atA.call('log.trust', { vkey: (await atC.call('log.status', {})).vkeys.log });
  await atA.call('log.see', { note });
  await done(s, c, ['sync', lines.ca.url, '--space', 'shared', '--once']);
  await viaRelay(s);
  await done(s, a, ['sync', lines.cb.url, '--space', SLUG, '--once']);
}

async function byFile(s: Scene): Promise<void> {
  const { a, b, c } = s.coalition;
  // By files: to the member, to the relay and on, under a passphrase, torn, and under a wrong passphrase.
  const file = (name: string): string => join(s.folder, 'files', name);
  await done(s, a, ['bundle', 'write', file('to-c.kua.age'), '--space', SLUG, '--to', c.name, '--since', '80']);
  await done(s, a, ['bundle', 'write', file('to-b.kua.age'), '--space', SLUG, '--to', b.name, '--since', '80']);
  await done(s, a, ['bundle', 'write', file('words.kua.age'), '--space', SLUG, '--passphrase'], BUNDLE_PASSPHRASE);
  const { recipient } = await c.json<ApiOut<'keys.read'>>(['key', 'show']);
  await done(s, b, ['bundle', 'write', file('passed-on.kua.age'), '--space', 'passing', '--to', recipient]);
  for (const [who, name] of [
    [c, 'to-c.kua.age'],
    [b, 'to-b.kua.age'],
    [c, 'passed-on.kua.age'],
  ] as const)
    await done(s, who, ['bundle', 'read', file(name)]);
  await done(s, c, ['bundle', 'read', file('words.kua.age'), '--passphrase'], BUNDLE_PASSPHRASE);
  writeFileSync(file('torn.kua.age'), readFileSync(file('to-c.kua.age')).subarray(0, 900));
  writeFileSync(file('letter.kua.age'), 'Canary Chrysoprase shelling, but no bundle');
  for (const name of ['torn.kua.age', 'letter.kua.age', 'words.kua.age'])
    await refused(s, b, ['bundle', 'read', file(name)]);
  await refused(s, c, ['bundle', 'read', file('words.kua.age'), '--passphrase'], PASSPHRASE);
  rmSync(file('letter.kua.age'));
}

/** The stick that goes round; what a stranger throws at the relay; a removal. */
async function disturbed(s: Scene): Promise<void> {
  const { a, b, c, lines } = s.coalition;
  const again = ['title=Canary Chrysoprase shelling again', 'date=2022-01-07', '--space', SLUG];
  await a.json(['record', 'new', 'Event', ...again]);
  // Two looks read what is whole.
  for (const who of [a, b, c, a, c, b, b])
    await (await apiOf(who)).call('watch.look', { folder: join(s.folder, 'files', 'stick') });
  // With a canary in each, so that a log line that repeats what came would show.
  for (const [path, body] of [
    ['api/1/sync/push', 'Canary Chrysoprase shelling'],
    ['api/1/sync/open', PASSPHRASE],
    [`api/1/sync/blob/${SLUG}`, null],
    [`api/1/spaces/${SLUG}/records`, null],
  ] as const)
    await fetch(`${b.address}${path}`, { method: body === null ? 'GET' : 'POST', ...(body ? { body } : {}) });
  for (const who of [a, b, c]) {
    await kua(s, who, ['doctor']);
    await kua(s, who, ['log', 'checkpoint']);
  }
  await viaRelay(s);
  await a.json(['member', 'revoke', c.name, '--space', SLUG, '--reason', 'Canary Jasper reason']);
  await done(s, b, ['sync', lines.ba.url, '--space', 'passing', '--once']);
}
