/** The log of real nodes: checkpoints, proofs, witnesses by file and by network, restores, splits. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { fromHex, toHex, utf8 } from '../../src/base/bytes.ts';
import { parseCheckpoint } from '../../src/evidence/log/checkpoint.ts';
import { consistencyProof } from '../../src/evidence/log/merkle.ts';
import { KEY_TYPE, parseNote } from '../../src/evidence/log/note.ts';
import { vkeyOf } from '../../src/evidence/log/note-sign.ts';
import { formatRequest } from '../../src/evidence/log/witness-request.ts';
import { verifyCard } from '../../src/ledger/card.ts';
import { composeDirect } from '../../src/node/compose.ts';
import type { KuaNode } from '../../src/node/kua-node.ts';
import { keysOfCard } from '../../src/node/log/keys.ts';
import { openParts } from '../../src/node/parts.ts';
import { createApp } from '../../src/server/app.ts';
import { listen } from '../../src/server/listen.ts';
import { restoreBackup } from '../../src/store/restore.ts';
import { leavesOf, LOG, noteOver, p, sha256, subtreesOf } from '../evidence/log-kit.ts';
import { failureOf, NOW, type TempNode, tempNode } from './temp-node.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});
async function node(): Promise<TempNode> {
  const made = await tempNode();
  ends.push(() => made.remove());
  return made;
}
/** Another node over a folder that was copied or restored, under the same vault. */
async function nodeAt(of: TempNode, dir: string): Promise<KuaNode> {
  const opened = await composeDirect(dir, of.vault, { clock: () => NOW });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  ends.push(() => opened.value.close());
  return opened.value;
}
const write = async (n: KuaNode, title = 'Practice'): Promise<string> =>
  (await n.call('record.new', { kind: 'Event', fields: { title } })).entry;
const vkeysOf = async (n: KuaNode) => {
  await n.call('log.checkpoint', {});
  return (await n.call('log.status', {})).vkeys;
};

/** Tells both sides of each other, as people do who compared the keys. */
async function introduce(log: KuaNode, witnesses: readonly KuaNode[], urls: readonly (string | undefined)[] = []) {
  const own = await vkeysOf(log);
  for (const [i, w] of witnesses.entries()) {
    const url = urls[i];
    await w.call('log.trust', { vkey: own.log });
    await log.call('log.trust', { vkey: (await vkeysOf(w)).witness, ...(url ? { url } : {}) });
  }
}
async function byFile(log: KuaNode, w: KuaNode) {
  const { witness } = (await w.call('log.status', {})).vkeys;
  const { request } = await log.call('log.request', { to: witness.split('+')[0] ?? '' });
  const { answer } = await w.call('log.answer', { request });
  return log.call('log.apply', { answer, from: witness.split('+')[0] ?? '' });
}

test('an entry is proven; a proof with a changed byte, and an entry that is not signed yet, are not', async () => {
  const { node: n, dir } = await node();
  const entry = await write(n);
  expect(await failureOf(n.call('log.proof', { entry }))).toMatchObject({ code: 'E_LOG_ENTRY' });
  const first = await n.call('log.checkpoint', {});
  expect(first).toMatchObject({ fresh: true, witnessed: false, frozen: true });
  expect((await n.call('log.checkpoint', {})).fresh).toBe(false);
  const made = await n.call('log.proof', { entry });
  expect(made).toMatchObject({ witnessed: false, size: first.size });
  for (const given of [{ proof: made.proof }, { proof: made.proof, entry }]) {
    const verdict = await n.call('log.verify', given);
    expect(verdict.ok).toBe(true);
    expect(verdict.checks.find((c) => c.name === 'witnesses')?.result).toBe('absent');
  }
  for (let i = 0; i < made.proof.length; i += 7) {
    const changed = `${made.proof.slice(0, i)}${made.proof[i] === 'x' ? 'y' : 'x'}${made.proof.slice(i + 1)}`;
    const verdict = await n.call('log.verify', { proof: changed, entry });
    expect(verdict.ok, `byte ${i}`).toBe(false);
  }
  const other = await write(n, 'Another');
  expect((await n.call('log.verify', { proof: made.proof, entry: other })).ok).toBe(false);
  expect(await failureOf(n.call('log.proof', { entry: 'ff'.repeat(32) }))).toMatchObject({ code: 'E_LOG_ENTRY' });
  expect(existsSync(join(dir, 'log/policy.txt'))).toBe(true);
  const doctor = await n.call('doctor', {});
  expect(doctor.checks.filter((c) => c.name.startsWith('log')).map((c) => c.result)).toEqual(['pass', 'pass']);
});

