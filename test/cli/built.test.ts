/** The built command, call by call, as scripts use it: one JSON document on stdout, its shape, its exit code; beside a running node too. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../src/base/result.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { type Ended, type Serving, shell } from './child.ts';

const sh = shell();
let server: Serving;
/** First words of the calls made. */
const called = new Set<string>();
type Document = { readonly [name: string]: Json };

/** Calls with --json: exactly one document on stdout, ended by one line end. */
async function json(code: number, args: readonly string[], stdin?: string): Promise<Document> {
  const said = await sh.kua([...args, '--json'], stdin);
  called.add(args.filter((a) => !a.startsWith('-')).join(' '));
  expect([args.join(' '), said.code, said.err]).toEqual([args.join(' '), code, expect.any(String)]);
  expect(said.out.endsWith('\n'), args.join(' ')).toBe(true);
  return JSON.parse(said.out) as Document;
}
const keys = (document: Document): readonly string[] => Object.keys(document);
const has = (document: Document, ...names: readonly string[]): void =>
  expect(keys(document)).toEqual(expect.arrayContaining([...names]));
const text = (document: Document, name: string): string => String(document[name]);
const first = (list: Json | undefined): Document =>
  (Array.isArray(list) ? (list as readonly Document[])[0] : null) ?? {};
function failed(document: Document, code: string): void {
  expect(keys(document)).toEqual(['error']);
  expect(document['error']).toMatchObject({
    code,
    message: expect.stringMatching(/\S/),
    remedy: expect.stringMatching(/\S/),
  });
}

beforeAll(async () => {
  has(
    await json(0, ['init', '--key-dir', join(sh.folder, 'state/kua'), '--name', 'Script organisation']),
    'dir',
    'spaces',
  );
  const example = await json(0, ['example', 'january-2022']);
  has(example, 'counts', 'entries_new', 'practice', 'followed');
  server = await sh.serve();
});
afterAll(() => sh.remove());

