/** What the simulation asks at its end of the files themselves: every entry with its state, the dump, and what a removed member can open. */
import { equalBytes, fromHex, toHex } from '../../src/base/bytes.ts';
import { expectOk } from '../../src/base/result.ts';
import { openBody } from '../../src/ledger/body.ts';
import { verifyEntry } from '../../src/ledger/entry-verify.ts';
import { entryBytes } from '../../src/ledger/entry-decode.ts';
import { grantInfo } from '../../src/ledger/seat.ts';
import { openParts, type Parts } from '../../src/node/parts.ts';
import type { StoredEntry } from '../../src/store/port.ts';
import type { SimNode } from './simulation-node.ts';

export interface Holding {
  readonly name: string;
  /** By id: state, reason, state of the payload. */
  readonly entries: ReadonlyMap<string, string>;
  readonly stored: readonly StoredEntry[];
  /** Lines of the canonical dump that belong to the space. */
  readonly dump: readonly string[];
  /** Null: the index is what a rebuild makes of the ledger. */
  readonly differs: string | null;
  readonly parked: number;
  readonly forks: readonly string[];
  readonly epochs: ReadonlySet<string>;
}

/** Closes the node and reads its files. */
export async function holding(node: SimNode, space: string): Promise<Holding> {
  await node.node.close();
  const parts = expectOk(await openParts(node.dir, node.vault, { clock: () => 0 }), node.name);
  try {
    const id = fromHex(space) ?? new Uint8Array();
    const stored = (await entriesOf(parts)).filter((e) => equalBytes(e.space, id));
    await parts.projection.catchUp();
    const dump: string[] = [];
    for await (const line of parts.projection.dump()) if (line.includes(space)) dump.push(line);
    const checked = await parts.projection.rebuildCheck();
    return {
      name: node.name,
      entries: new Map(stored.map((e) => [toHex(e.id), `${e.state} ${e.reason ?? '-'} ${e.payloadState}`])),
      stored,
      dump,
      differs: checked.equal ? null : String(checked.firstDifference),
      parked: (await parts.ledger.parked(id)).length,
      forks: (await parts.ledger.forks(id)).map((f) => toHex(f.writer)),
      epochs: new Set((await parts.ledger.secrets('epoch', id)).map((s) => toHex(s.id))),
    };
  } finally {
    await parts.close();
  }
}

async function entriesOf(parts: Parts): Promise<readonly StoredEntry[]> {
  const all: StoredEntry[] = [];
  for (let after = 0; ; ) {
    const batch = await parts.ledger.touchedAfter(after, 500);
    if (batch.length === 0) return all;
    all.push(...batch);
    after = batch.at(-1)?.touched ?? after;
  }
}

/** Where two nodes differ: `id here there`, at most ten. */
export function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((id) => a.get(id) !== b.get(id))
    .slice(0, 10)
    .map((id) => `${id.slice(0, 12)}: ${a.get(id) ?? 'absent'} / ${b.get(id) ?? 'absent'}`);
}

/**
 * Tries every key that lies in a node's folder on every byte that `held` has: each wrap with each of its HPKE keys, then each sealed
 * payload with every epoch secret that it holds or could unwrap. Returns the ids of payloads that open.
 */
export async function opensWith(
  node: SimNode,
  space: string,
  held: readonly StoredEntry[],
): Promise<ReadonlySet<string>> {
  const parts = expectOk(await openParts(node.dir, node.vault, { clock: () => 0 }), node.name);
  const p = parts.primitives;
  const id = fromHex(space) ?? new Uint8Array();
  try {
    const secrets = (await parts.ledger.secrets('epoch', id)).map((s) => s.secret);
    const kems = (await parts.ledger.secrets('kem', id)).map((s) => s.secret);
    for (const e of held) {
      if (e.kind !== 1 || !e.block) continue;
      const body = openBody(
        p,
        expectOk(verifyEntry(p, entryBytes(e.header, e.sig)), 'entry').header,
        e.block,
        () => null,
      );
      if (!body.ok || body.value.type !== 'control') continue;
      const { control } = body.value;
      const wraps = [
        ...('wraps' in control ? control.wraps : []),
        ...('next' in control && control.next ? control.next.wraps : []),
      ];
      for (const wrap of wraps)
        for (const kem of kems) {
          // The first epoch was wrapped before the space had an id.
          const of = equalBytes(e.id, id) ? new Uint8Array(32) : id;
          const opened = await p.hpkeOpen(kem, grantInfo(of, wrap.seat, wrap.epoch), wrap.enc, wrap.ct);
          if (opened) secrets.push(opened);
        }
    }
    const out = new Set<string>();
    for (const e of held) {
      if (e.epoch.length === 0 || !e.block) continue;
      const { header } = expectOk(verifyEntry(p, entryBytes(e.header, e.sig)), 'entry');
      // Every secret is tried under the entry's epoch, whatever epoch it is said to be of.
      if (secrets.some((secret) => openBody(p, header, e.block ?? new Uint8Array(), () => secret).ok))
        out.add(toHex(e.id));
    }
    return out;
  } finally {
    await parts.close();
  }
}