test('every accepted entry is a leaf, in the order of acceptance, once', async () => {
  const t = await node();
  for (let i = 0; i < 5; i++) await write(t.node, `Entry ${i}`);
  const { size, note } = await t.node.call('log.checkpoint', {});
  const parts = await openParts(t.dir, t.vault, { clock: () => NOW }, { readonly: true });
  if (!parts.ok) throw new Error(JSON.stringify(parts.error));
  const rows = await parts.value.ledger.arrivals(0);
  await parts.value.close();
  expect(rows.map((r) => r.arrival)).toEqual(rows.map((_, i) => i + 1));
  expect(rows).toHaveLength(size);
  const signed = parseCheckpoint(utf8(note));
  expect(signed.ok && signed.value.checkpoint.size).toBe(size);
  for (const { id } of rows) {
    const { proof } = await t.node.call('log.proof', { entry: toHex(id) });
    expect((await t.node.call('log.verify', { proof, entry: toHex(id) })).ok).toBe(true);
  }
});

test('the first card names the keys of the log and of the witness', async () => {
  const t = await node();
  const { vkeys } = await t.node.call('log.status', {});
  const parts = await openParts(t.dir, t.vault, { clock: () => NOW }, { readonly: true });
  if (!parts.ok) throw new Error(JSON.stringify(parts.error));
  const self = (await parts.value.ledger.local('org', 'self')) as { card: string };
  await parts.value.close();
  const card = verifyCard(p, fromHex(self.card) ?? new Uint8Array(0));
  const keys = card && keysOfCard(p, card.payloadHash, card.keys);
  expect(keys?.log?.name).toBe(vkeys.log.split('+')[0]);
  expect(keys?.log && vkeys.log.includes(toHex(keys.log.id))).toBe(true);
  expect(keys?.witness && vkeys.witness.includes(toHex(keys.witness.id))).toBe(true);
});

test('a card of another member offers the keys of its log and its witness until people take them', async () => {
  const [a, b] = [await node(), await node()];
  const { vkeys } = await b.node.call('log.status', {});
  const theirs = await openParts(b.dir, b.vault, { clock: () => NOW }, { readonly: true });
  if (!theirs.ok) throw new Error(JSON.stringify(theirs.error));
  const self = (await theirs.value.ledger.local('org', 'self')) as { id: string; cards: string[] };
  await theirs.value.close();
  await a.node.close();
  const ours = await openParts(a.dir, a.vault, { clock: () => NOW });
  if (!ours.ok) throw new Error(JSON.stringify(ours.error));
  await ours.value.ledger.transact((tx) => tx.putLocal('organisation', self.id, { cards: self.cards }));
  await ours.value.close();
  await a.reopen().catch(() => undefined);
  const { offered } = await a.node.call('log.status', {});
  expect(offered.map((o) => o.vkey)).toEqual([vkeys.log, vkeys.witness]);
  for (const { vkey } of offered) await a.node.call('log.trust', { vkey });
  const after = await a.node.call('log.status', {});
  expect([after.offered, after.quorum, after.logs.length]).toEqual([[], 1, 1]);
});

async function serve(n: KuaNode): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = await listen(
    (port) =>
      createApp({
        api: n,
        node: n.id,
        hosts: [`127.0.0.1:${port}`],
        deskDir: import.meta.dirname,
        clock: () => NOW,
        random: (k) => new Uint8Array(k),
        onFault: (_, error) => {
          throw error;
        },
        version: '0',
      }),
    '127.0.0.1',
    0,
  );
  if (!server.ok) throw new Error(JSON.stringify(server.error));
  ends.push(() => server.value.close());
  return { url: `http://127.0.0.1:${server.value.port}`, close: () => server.value.close() };
}