describe('beside a running node', () => {
  test('commands go through it: they name its address and do not meet its lock', async () => {
    expect(await json(0, ['info'])).toMatchObject({ name: 'Script organisation', address: server.address });
    const made = await json(0, ['record', 'new', 'Event', 'title=Said beside a running node', 'date=2022-01-05']);
    has(made, 'id', 'entry');
    const answer = await fetch(`${server.address}api/1/health`);
    expect(answer.status).toBe(200);
  });

  test('a second node over the folder, and a taken port, are exit 2 and named', async () => {
    failed(await json(2, ['serve', '--port', '0']), 'E_IN_USE');
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const bound = taken.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    await server.stop();
    const said = await sh.kua(['serve', '--port', String(port)]);
    taken.close();
    expect([said.code, said.out]).toEqual([2, '']);
    expect(said.err).toContain(String(port));
    server = await sh.serve();
  });

  test('reading', async () => {
    const page = await json(0, ['search', '--kind', 'Event', '--facet', 'place', '--limit', '2']);
    has(page, 'total', 'items', 'facets', 'cursor');
    const item = first(page['items']);
    has(item, 'id', 'kind', 'title');
    has(first((page['facets'] as { place?: Json }).place), 'value', 'count');
    const record = await json(0, ['show', text(item, 'id')]);
    has(record, 'id', 'kind', 'fields');
    has(
      (record['fields'] as { [f: string]: Document })['title'] ?? {},
      'value',
      'claim',
      'n_competing',
      'n_origins',
      'claims',
    );
    has(await json(0, ['show', text(item, 'id'), '--history']), 'entries');
    const demands = await json(0, ['demand', 'list']);
    has(first(demands['demands']), 'id', 'key', 'text', 'state', 'history');
    expect((await json(0, ['demand', 'show', 'D6']))['history']).toMatchObject([
      { state: 'met', at: '2022-01-17', because: expect.any(Array) },
      { state: 'reversed', at: '2023-01-05', because: expect.any(Array) },
    ]);
    has(await json(0, ['statement', 'show']), 'id', 'signatories', 'versions', 'demands');
    has(await json(0, ['statement', 'list']), 'statements');
    has(await json(0, ['figures']), 'series');
    has(await json(0, ['connectivity']), 'outages');
    has(await json(0, ['space', 'list']), 'spaces');
    expect(await json(0, ['space', 'show', 'january-2022'])).toMatchObject({ slug: 'january-2022', public: true });
    has(await json(0, ['version']), 'name', 'version', 'node');
    has(
      await json(0, ['export', '--format', 'jsonl', '--view', 'public', '--kind', 'Event', '--out', 'events.jsonl']),
      'file',
      'rows',
    );
  });

  test('people, claims, reviews, erasure', async () => {
    expect(await json(0, ['user', 'add', 'Reviewer A', '--role', 'reviewer'])).toMatchObject({ role: 'reviewer' });
    await json(0, ['user', 'role', 'Reviewer A', 'manager']);
    expect(await json(0, ['user', 'lock', 'Reviewer A'])).toMatchObject({ locked: true });
    expect(await json(0, ['user', 'lock', 'Reviewer A', '--off'])).toMatchObject({ locked: false });
    await json(0, ['user', 'role', 'Reviewer A', 'reviewer']);
    has(await json(0, ['user', 'list']), 'users');
    expect(text(await json(0, ['user', 'link']), 'login')).toContain(server.address);
    const { id, entry } = await json(0, ['record', 'new', 'Event', 'title=To be erased', 'date=2022-01-05']);
    const claim = await json(0, ['claim', String(id), 'injured', '3', '--speaker', 'a nurse (practice)']);
    has(claim, 'entry', 'claim');
    has(await json(0, ['claim', '--retract', text(claim, 'claim')]), 'entry');
    failed(await json(1, ['review', String(id), '--conclusion', 'verified']), 'E_SELF_REVIEW');
    has(await json(0, ['review', String(id), '--conclusion', 'verified', '--person', 'Reviewer A']), 'id', 'entry');
    expect(await json(0, ['erase', String(entry), '--ground', 'exercise'])).toMatchObject({ erased: 1, waiting: null });
    expect(await json(0, ['erasures'])).toMatchObject({ open: 0, erasures: [{ ground: 'exercise', open: false }] });
  });

  test('evidence, imports', async () => {
    writeFileSync(join(sh.folder, 'note.txt'), 'A note.\n');
    const added = await json(0, ['evidence', 'add', 'note.txt']);
    has(added, 'id', 'sha256', 'size', 'mime', 'duplicate', 'entry');
    has(await json(0, ['custody', text(added, 'sha256')]), 'evidence', 'trail');
    expect(await json(0, ['evidence', 'check', '--deep'])).toMatchObject({ ok: true });
    expect(await json(0, ['space', 'new', 'rows', '--public'])).toMatchObject({ slug: 'rows' });
    const row = (code: string, date: string): string => `Event,${code},A march,protest,${date}\n`;
    writeFileSync(
      join(sh.folder, 'rows.csv'),
      `kind,code,title,.kind,date\n${row('A', '2022-01-05')}${row('B', 'soon')}`,
    );
    const call = ['import', 'rows.csv', '--profile', 'csv-generic', '--space', 'rows'];
    expect(await json(1, [...call, '--dry-run'])).toMatchObject({ batch: null, dry_run: true });
    failed(await json(2, [...call, '--strict']), 'E_STRICT');
    const report = await json(1, call);
    has(report, 'batch', 'rows', 'new', 'changed', 'same', 'errors', 'error_file', 'seconds');
    expect(report).toMatchObject({ rows: 2, new: 1, errors: 1 });
    expect(await json(0, ['import', '--undo', text(report, 'batch')])).toMatchObject({ records_left: 0 });
    failed(await json(2, ['import', 'rows.csv', '--profile', 'nothing']), 'E_PROFILE');
  });

  test('demands: measured, answered, moved by two persons', async () => {
    const source = text(first((await json(0, ['search', '--kind', 'Source', '--limit', '1']))['items']), 'id');
    const at = ['--at', '2024-01-01'];
    const said = await json(0, [
      'demand',
      'measure',
      'D4',
      'i1',
      ...at,
      '--met',
      'yes',
      '--value',
      'none',
      '--evidence',
      source,
    ]);
    const met = ['demand', 'move', 'D4', 'met', ...at, '--because', text(said, 'id')];
    failed(await json(1, met), 'E_DECIDERS');
    failed(await json(1, met), 'E_DECIDERS');
    expect(await json(0, [...met, '--person', 'Reviewer A'])).toMatchObject({ state: 'met' });
    failed(await json(1, ['demand', 'move', 'P1', 'met', ...at, '--because', source]), 'E_NO_STATE');
    const reply = ['--from', 'x', '--text', 'y', '--bears', 'act', '--by-addressee', '--evidence', source];
    has(await json(0, ['demand', 'respond', 'D4', ...at, ...reply]), 'id', 'entry');
  });

  test('deliveries: recorded, received, answered, withdrawn; every rule says how far it was checked', async () => {
    const to = text(first((await json(0, ['demand', 'show', 'D12']))['addressees']), 'id');
    const source = text(first((await json(0, ['search', '--kind', 'Source', '--limit', '1']))['items']), 'id');
    writeFileSync(join(sh.folder, 'receipt.txt'), 'Received.\n');
    const receipt = text(await json(0, ['evidence', 'add', 'receipt.txt']), 'id');
    const rules = await json(0, ['delivery', 'rules']);
    for (const rule of rules['rules'] as readonly Document[]) expect(rule['status']).not.toBe('confirmed');
    const sent = ['delivery', 'new', '--what', 'D12', '--purpose', 'right_of_reply', '--addressee', to];
    const how = ['--channel', 'email', '--at', '2022-01-06'];
    failed(await json(2, [...sent, ...how, '--rule', 'none']), 'E_DUE');
    const made = await json(0, [...sent, ...how, '--rule', 'wgad.reply']);
    expect(made).toMatchObject({ due: { date: '2022-03-07', status: 'verify' } });
    const id = text(made, 'id');
    expect(await json(0, ['delivery', 'list'])).toMatchObject({
      total: 1,
      deliveries: [{ clock: { state: 'no_receipt' } }],
    });
    await json(0, ['delivery', 'receipt', id, '--receipt', receipt, '--number', 'ZT-1']);
    expect(await json(0, ['delivery', 'list', '--as-of', '2022-03-09'])).toMatchObject({
      deliveries: [{ incoming_no: 'ZT-1', clock: { state: 'overdue' }, demands: [{ key: 'D12', silence: true }] }],
    });
    has(await json(0, ['delivery', 'letter', id]), 'lang', 'paragraphs', 'demands');
    const reply = ['--at', '2022-03-10', '--text', 'We hold otherwise.', '--bears', 'context', '--evidence', source];
    has(await json(0, ['delivery', 'answer', id, ...reply]), 'id', 'entry', 'response');
    expect((await json(0, ['demand', 'show', 'D12']))['reply']).toMatchObject({
      state: 'answered',
      text: 'We hold otherwise.',
    });
    has(await json(0, ['delivery', 'withdraw', id, '--reason', 'exercise']), 'id', 'entry');
    failed(await json(2, ['delivery', 'receipt', id, '--receipt', receipt]), 'E_DELIVERY');
  });

  test('signals: listed, set aside, taken up again', async () => {
    const list = await json(0, ['signal', 'list', '--limit', '2']);
    has(list, 'total', 'items', 'counts');
    const id = text(first(list['items']), 'id');
    const aside = ['signal', 'triage', id, 'set_aside', '--reason', 'another place'];
    expect(await json(0, aside)).toMatchObject({ state: 'set_aside' });
    expect(await json(0, ['signal', 'triage', id, 'reopen'])).toMatchObject({ state: 'new' });
  });

  test('an invitation, sessions, a reset; mirrors', async () => {
    expect(text(await json(0, ['user', 'invite', 'Invited person', '--role', 'documenter']), 'invitation')).toContain(
      '#',
    );
    has(await json(0, ['user', 'sessions', 'Invited person']), 'sessions');
    await json(0, ['user', 'reset', 'Invited person']);
    expect(await json(0, ['mirror', 'list'])).toMatchObject({ mirrors: [] });
    failed(await json(2, ['mirror', 'push', 'nowhere']), 'E_MIRROR_UNKNOWN');
  });

  test('a statement: written, frozen, signed, published', async () => {
    writeFileSync(join(sh.folder, 'text.txt'), 'We demand an open inquiry.\n');
    const write = ['statement', 'new', 'text.txt', '--title', 'Inquiry', '--text-lang', 'en'];
    failed(await json(2, [...write, '--demand', 'Q1=a closed one']), 'E_QUOTE');
    const id = text(await json(0, [...write, '--demand', 'Q1=an open inquiry']), 'id');
    expect(text(await json(0, ['statement', 'freeze', id]), 'text_hash')).toMatch(/^[0-9a-f]{64}$/);
    failed(await json(1, ['statement', 'freeze', id]), 'E_FROZEN');
    expect(await json(0, ['statement', 'sign', id, '--as', 'Script organisation'])).toMatchObject({ verified: true });
    failed(await json(1, ['statement', 'draft', id, '--title', 'Another']), 'E_FROZEN');
    const asked = await json(0, ['statement', 'sign-request', id, '--out', 'ask.kua-sign']);
    expect(await json(0, ['statement', 'sign', 'ask.kua-sign'])).toMatchObject({ hash: asked['hash'] });
    const as = ['--as', 'Script organisation', '--mandate', 'its board', '--out', 'answer.kua-sign'];
    await json(0, ['statement', 'sign', 'ask.kua-sign', ...as]);
    failed(await json(1, ['statement', 'add-signature', 'answer.kua-sign']), 'E_SIGNED');
    expect(await json(0, ['statement', 'publish', id])).toMatchObject({ state: 'published' });
    const row = text(await json(0, ['statement', 'signatory', id, 'Printed organisation']), 'id');
    failed(await json(2, ['statement', 'confirm', row, '--by', 'A colleague']), 'E_REQUIRED');
    const why = ['--reason', 'tried'];
    await json(0, ['statement', 'withdraw', row, ...why]);
    failed(await json(2, ['statement', 'withdraw', id, ...why, '--decided-by', row]), 'E_NOT_FOUND');
    const next = text(await json(0, ['statement', 'replace', id]), 'id');
    expect(await json(0, ['statement', 'draft', next, '--title', 'Another'])).toMatchObject({ id: next });
  });

  test('exchange: a bundle by passphrase is written and read; who it is for, and where to, must be known', async () => {
    const secret = 'a long winter in the steppe\n';
    const write = ['bundle', 'write', 'out.kua.age', '--passphrase', '--space', 'case'];
    has(await json(0, write, secret), 'files', 'spaces', 'entries', 'objects', 'organisations');
    failed(await json(2, write, secret), 'E_BUNDLE_EXISTS');
    const read = await json(0, ['bundle', 'read', 'out.kua.age', '--passphrase'], secret);
    expect(read).toMatchObject({ accepted: 0, manifest: 'ok', ok: true, torn: false });
    failed(await json(2, ['bundle', 'read', 'out.kua.age', '--passphrase'], 'another\n'), 'E_BUNDLE_KEY');
    failed(await json(2, ['bundle', 'write', 'x.kua.age', '--to', 'Nobody', '--space', 'case']), 'E_BUNDLE_RECIPIENT');
    failed(await json(2, ['sync', 'http://office.example/']), 'E_SYNC_PLAIN');
  });

  test('members and keys: invited, listed, told why not; the key on paper', async () => {
    const invited = await json(0, ['member', 'invite', '--space', 'case', '--out', 'invite.txt', '--qr', 'invite.svg']);
    has(invited, 'space', 'text', 'link', 'role', 'words', 'files');
    has(await json(0, ['member', 'list', '--space', 'case']), 'members', 'managers', 'epochs', 'quarantined');
    has(await json(0, ['space', 'show', 'case']), 'slug', 'coalition');
    expect(await json(0, ['space', 'quarantine', '--space', 'case'])).toEqual({ total: 0, items: [] });
    failed(await json(2, ['space', 'quarantine', '--space', 'case', '--accept', '0'.repeat(64)]), 'E_QUARANTINE_ENTRY');
    failed(await json(1, ['member', 'join', 'invite.txt']), 'E_JOINED');
    failed(await json(2, ['member', 'admit', 'invite.txt', '--space', 'case']), 'E_ANSWER_FORM');
    failed(await json(2, ['member', 'revoke', 'Nobody', '--space', 'case']), 'E_MEMBER');
    failed(await json(2, ['member', 'compare', 'Nobody']), 'E_ORGANISATION');
    const shown = await json(0, ['key', 'show']);
    has(shown, 'organisation', 'key', 'next', 'next_here', 'device', 'recipient', 'seats');
    has(await json(0, ['key', 'words']), 'name', 'id', 'words');
    has(await json(0, ['key', 'paper']), 'paper', 'card', 'cards');
    has(await json(0, ['key', 'rotate']), 'paper', 'card', 'cards', 'announced');
    failed(await json(2, ['key', 'recover', '--paper-stdin'], 'kua-paper-1 nothing\n'), 'E_PAPER');
    failed(
      await json(2, ['key', 'device', 'add', 'kua-device:1:gQ', '--space', 'case', '--compared']),
      'E_DEVICE_FORM',
    );
    failed(await json(1, ['key', 'seized', 'Script organisation']), 'E_SEIZED_HERE');
    failed(await json(2, ['key', 'seized', 'Nobody']), 'E_DEVICE');
  });

  test('an edition is built and verified; the node checks itself and is backed up', async () => {
    has(await json(0, ['edition', 'build', 'out']), 'dir', 'files', 'pages', 'sha256', 'left_out');
    const entry = text(await json(0, ['record', 'new', 'Event', 'title=Said for the log']), 'entry');
    has(await json(0, ['log', 'checkpoint']), 'note', 'size', 'witnessed');
    const proof = await json(0, ['log', 'proof', entry]);
    has(proof, 'proof', 'index', 'witnessed');
    expect((await json(0, ['verify', '-'], text(proof, 'proof')))['ok']).toBe(true);
    expect((await json(1, ['verify', '-'], text(proof, 'proof').replace(/^index (.*)$/m, 'index 0')))['ok']).toBe(
      false,
    );
    has(await json(0, ['log', 'status']), 'origin', 'vkeys', 'signed', 'witnesses', 'logs');
    failed(await json(2, ['log', 'witness', 'request', '--to', 'nobody', 'request.kwreq']), 'E_LOG_UNKNOWN');
    expect(await json(0, ['log', 'public', 'on'])).toEqual({ public: true });
    has(await json(0, ['log', 'rotate-key']), 'origin', 'before', 'vkey', 'note', 'size');
    failed(await json(2, ['log', 'mirror', 'http://198.51.100.7/']), 'E_SYNC_PLAIN');
    has(await json(0, ['log', 'new']), 'origin', 'before', 'entry');
    const verdict = await json(0, ['verify', 'out']);
    expect(verdict['ok']).toBe(true);
    for (const check of verdict['checks'] as readonly Document[])
      expect(['pass', 'fail', 'not-run', 'absent']).toContain(check['result']);
    writeFileSync(join(sh.folder, 'out', 'extra.txt'), 'x');
    expect((await json(1, ['verify', 'out']))['ok']).toBe(false);
    expect(await json(0, ['rebuild', '--check'])).toMatchObject({ equal: true });
    expect(await json(0, ['doctor'])).toMatchObject({ ok: true });
    has(await json(0, ['backup', 'node.backup']), 'file', 'bytes', 'entries', 'blobs');
  });
});

