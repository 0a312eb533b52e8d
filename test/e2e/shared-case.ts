/** A space that a second organisation shares: its folder lies beside the node's, and what they send each other goes by file. */
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { mkdtempSync, rmSync } from 'node:fs';
import type { ApiOut } from '../../src/contract/api.ts';
import type { RunningNode } from './running-node.ts';

export interface SharedCase {
  readonly space: string;
  /** An event of which the two give different numbers. */
  readonly event: string;
  /** A space for the seizing of the other organisation's device, with people in it. */
  readonly gone: string;
}

const made = new WeakMap<RunningNode, Promise<SharedCase>>();

/** Made once for a node, when it is first asked for. */
export function sharedCase(node: RunningNode): Promise<SharedCase> {
  const found = made.get(node) ?? make(node);
  made.set(node, found);
  return found;
}

async function make(node: RunningNode): Promise<SharedCase> {
  const folder = mkdtempSync(join(tmpdir(), 'kua-shared-'));
  try {
    return await fill(node, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(node: RunningNode, folder: string): Promise<SharedCase> {
  const [space, gone] = ['practice-shared', 'practice-gone'];
  const B = await member(node, folder, 'Office B, practice', space);
  await member(node, folder, 'Office C, practice', gone);
  const { id: event } = await node.json<ApiOut<'record.new'>>(
    ...['record', 'new', 'Event', 'title=Practice march', 'kind=protest', 'date=2022-01-05', 'injured=5'],
    ...['--space', space],
  );
  const [there, back] = [join(folder, 'there.kua.age'), join(folder, 'back.kua.age')];
  await node.json('bundle', 'write', there, '--space', space, '--to', 'Office B, practice');
  await node.json('bundle', 'read', there, ...B);
  await node.json('claim', event, 'injured', '3', '--space', space, '--speaker', 'a nurse', ...B);
  await node.json('bundle', 'write', back, '--space', space, '--to', 'Practice node', ...B);
  await node.json('bundle', 'read', back);
  for (const [name, state] of [
    ['Practice Person 1', 'held_police'],
    ['Practice Person 2', ''],
  ] as const) {
    const person = await node.json<ApiOut<'record.new'>>('record', 'new', 'Person', `names=${name}`, '--space', gone);
    const detention = ['record', 'new', 'Detention', `subject=${person.id}`, `state=${state}`, '--space', gone];
    if (state !== '') await node.json(...detention);
  }
  return { space, event, gone };
}

/** Another organisation, with a seat in a new space of the node; how its own folder is named to a command. */
async function member(node: RunningNode, folder: string, name: string, space: string): Promise<readonly string[]> {
  const dir = ['--data', join(folder, space)];
  const { key_file: key } = await node.json<{ readonly key_file: string }>(
    ...['init', ...dir, '--key-dir', join(folder, `keys-${space}`), '--name', name, '--manager', 'Berik'],
  );
  const data = [...dir, '--key-file', key];
  await node.json('space', 'new', space, '--title', 'Practice: shared case');
  const { text } = await node.json<ApiOut<'coalition.invite'>>('member', 'invite', '--space', space);
  const answer = await node.json<ApiOut<'coalition.join'>>('member', 'join', text, '--as', space, ...data);
  await node.json('member', 'admit', answer.text, '--space', space);
  return data;
}