test('by file and by HTTP the same witnesses give the same frozen bytes', async () => {
  const [a, b, c] = [await node(), await node(), await node()];
  await introduce(a.node, [b.node, c.node]);
  await write(a.node);
  await Promise.all([a, b, c].map((t) => t.node.close()));
  const copies = [a, b, c].map((t) => `${t.dir}-copy`);
  for (const [i, t] of [a, b, c].entries()) cpSync(t.dir, copies[i] ?? '', { recursive: true });
  await Promise.all([a, b, c].map(async (t) => t.reopen().catch(() => undefined)));

  // By file: two rounds each way, whatever order the answers come back in.
  await byFile(a.node, c.node);
  const last = await byFile(a.node, b.node);
  expect(last).toMatchObject({ result: 'cosigned', frozen: true });
  const frozen = readFileSync(join(a.dir, `log/notes/${last.size}.note`), 'utf8');

  const [a2, b2, c2] = await Promise.all([a, b, c].map((t, i) => nodeAt(t, copies[i] ?? '')));
  if (!a2 || !b2 || !c2) throw new Error('three copies');
  const urls = [await serve(b2), await serve(c2)].map((s) => `${s.url}/witness`);
  for (const [i, w] of [b2, c2].entries())
    await a2.call('log.trust', { vkey: (await w.call('log.status', {})).vkeys.witness, url: urls[i] ?? '' });
  const made = await a2.call('log.checkpoint', {});
  expect(made.asked.map((x) => x.result)).toEqual(['cosigned', 'cosigned']);
  expect(made).toMatchObject({ witnessed: true, frozen: true, size: last.size });
  expect(made.note).toBe(frozen);
  expect(readFileSync(join(copies[0] ?? '', `log/notes/${last.size}.note`), 'utf8')).toBe(frozen);
  expect(frozen.match(/^— /gm)).toHaveLength(3);
});

test('a witness that knows another size is asked once more, and a stranger is not answered', async () => {
  const [a, b] = [await node(), await node()];
  const { log } = await vkeysOf(a.node);
  await a.node.call('log.trust', { vkey: (await vkeysOf(b.node)).witness });
  const name = (await a.node.call('log.status', {})).witnesses[0]?.name ?? '';
  const stranger = await a.node.call('log.request', { to: name });
  const refused = await b.node.call('log.answer', { request: stranger.request });
  expect(refused.status).toBe(404);
  expect(await failureOf(a.node.call('log.apply', { answer: refused.answer }))).toMatchObject({
    code: 'E_LOG_WITNESS',
    params: { reason: '404' },
  });
  await b.node.call('log.trust', { vkey: log });
  expect(await byFile(a.node, b.node)).toMatchObject({ result: 'cosigned', frozen: true });
  await write(a.node);
  // A second copy of the request is answered 409 with the size that is known by then.
  const once = await a.node.call('log.request', { to: name });
  const [yes, no] = [
    await b.node.call('log.answer', { request: once.request }),
    await b.node.call('log.answer', { request: once.request }),
  ];
  expect([yes.status, no.status]).toEqual([200, 409]);
  expect(await a.node.call('log.apply', { answer: no.answer, from: name })).toMatchObject({ result: 'ask-again' });
  expect(await a.node.call('log.apply', { answer: yes.answer })).toMatchObject({ result: 'cosigned', frozen: true });
});

test('two requests at one old size never both succeed', async () => {
  const w = await node();
  await w.node.call('log.trust', { vkey: vkeyOf(p, LOG, KEY_TYPE.log) });
  const leaves = leavesOf(60);
  for (const old of [0, 7]) {
    const asked = Array.from({ length: 12 }, (_, i) => {
      const size = old === 0 ? 7 : 20 + i;
      const from = old === 0 ? [] : consistencyProof(sha256, subtreesOf(leaves), old, size);
      return utf8(formatRequest(old, from, noteOver(leaves, size)));
    });
    const replies = await Promise.all(asked.map((body) => w.node.call('log.serve_add', { body })));
    expect(replies.map((r) => r.status).toSorted()).toEqual([200, ...Array.from({ length: 11 }, () => 409)]);
  }
});