describe('a call that cannot be answered', () => {
  test.each([
    [2, ['serch'], 'E_USAGE'],
    [2, ['search', '--nothing'], 'E_USAGE'],
    [2, ['show'], 'E_USAGE'],
    [2, ['show', 'evt_zzz'], 'E_ID'],
    [2, ['show', 'evt_00000000000000000000000000'], 'E_NOT_FOUND'],
    [2, ['search', '--space', 'nowhere'], 'E_SPACE'],
    [2, ['example', 'february'], 'E_EXAMPLE'],
    [2, ['export', '--format', 'csv', '--view', 'public', '--out', 'no/folder/x.csv'], 'E_FILE'],
    [1, ['user', 'lock', 'manager'], 'E_LAST_MANAGER'],
  ] as const)('exits %i: %j', async (code, args, error) => {
    failed(await json(code, args), error);
    const plain: Ended = await sh.kua(args);
    expect([plain.code, plain.out]).toEqual([code, '']);
    expect(plain.err).toContain(error);
  });

  test('without its key, and with a wrong passphrase, a node stays closed and says how to open it', async () => {
    const vault = ['--data', join(sh.folder, 'closed')];
    failed(await json(2, ['init', ...vault]), 'E_VAULT_KEY');
    await json(0, ['init', ...vault, '--passphrase-stdin'], 'a long winter in the steppe\n');
    failed(await json(2, ['info', ...vault]), 'E_VAULT_KEY');
    failed(await json(2, ['info', ...vault, '--passphrase-stdin'], 'a short winter\n'), 'E_UNLOCK');
    await json(0, ['info', ...vault, '--passphrase-stdin'], 'a long winter in the steppe\n');
  });
});

test('after the node has ended: its exit is 0, commands open the folder themselves, a backup restores', async () => {
  const ended = await server.stop();
  expect(ended.code).toBe(0);
  const info = await json(0, ['info']);
  expect(keys(info)).not.toContain('address');
  const other = ['--data', join(sh.folder, 'restored')];
  has(await json(0, ['restore', 'node.backup', ...other]), 'dir');
  expect((await json(0, ['info', ...other]))['name']).toBe('Script organisation');
});

test('no command went untried', () => {
  const tried = [...called, 'serve'];
  const words = (usage: string): string =>
    usage
      .split(' ')
      .filter((w) => !/^[<[]/.test(w) && !w.endsWith('>') && !w.endsWith(']'))
      .join(' ');
  expect(COMMANDS.map((c) => words(c.usage)).filter((w) => !tried.some((t) => t.startsWith(w)))).toEqual([]);
});
