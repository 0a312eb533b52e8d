/**
 * Nobody in the middle reads anything: a space of two organisations, exchanged through a relay, by files and by a watched folder. Every
 * byte of the relay's folder (also under its own keys), of the lines, bundles, temporary files and logs is searched for what was said,
 * who said it, about whom, and for every secret key.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiOut } from '../../src/contract/api.ts';
import { Driver } from '../../src/store/sqlite/driver.ts';
import { filesBelow } from '../node/temp-node.ts';
import { type FakeCoalition, fakeCoalition } from './fake-coalition.ts';
import type { Office, Said } from './office.ts';
import { type OpenedFolder, openFolderOf } from './secrecy-open.ts';
import { type Canary, formsOf, type Hit, type Search, searchFor } from './secrecy-search.ts';
import { exchange, PASSPHRASE, SAID } from './secrecy-story.ts';
import { type Watched, watched } from './secrecy-watch.ts';

/**
 * What a relay holds by design. Everything else that is found is a leak.
 * Keys of parties, seats and writers, ids, padded sizes and times it sees (docs/guide/coalition.md, "What it cannot do"): they name nobody
 * and are no canaries. What stays is whom the relay itself met:
 */
const BY_DESIGN: readonly { readonly canary: RegExp; readonly where: RegExp; readonly why: string }[] = [
  {
    canary: /^office-a: (name|organisation|organisation key)$/,
    where: /^ledger\.db (local\.(key|value) organisation|local\.value invited-by|pages)/,
    why: "docs/formats/invitation.md: the inviter hands its cards to who is invited, so that both can compare words; under the relay's own vault only",
  },
  {
    canary: /^office-[ac]: device$/,
    where: /^ledger\.db (local\.(key|value) (organisation|bundle-seen|peer-wants)|peer\.peer|pages)/,
    why: 'docs/formats/bundle.md: the manifest is signed by the device that the card names; what the sender holds is kept under that key',
  },
  {
    canary: /^office-a: (name|organisation|device|organisation key)$/,
    where: /^ledger\.db local\.value bundle/,
    why: 'the list of bundles that the relay read names the inviter, whose card it holds',
  },
];

let folder = '';
let temp = '';
let stick = '';
let coalition: FakeCoalition;
let lookout: Watched;
let live: Search;
const said: Said[] = [];
const traffic = { ba: [] as Buffer[], cb: [] as Buffer[], ca: [] as Buffer[] };
const opened: { [office: string]: OpenedFolder } = {};
let identities: readonly Canary[] = [];
let everything: readonly Canary[] = [];
let search: Search;