test('two histories of one log are kept as proof, told by the doctor, and count for nothing until people decide', async () => {
  const t = await node();
  const vkey = vkeyOf(p, LOG, KEY_TYPE.log);
  await t.node.call('log.trust', { vkey });
  const leaves = leavesOf(30);
  const other = leavesOf(30).map((leaf, i) => (i === 2 ? sha256(leaf) : leaf));
  const ask = (body: string) => t.node.call('log.serve_add', { body: utf8(body) });
  expect((await ask(formatRequest(0, [], noteOver(leaves, 9)))).status).toBe(200);
  // The refused proof itself shows the other history.
  const lie = formatRequest(9, consistencyProof(sha256, subtreesOf(other), 9, 20), noteOver(other, 20));
  expect((await ask(lie)).status).toBe(422);
  const [log] = (await t.node.call('log.status', {})).logs;
  expect(log?.splits).toEqual([expect.stringMatching(/^log\/peers\/[0-9a-f]{64}\/split-1$/)]);
  const folder = join(t.dir, log?.splits[0] ?? '');
  expect(readFileSync(join(folder, 'a.note'), 'utf8')).toBe(noteOver(leaves, 9));
  expect(readFileSync(join(folder, 'b.note'), 'utf8')).toBe(noteOver(other, 20));
  expect(existsSync(join(folder, 'between.txt'))).toBe(true);
  expect((await t.node.call('doctor', {})).checks.find((c) => c.name === 'logs tell one story')).toMatchObject({
    result: 'fail',
    detail: expect.stringContaining('E_LOG_SPLIT'),
  });
  expect((await ask(formatRequest(9, [], noteOver(leaves, 9)))).status).toBe(404);
  // The same lie again adds nothing; a second pair does.
  expect((await t.node.call('log.see', { note: noteOver(other, 9) })).result).toBe('split');
  expect((await t.node.call('log.see', { note: noteOver(other, 9) })).kept).toContain('split-2');
  expect((await t.node.call('log.trust', { vkey })).decided).toBe(2);
  expect((await ask(formatRequest(9, [], noteOver(leaves, 9)))).status).toBe(200);
  expect((await t.node.call('log.see', { note: 'nonsense' })).result).toBe('bad');
});

test('a restored log signs nothing until a witness says that it is the newest', async () => {
  const [a, b] = [await node(), await node()];
  await introduce(a.node, [b.node]);
  await write(a.node);
  await byFile(a.node, b.node);
  const file = join(a.root, 'a.kua-backup');
  await a.node.call('backup', { file });
  await a.node.close();
  const dir = join(a.root, 'restored');
  const restored = await restoreBackup(file, dir);
  if (!restored.ok) throw new Error(JSON.stringify(restored.error));
  const notes = readdirSync(join(dir, 'log/notes'));
  expect(notes).toEqual(readdirSync(join(a.dir, 'log/notes')));
  expect(existsSync(join(dir, 'log/checkpoint'))).toBe(true);
  const again = await nodeAt(a, dir);
  await write(again);
  expect(await failureOf(again.call('log.checkpoint', {}))).toMatchObject({ code: 'E_LOG_RESTORED' });
  expect(await again.call('log.cycle', { minutes: 0 })).toMatchObject({ signed: false });
  expect((await again.call('doctor', {})).checks.find((c) => c.name === 'log after restore')).toMatchObject({
    result: 'pass',
    detail: 'E_LOG_RESTORED',
  });
  expect(await byFile(again, b.node)).toMatchObject({ result: 'confirmed' });
  expect((await again.call('log.status', {})).restored).toBeNull();
  expect(await byFile(again, b.node)).toMatchObject({ result: 'cosigned', frozen: true });
  await a.reopen();
});

test('a restored log that is behind begins anew, and its first leaf names the old one', async () => {
  const [a, b] = [await node(), await node()];
  await introduce(a.node, [b.node]);
  const early = await write(a.node);
  const file = join(a.root, 'a.kua-backup');
  await a.node.call('backup', { file });
  await write(a.node);
  await write(a.node);
  const { size } = await byFile(a.node, b.node);
  await a.node.close();
  const dir = join(a.root, 'restored');
  const restored = await restoreBackup(file, dir);
  if (!restored.ok) throw new Error(JSON.stringify(restored.error));
  const again = await nodeAt(a, dir);
  const late = await write(again);
  expect(await failureOf(byFile(again, b.node))).toMatchObject({ code: 'E_LOG_BEHIND', params: { theirs: size } });
  expect(await failureOf(again.call('log.checkpoint', {}))).toMatchObject({ code: 'E_LOG_BEHIND' });
  expect((await again.call('doctor', {})).checks.find((c) => c.name === 'log after restore')?.result).toBe('fail');
  const begun = await again.call('log.new', {});
  expect(begun).toMatchObject({
    size,
    origin: expect.stringMatching(/\.kua\/log\/2$/),
    before: expect.stringMatching(/\/1$/),
  });
  const made = await again.call('log.checkpoint', {});
  expect(made.note.startsWith(`${begun.origin}\n`)).toBe(true);
  expect((await again.call('log.proof', { entry: begun.entry })).index).toBe(0);
  for (const entry of [early, late, begun.entry]) {
    const { proof } = await again.call('log.proof', { entry });
    // One witness is in the policy and has not cosigned the new log: told, and not taken for a proof.
    const verdict = await again.call('log.verify', { proof });
    expect(verdict.checks.find((c) => c.name === 'inclusion')?.result).toBe('pass');
    expect(verdict.ok).toBe(false);
  }
  await b.node.call('log.trust', { vkey: (await again.call('log.status', {})).vkeys.log });
  expect(await byFile(again, b.node)).toMatchObject({ result: 'cosigned', frozen: true });
  const { proof } = await again.call('log.proof', { entry: early });
  expect((await again.call('log.verify', { proof })).ok).toBe(true);
  // Entries that come later take their place behind the others.
  const after = await write(again);
  const next = await again.call('log.checkpoint', {});
  expect((await again.call('log.proof', { entry: after })).index).toBe(next.size - 1);
  await a.reopen();
});

