/** How nodes of the simulation meet: by sync over the real server, or by bundles that arrive late, twice, torn or never. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { KuaFailure } from '../../src/base/failures.ts';
import type { ReceivedJson } from '../../src/contract/areas/exchange.ts';
import { cuttingProxy, serve } from './lines.ts';
import type { SimNode } from './simulation-node.ts';

/** A payload that was erased here meanwhile is refused; nothing else that honest nodes send is. */
const MAY_REFUSE: ReadonlySet<string> = new Set(['E_ERASED']);
const changes = (r: ReceivedJson): number => r.accepted + r.quarantined + r.parked + r.blocks;
const whole = (r: ReceivedJson, where: string): void =>
  expect(
    r.refused.filter((one) => !MAY_REFUSE.has(one.code)),
    where,
  ).toEqual([]);

export interface Met {
  /** What moved in either direction. */
  readonly moved: number;
  readonly error: string | null;
}

/** `from` calls `to`. `cutAfter`: the line breaks once after so many bytes. */
export async function sync(from: SimNode, to: SimNode, space: string, cutAfter?: number): Promise<Met> {
  const at = await serve(to.node);
  const line = cutAfter === undefined ? null : await cuttingProxy({ cutAfter, cutsLeft: 1 });
  try {
    const proxy = line ? { proxy: { http: line.url } } : {};
    const run = await from.node.call('sync.run', { url: at.url, space, keep: false, ...proxy });
    expect(at.faults, `${from.name} at ${to.name}`).toEqual([]);
    const [one] = run.spaces;
    if (!one) throw new Error('no space was exchanged');
    whole(one.received, `${from.name} from ${to.name}`);
    expect(one.sent.refused.filter((r) => !MAY_REFUSE.has(r.code))).toEqual([]);
    return { moved: changes(one.received) + one.sent.accepted, error: one.error };
  } finally {
    await line?.close();
    await at.close();
  }
}

let nth = 0;
/** A bundle for one reader; null when this node may not, or cannot, write one for it (it does not know the reader yet). */
export async function write(from: SimNode, to: SimNode, space: string): Promise<string | null> {
  const file = join(from.root, `sim-${nth++}.kua.age`);
  try {
    const out = await from.node.call('bundle.write', { file, to: [to.recipient], space });
    return out.files[0]?.file ?? null;
  } catch (error) {
    if (error instanceof KuaFailure && error.failure.code === 'E_SPACE') return null;
    throw error;
  }
}

export async function read(to: SimNode, file: string): Promise<number> {
  const report = await to.node.call('bundle.read', { file });
  whole(report, `${to.name} reads a bundle`);
  expect(report, to.name).toMatchObject({ torn: false, manifest: 'ok' });
  return changes(report);
}

/** The first part of a bundle, as a stick pulled out too early leaves it, or one with a bit of it changed. */
export async function readDamaged(to: SimNode, file: string, at: number, how: 'torn' | 'flipped'): Promise<void> {
  const bytes = readFileSync(file);
  const damaged = join(to.root, `damaged-${nth++}.kua.age`);
  const place = Math.floor(bytes.length * at);
  if (how === 'torn') writeFileSync(damaged, bytes.subarray(0, place));
  else {
    copyFileSync(file, damaged);
    const changed = Uint8Array.from(bytes);
    changed[place] = (changed[place] ?? 0) ^ 1;
    writeFileSync(damaged, changed);
  }
  try {
    const report = await to.node.call('bundle.read', { file: damaged });
    expect(report.ok, `${to.name} reads a damaged bundle`).toBe(false);
  } catch (error) {
    // Damaged in its first bytes it is no bundle at all.
    if (!(error instanceof KuaFailure) || !error.failure.code.startsWith('E_BUNDLE')) throw error;
  }
}