async function identityOf(who: Office): Promise<readonly Canary[]> {
  const keys = await who.json<ApiOut<'keys.read'>>(['key', 'show']);
  const name = `office-${who.key}`;
  return [
    { name: `${name}: name`, value: who.name },
    { name: `${name}: manager`, value: `Practice manager ${who.key.toUpperCase()}` },
    // The first half stands in the names of logs.
    { name: `${name}: organisation`, value: Buffer.from(keys.organisation.id, 'hex').subarray(0, 16) },
    { name: `${name}: organisation key`, value: Buffer.from(keys.key, 'hex') },
    { name: `${name}: device`, value: Buffer.from(keys.device, 'hex') },
  ];
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kua-secrecy-'));
  [temp, stick] = [join(folder, 'temp'), join(folder, 'files', 'stick')];
  mkdirSync(temp);
  mkdirSync(stick, { recursive: true });
  const env = { TMPDIR: temp, SQLITE_TMPDIR: temp };
  coalition = await fakeCoalition({ folder: join(folder, 'offices'), passphrases: { a: PASSPHRASE }, env });
  live = searchFor(formsOf(SAID));
  lookout = watched(live);
  const { a, b, c, lines } = coalition;
  for (const key of ['ba', 'cb', 'ca'] as const) lines[key].tap((bytes) => traffic[key].push(Buffer.from(bytes)));
  await coalition.start(0);
  for (const path of [temp, stick, join(stick, '..'), b.data, join(b.data, 'incoming'), join(a.data, 'incoming')]) {
    mkdirSync(path, { recursive: true });
    lookout.folder(path);
  }
  identities = (await Promise.all([a, b, c].map(identityOf))).flat();
  await exchange({
    ...{ coalition, folder, said },
    onSaid: () => [a, b, c].forEach((who) => lookout.openFiles(who.pid)),
  });
  const logins = [a, b, c].map((who) => ({
    name: `office-${who.key}: login`,
    value: who.login.split('#login=')[1] ?? '',
  }));
  for (const who of [a, b, c]) await who.stop();
  const keyFile = (who: Office): string =>
    join(who.folder, 'state/kua', readdirSync(join(who.folder, 'state/kua'))[0] ?? '');
  for (const who of [a, b, c])
    opened[who.key] = await openFolderOf(
      `office-${who.key}`,
      who.data,
      who.key === 'a' ? { type: 'passphrase', passphrase: PASSPHRASE } : { type: 'keyFile', path: keyFile(who) },
      join(folder, 'opened', who.key),
    );
  const tokens = Object.values(traffic).flatMap((pieces) =>
    [
      ...Buffer.concat(pieces)
        .toString('latin1')
        .matchAll(/Bearer ([\w-]{43})/g),
    ].map((m) => m[1] ?? ''),
  );
  const keys = Object.values(opened).flatMap((o) => [...o.secrets, ...o.objects]);
  everything = [
    ...[...SAID, ...identities, ...logins, ...keys],
    ...[...new Set(tokens)].map((value) => ({ name: 'token of an exchange', value })),
  ];
  search = searchFor(formsOf(everything));
}, 240_000);
afterAll(async () => {
  lookout?.close();
  await coalition?.end();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const lines = (hits: readonly Hit[]): readonly string[] =>
  [...new Set(hits.map((h) => `${h.canary} (${h.form}) in ${h.where}`))].toSorted();
const inFiles = (paths: readonly string[]): readonly Hit[] =>
  paths.flatMap((path) => [
    ...search.in(path.replace(folder, ''), readFileSync(path)),
    ...search.in('a file name', Buffer.from(path.replace(folder, ''))),
  ]);

/** What stands in a bundle for whoever has this office's key; null: it does not open it. */
async function unsealed(name: string, key: string): Promise<readonly Hit[] | null> {
  const identity = opened[key]?.secrets.find((c) => c.name === `office-${key}: secret age`)?.value ?? '';
  const decrypter = new Decrypter();
  decrypter.addIdentity(Buffer.from(identity).toString());
  const sealed = readFileSync(join(folder, 'files', name));
  const bytes = await decrypter.decrypt(sealed).catch(() => null);
  return bytes && search.in(name, gunzipSync(bytes));
}

describe('the search itself', () => {
  test('finds every form of every canary: in a file, packed, in a database page, in a file that lives for a moment', async () => {
    const forms = formsOf(everything);
    const all = new Set(forms.map((f) => `${f.canary} ${f.form}`));
    expect(all.size).toBeGreaterThan(500);
    const planted = Buffer.concat(forms.flatMap((f) => [randomBytes(5), f.bytes]));
    const found = (hits: readonly Hit[]): ReadonlySet<string> => new Set(hits.map((h) => `${h.canary} ${h.form}`));
    expect(found(search.in('planted', planted))).toEqual(all);
    const packed = Buffer.concat([randomBytes(999), gzipSync(Buffer.concat([randomBytes(9), gzipSync(planted)]))]);
    expect(found(search.in('packed', packed))).toEqual(all);
    // As an open block in a bundle or a table would hold it: salt, codec, raw DEFLATE.
    const text = Buffer.from('Canary Chrysoprase shelling, and so on and on and on');
    const block = Buffer.concat([randomBytes(24), Buffer.from([1]), deflateRawSync(text)]);
    expect(lines(search.inValue('block', block)).join()).toContain('title of a record');
    const path = join(folder, 'planted.db');
    const db = new Driver(path);
    db.exec('CREATE TABLE t (a BLOB, b TEXT)');
    db.prepare('INSERT INTO t VALUES (?, ?)').run(opened['a']?.secrets.at(-1)?.value, 'x'.repeat(400));
    db.prepare('INSERT INTO t VALUES (?, ?)').run(block, `said: ${PASSPHRASE}`);
    db.close();
    expect(lines(search.in('page', readFileSync(path))).join()).toContain('passphrase');
    expect(search.in('page', readFileSync(path)).length).toBeGreaterThan(1);
    const moment = join(temp, 'moment.tmp');
    writeFileSync(moment, 'Canary Chrysoprase shelling');
    await expect.poll(() => lines(lookout.hits).join()).toContain('moment.tmp');
    rmSync(moment);
    expect(search.in('noise', randomBytes(1_000_000))).toEqual([]);
  });

  test('finds what was said in the opened folders of the two members', () => {
    const of = (key: string): ReadonlySet<string> =>
      new Set((opened[key]?.contents ?? []).flatMap((x) => search.in(x.where, x.bytes)).map((h) => h.canary));
    const [ofA, ofC] = [of('a'), of('c')];
    const shared = ['title of a record', 'text of a claim', 'text of the other member', "person's name"];
    for (const name of [
      ...shared,
      'text in the vault',
      'file name',
      'title of the space',
      'slug of the space',
      'office-c: name',
    ])
      expect(ofA, name).toContain(name);
    for (const name of [...shared, 'office-a: name']) expect(ofC, name).toContain(name);
    // Keys stand wrapped even there.
    for (const { name } of opened['a']?.secrets ?? []) expect(ofA, name).not.toContain(name);
  });

  test('there was something to find: every kind of key, sealed blocks at the relay, the stored file, the lines, the logs', () => {
    const kinds = new Set(everything.map((c) => c.name.replace(/^office-.: /, '')));
    for (const type of [
      ...[
        'org',
        'org-next',
        'device',
        'age',
        'age scalar',
        'log',
        'witness',
        'party',
        'seat',
        'kem',
        'writer',
        'epoch',
      ],
    ])
      expect(kinds, type).toContain(`secret ${type}`);
    for (const kind of [
      'vault key',
      'database key',
      'wrapping key',
      'key file',
      'key of a file',
      'salt of a space',
      'login',
    ])
      expect(kinds, kind).toContain(kind);
    expect(kinds).toContain('token of an exchange');
    expect(opened['b']?.blocks['locked']).toBeGreaterThan(5);
    const stored = filesBelow(join(coalition.b.data, 'blobs'));
    expect(stored.map((path) => readFileSync(path).length > 300_000)).toEqual([true]);
    expect(filesBelow(join(coalition.c.data, 'blobs')).length).toBe(1);
    expect(Buffer.concat(traffic.ba).length).toBeGreaterThan(10_000);
    // The stored file to the relay, and from it to the other member.
    expect(Buffer.concat(traffic.cb).length).toBeGreaterThan(600_000);
    expect(said.length).toBeGreaterThan(20);
    expect([...lookout.names].some((name) => name.endsWith('.part'))).toBe(true);
  });
});

/**
 * docs/formats/log.md: the folder `log` is what outsiders check, and lies open. A log's name holds the first half of its organisation's
 * id: the own one, and in `log/peers` those that people of this node chose to watch. A relay gets none but its own.
 */
const ofLogs = (h: Hit, own: string): boolean =>
  (h.canary === `office-${own}: organisation` && /\/data\/log\//.test(h.where)) ||
  (own !== 'b' && / ?organisation$/.test(h.canary) && /\/data\/log\/peers\//.test(h.where));

describe('nothing of it stands', () => {
  test('in any file of a relay, nor in its name', () => {
    const files = filesBelow(coalition.b.data);
    expect(files.length).toBeGreaterThan(8);
    expect(lines(inFiles(files).filter((h) => !ofLogs(h, 'b')))).toEqual([]);
  });

  test('in the databases of a relay, opened with its own keys, but for what it must hold', () => {
    const { contents = [] } = opened['b'] ?? {};
    expect(contents.length).toBeGreaterThan(200);
    const own = /^office-b: (name|manager|organisation|organisation key|device)$/;
    const hits = contents
      .flatMap((x) => (x.value ? search.inValue(x.where, x.bytes) : search.in(x.where, x.bytes)))
      .filter((h) => !own.test(h.canary));
    const leaks = hits.filter((h) => !BY_DESIGN.some((d) => d.canary.test(h.canary) && d.where.test(h.where)));
    expect(lines(leaks)).toEqual([]);
    // Each exception is one that occurs: a list that only grows would hide the next leak.
    for (const d of BY_DESIGN)
      expect(
        hits.some((h) => d.canary.test(h.canary) && d.where.test(h.where)),
        d.why,
      ).toBe(true);
    // No word of anybody in its index.
    expect(contents.filter((x) => x.where.endsWith(' word'))).toEqual([]);
  });

  test('in the folders of the members as they lie on the disk', () => {
    for (const { key, data } of [coalition.a, coalition.c])
      expect(lines(inFiles(filesBelow(data)).filter((h) => !ofLogs(h, key)))).toEqual([]);
  });

  test('in what passes over the lines to and from the relay', () => {
    for (const key of ['ba', 'cb'] as const) {
      const hits = search.in(`line ${key}`, Buffer.concat(traffic[key]));
      // The token is for who holds the line (TLS or an onion service below); the relay tells members which log is its own.
      const open = /^token of an exchange$|^office-b: organisation$/;
      expect(lines(hits.filter((h) => !open.test(h.canary)))).toEqual([]);
    }
  });

  test('in a bundle for a relay that the relay opened, but for the card of who sent it', async () => {
    const card = /^office-[ac]: (name|organisation key|device)$/;
    const onStick = readdirSync(stick).map((name) => `stick/${name}`);
    const read = await Promise.all(['to-b.kua.age', ...onStick].map((name) => unsealed(name, 'b')));
    const mine = read.flatMap((hits) => (hits ? [hits] : []));
    expect(mine.length).toBeGreaterThan(1);
    for (const hits of mine) {
      expect(hits.length).toBeGreaterThan(0);
      expect(lines(hits.filter((h) => !card.test(h.canary)))).toEqual([]);
    }
    // A member is told of the logs of both, by file and over the line.
    const told = new Set((await unsealed('to-c.kua.age', 'c'))?.map((h) => h.canary));
    for (const who of ['a', 'c']) expect(told).toContain(`office-${who}: organisation`);
    const heard = search.in('line ca', Buffer.concat(traffic.ca)).map((h) => h.canary);
    expect(heard).toContain('office-a: organisation');
    // Only the checkpoints say so: what was said stays sealed on that line too.
    expect([...new Set(heard)].filter((name) => !/: organisation$|^token of an exchange$/.test(name))).toEqual([]);
  });

  test('in bundles, in the watched folder, in their names', () => {
    const files = filesBelow(join(folder, 'files'));
    expect(files.length).toBeGreaterThan(6);
    expect(lines(inFiles(files))).toEqual([]);
  });

  test('in temporary files, also short-lived ones and those that processes hold open', () => {
    expect(lines(lookout.hits.filter((h) => !/(moment\.tmp|letter\.kua\.age)$/.test(h.where)))).toEqual([]);
    expect(lines(inFiles(filesBelow(temp)))).toEqual([]);
  });

  test('in log lines, nor what was said and no key in what commands of the exchange print', () => {
    for (const who of [coalition.a, coalition.b, coalition.c]) {
      expect(lines(search.in('stderr', Buffer.from(who.printed.err)))).toEqual([]);
      // The login link is printed for the person who started the node, and for nobody else.
      const out = search.in('stdout', Buffer.from(who.printed.out)).filter((h) => !h.canary.endsWith(': login'));
      expect(lines(out)).toEqual([]);
    }
    const shown = /: (name|organisation|organisation key|device)$|^(slug|title) of the space$/;
    const hits = said.flatMap((s, i) => search.in(`command ${i}`, Buffer.from(s.out + s.err)));
    expect(lines(hits.filter((h) => !shown.test(h.canary)))).toEqual([]);
  });
});
