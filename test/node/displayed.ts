/** What a person sees of a node, as one hash: every record's displayed values, without ids of claims, times and batches. */
import { createHash } from 'node:crypto';
import type { KuaNode } from '../../src/node/compose.ts';

/** SHA-256 in hex over the displayed values of all records of a space, ordered by id. */
export async function displayedDump(
  node: Pick<KuaNode, 'call'>,
  o: { readonly space?: string; readonly without?: readonly string[] } = {},
): Promise<string> {
  const scope = o.space === undefined ? {} : { space: o.space };
  const lines: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await node.call('search', { ...scope, limit: 200, ...(after ? { after } : {}) });
    for (const item of page.items) {
      if (o.without?.includes(item.id)) continue;
      const shown = await node.call('show', { ...scope, id: item.id });
      const fields = Object.entries(shown.fields)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, f]) => [name, f.value, f.n_competing, f.n_origins, f.claims.length]);
      lines.push(JSON.stringify([item, fields]));
    }
    after = page.cursor;
    if (after === undefined) break;
  }
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');
}
