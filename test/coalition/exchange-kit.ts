/** Nodes that exchange: real folders, invitations and admissions by the same use cases as the command line. */
import { join } from 'node:path';
import type { BundleReadJson } from '../../src/contract/areas/exchange.ts';
import { failureOf, NOW, type TempNode } from '../node/temp-node.ts';

export { failureOf, NOW };
export type { TempNode };

/** A clock that moves by a second with each look, as entries do in life. */
export function ticking(start = NOW): () => number {
  let now = start;
  return () => (now += 1_000);
}

/** The dump of what a node shows of its case space, without its own notes. */
export async function sha(t: TempNode): Promise<string> {
  const out = await t.node.call('rebuild', { check: true });
  if (!out.equal) throw new Error(`the index differs from the ledger: ${out.first_difference}`);
  return out.sha256;
}

/** Lets `b` into the space of `a`; what travels is text, as on paper. Answers the space's id. */
export async function admit(
  a: TempNode,
  b: TempNode,
  o: { readonly space?: string; readonly role?: 'relay' | 'read' | 'write' | 'manage'; readonly slug?: string } = {},
): Promise<string> {
  const space = o.space ?? 'case';
  const invited = await a.node.call('coalition.invite', { space, role: o.role ?? 'write' });
  const answer = await b.node.call('coalition.join', { file: invited.text, slug: o.slug ?? 'shared' });
  await a.node.call('coalition.admit', { space, file: answer.text });
  return invited.space;
}

export const recipientOf = async (t: TempNode): Promise<string> => (await t.node.call('keys.read', {})).recipient;

let nth = 0;
/** A bundle from one to another, by its recipient; the file's path. */
export async function bundle(
  from: TempNode,
  to: TempNode,
  o: { readonly space?: string; readonly since?: string; readonly max_bytes?: number } = {},
): Promise<readonly string[]> {
  const file = join(from.root, `bundle-${nth++}.kua.age`);
  const written = await from.node.call('bundle.write', { file, to: [await recipientOf(to)], ...o });
  return written.files.map((f) => f.file);
}

export const read = (t: TempNode, file: string): Promise<BundleReadJson> => t.node.call('bundle.read', { file });

/** From one to another and taken there. */
export async function carry(
  from: TempNode,
  to: TempNode,
  o: { readonly space?: string; readonly since?: string } = {},
): Promise<BundleReadJson> {
  const [file] = await bundle(from, to, o);
  return read(to, file ?? '');
}

export const event = (
  t: TempNode,
  space: string,
  title: string,
): Promise<{ readonly id: string; readonly entry: string }> =>
  t.node.call('record.new', { space, kind: 'Event', fields: { title, kind: 'protest', date: '2022-01-05' } });