test('newest checkpoints travel as notes: of our log and of those we watch', async () => {
  const [a, b] = [await node(), await node()];
  await introduce(a.node, [b.node]);
  const { note } = await a.node.call('log.checkpoint', {});
  expect((await b.node.call('log.see', { note })).result).toBe('newer');
  expect((await b.node.call('log.see', { note })).result).toBe('same');
  const { notes } = await b.node.call('log.newest', {});
  expect(notes).toHaveLength(2);
  expect(notes[1]).toBe(note);
  expect((await a.node.call('log.see', { note: notes[0] ?? '' })).result).toBe('unknown');
  await write(a.node);
  const later = await a.node.call('log.checkpoint', {});
  expect((await b.node.call('log.see', { note: later.note })).result).toBe('newer');
  expect((await b.node.call('log.see', { note })).result).toBe('older');
  expect((await b.node.call('log.see', { note: later.note.replace(/.{8}\n$/, 'AAAAAA==\n') })).result).toBe('bad');
});

test('our own checkpoint that comes back larger than what we have stops the log', async () => {
  const a = await node();
  await write(a.node);
  await a.node.close();
  cpSync(a.dir, `${a.dir}-copy`, { recursive: true });
  await a.reopen();
  await write(a.node);
  const { note, size } = await a.node.call('log.checkpoint', {});
  const copy = await nodeAt(a, `${a.dir}-copy`);
  await copy.call('log.checkpoint', {});
  expect((await copy.call('log.see', { note })).result).toBe('behind');
  await write(copy);
  expect(await failureOf(copy.call('log.checkpoint', {}))).toMatchObject({
    code: 'E_LOG_BEHIND',
    params: { theirs: size },
  });
  expect((await a.node.call('log.see', { note })).result).toBe('ours');
});

test('missing tiles are made again from the ledger; changed ones are never signed over', async () => {
  const a = await node();
  await write(a.node);
  const before = await a.node.call('log.checkpoint', {});
  rmSync(join(a.dir, 'log/tile'), { recursive: true });
  const entry = await write(a.node);
  const after = await a.node.call('log.checkpoint', {});
  expect(after.size).toBe(before.size + 1);
  const { proof } = await a.node.call('log.proof', { entry });
  expect((await a.node.call('log.verify', { proof })).ok).toBe(true);
  const folder = join(a.dir, 'log/tile/0/000.p');
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    writeFileSync(join(folder, name), bytes);
  }
  await write(a.node);
  expect(await failureOf(a.node.call('log.checkpoint', {}))).toMatchObject({ code: 'E_LOG_TILES' });
  expect(await failureOf(a.node.call('log.proof', { entry }))).toMatchObject({ code: 'E_LOG_TILES' });
  expect((await a.node.call('doctor', {})).checks.find((c) => c.name === 'log')?.result).toBe('fail');
});

test('frozen notes stay as they are, and partial tiles go when the whole one is there and no note needs them', async () => {
  const a = await node();
  await write(a.node);
  const first = await a.node.call('log.checkpoint', {});
  const kept = readFileSync(join(a.dir, `log/notes/${first.size}.note`), 'utf8');
  await write(a.node);
  await a.node.call('log.cycle', { minutes: 0 });
  const between = (await a.node.call('log.status', {})).signed?.size ?? 0;
  expect(readdirSync(join(a.dir, 'log/tile/0/000.p')).toSorted()).toEqual(
    [String(first.size), String(between)].toSorted(),
  );
  for (let i = 0; i < 260; i++) await write(a.node, `Entry ${i}`);
  const { size } = await a.node.call('log.checkpoint', {});
  expect(size).toBeGreaterThan(256);
  expect(readdirSync(join(a.dir, 'log/tile/0')).toSorted()).toEqual(['000', '000.p', '001.p']);
  expect(readdirSync(join(a.dir, 'log/tile/0/000.p'))).toEqual([String(first.size)]);
  expect(readFileSync(join(a.dir, `log/notes/${first.size}.note`), 'utf8')).toBe(kept);
  const note = parseNote(utf8(kept));
  expect(note.ok).toBe(true);
}, 60_000);

