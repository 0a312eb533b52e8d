/** A folder put back from an older copy meets what it had written since: it begins a new writer and nothing forks. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { toHex } from '../../src/base/bytes.ts';
import { expectOk } from '../../src/base/result.ts';
import { entryBytes } from '../../src/ledger/entry-decode.ts';
import { createAuthor } from '../../src/node/author.ts';
import { receiveFrames } from '../../src/node/coalition/receive.ts';
import type { ReceivedFrame } from '../../src/node/coalition/receive-types.ts';
import { openParts, type Parts } from '../../src/node/parts.ts';
import { ctxOf, payloadOf } from '../../src/node/payloads.ts';
import { streamOf } from './receive-kit.ts';
import { NOW, tempNode, type TempNode } from './temp-node.ts';

let t: TempNode | null = null;
afterEach(async () => t?.remove());

const partsOf = async (dir: string, vault: TempNode['vault']): Promise<Parts> =>
  expectOk(await openParts(dir, vault, { clock: () => NOW + 60_000 }), 'parts');

/** Everything of the case space, as a peer that has it would send it. */
async function sent(parts: Parts): Promise<readonly ReceivedFrame[]> {
  const space = parts.spaces.find(undefined);
  const frames: ReceivedFrame[] = [];
  for (const tip of await parts.ledger.tips(space.id))
    for (const e of await parts.ledger.entriesAfter(space.id, tip.writer, -1)) {
      frames.push({ is: 'entry', bytes: entryBytes(e.header, e.sig) });
      if (e.block) frames.push({ is: 'block', ph: e.ph, block: e.block });
    }
  return frames;
}

test('a copy that was left behind goes on under a new writer', async () => {
  t = await tempNode();
  await t.node.call('record.new', { kind: 'Event', fields: { title: 'Before the copy', kind: 'strike' } });
  await t.node.close();
  const copy = join(t.root, 'copy');
  cpSync(t.dir, copy, { recursive: true });
  await t.reopen();
  for (const title of ['After the copy', 'And later'])
    await t.node.call('record.new', { kind: 'Event', fields: { title, kind: 'strike' } });
  await t.node.close();
  const ahead = await partsOf(t.dir, t.vault);
  const frames = await sent(ahead);
  await ahead.close();

  const parts = await partsOf(copy, t.vault);
  const author = createAuthor({ ...parts, restored: null });
  const space = parts.spaces.find(undefined);
  const draft = { payload: payloadOf(null, ctxOf({}), []) };
  const report = await receiveFrames(parts, streamOf(frames));
  expect(report).toMatchObject({ accepted: 2, stale: [space.hex], refused: [] });
  const before = await parts.ledger.tips(space.id);
  await parts.spaces.refresh();
  const [id] = await author.append(parts.spaces.find(undefined), [draft]);
  const after = await parts.ledger.tips(space.id);
  expect(after).toHaveLength(before.length + 1);
  expect(await parts.ledger.forks(space.id)).toEqual([]);
  const fresh = after.find((tip) => !before.some((b) => toHex(b.writer) === toHex(tip.writer)));
  expect([fresh?.seq, fresh && toHex(fresh.head)]).toEqual([1, id]);
  // And it stays with the new one.
  await parts.spaces.refresh();
  await author.append(parts.spaces.find(undefined), [draft]);
  expect(await parts.ledger.tips(space.id)).toHaveLength(after.length);
  await parts.close();
  await t.reopen();
});

test('a write that was made before the news is kept beside the other branch, as a fork', async () => {
  t = await tempNode();
  await t.node.close();
  const copy = join(t.root, 'copy');
  cpSync(t.dir, copy, { recursive: true });
  await t.reopen();
  await t.node.call('record.new', { kind: 'Event', fields: { title: 'There', kind: 'strike' } });
  await t.node.close();
  const ahead = await partsOf(t.dir, t.vault);
  const frames = await sent(ahead);
  await ahead.close();
  const parts = await partsOf(copy, t.vault);
  const author = createAuthor({ ...parts, restored: null });
  const space = parts.spaces.find(undefined);
  const draft = { payload: payloadOf(null, ctxOf({}), []) };
  await author.append(space, [draft]);
  expect(await receiveFrames(parts, streamOf(frames))).toMatchObject({ accepted: 1, stale: [space.hex] });
  expect(await parts.ledger.forks(space.id)).toMatchObject([{ seq: 1 }]);
  await author.append(space, [draft]);
  expect(await parts.ledger.tips(space.id)).toHaveLength(3);
  await parts.close();
  await t.reopen();
});