test('over HTTP the log is for members until it is made public; a witness answers anybody by the protocol', async () => {
  const a = await node();
  await write(a.node);
  const { note } = await a.node.call('log.checkpoint', {});
  const { url } = await serve(a.node);
  const get = (path: string) => fetch(`${url}${path}`);
  expect((await get('/log/checkpoint')).status).toBe(401);
  const { token } = await a.node.call('login.token', {});
  const login = await fetch(`${url}/api/1/session`, {
    method: 'POST',
    body: JSON.stringify({ token }),
    headers: { 'content-type': 'application/json' },
  });
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  const seen = await fetch(`${url}/log/checkpoint`, { headers: { cookie } });
  expect([seen.status, await seen.text()]).toEqual([200, note]);
  await a.node.call('log.public', { public: true });
  expect(await (await get('/log/checkpoint')).text()).toBe(note);
  const signed = parseCheckpoint(utf8(note));
  const size = signed.ok ? signed.value.checkpoint.size : 0;
  const tile = await get(`/log/tile/0/000.p/${size}`);
  expect((await tile.arrayBuffer()).byteLength).toBe(size * 32);
  expect((await (await get('/log/tile/0/000.p/1')).arrayBuffer()).byteLength).toBe(32);
  for (const path of [
    '/log/tile/0/000',
    '/log/tile/0/..%2f..%2f..%2fvault.cbor',
    '/log/policy.txt',
    '/log/notes/1.note',
  ])
    expect((await get(path)).status, path).toBe(404);
  const post = (body: string) => fetch(`${url}/witness/add-checkpoint`, { method: 'POST', body });
  expect((await post('old 0\n\nx')).status).toBe(400);
  expect((await post('x'.repeat(100_000))).status).toBe(400);
  expect((await post('x'.repeat(2_000_000))).status).toBe(413);
  expect((await post(formatRequest(0, [], noteOver(leavesOf(3), 3)))).status).toBe(404);
  await a.node.call('log.trust', { vkey: vkeyOf(p, LOG, KEY_TYPE.log) });
  const yes = await post(formatRequest(0, [], noteOver(leavesOf(3), 3)));
  expect([yes.status, (await yes.text()).startsWith('— ')]).toEqual([200, true]);
  const conflict = await post(formatRequest(0, [], noteOver(leavesOf(3), 3)));
  expect([conflict.status, conflict.headers.get('content-type'), await conflict.text()]).toEqual([
    409,
    'text/x.tlog.size',
    '3\n',
  ]);
});

test('the running node signs when entries came and the time has passed', async () => {
  let now = NOW;
  const t = await tempNode(() => now);
  ends.push(() => t.remove());
  await write(t.node);
  expect((await t.node.call('log.cycle', { minutes: 15 })).signed).toBe(true);
  expect((await t.node.call('log.cycle', { minutes: 15 })).signed).toBe(false);
  await write(t.node);
  expect((await t.node.call('log.cycle', { minutes: 15 })).signed).toBe(false);
  now += 15 * 60_000;
  expect((await t.node.call('log.cycle', { minutes: 15 })).signed).toBe(true);
  now += 15 * 60_000;
  expect((await t.node.call('log.cycle', { minutes: 15 })).signed).toBe(false);
});

test('our own key is no witness of ours, and what is no key is refused', async () => {
  const { node: n } = await node();
  const { witness } = await vkeysOf(n);
  expect(await failureOf(n.call('log.trust', { vkey: witness }))).toMatchObject({ code: 'E_LOG_UNKNOWN' });
  expect(await failureOf(n.call('log.trust', { vkey: 'x' }))).toMatchObject({ code: 'E_LOG_FORMAT' });
  expect(await failureOf(n.call('log.request', { to: 'nobody' }))).toMatchObject({ code: 'E_LOG_UNKNOWN' });
  expect(await failureOf(n.call('log.apply', { answer: 'x' }))).toMatchObject({ code: 'E_LOG_FORMAT' });
});
