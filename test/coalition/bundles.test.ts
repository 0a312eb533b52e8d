/** Bundles between real nodes: invited, admitted, carried there and back; deltas, parts, torn and replayed files. */
import { afterEach, describe, expect, test } from 'vitest';
import { admit, carry, event, type TempNode, ticking } from './exchange-kit.ts';
import { tempNode } from '../node/temp-node.ts';

const nodes: TempNode[] = [];
async function node(): Promise<TempNode> {
  const t = await tempNode(ticking());
  nodes.push(t);
  return t;
}
afterEach(async () => {
  for (const t of nodes.splice(0)) await t.remove();
});

describe('two offices by file', () => {
  test('there and back: what one wrote the other shows, and the answer is a delta', async () => {
    const [a, b] = [await node(), await node()];
    await admit(a, b);
    const { id } = await event(a, 'case', 'Seen by A');
    const first = await carry(a, b);
    expect(first).toMatchObject({ manifest: 'ok', ok: true, torn: false, refused: [], missing: [] });
    expect((await b.node.call('show', { id })).title).toBe('Seen by A');
    await b.node.call('claim', { id, field: 'injured', value: '3', space: 'shared' });
    const back = await carry(b, a, { space: 'shared' });
    expect(back).toMatchObject({ manifest: 'ok', ok: true });
    // B's certificate and B's claim: nothing of A's comes back.
    expect(back.accepted + back.duplicate).toBe(2);
    expect(back.organisation).not.toBeNull();
    await event(a, 'case', 'Later');
    expect(await carry(a, b)).toMatchObject({ accepted: 1, duplicate: 0, ok: true });
    const shown = await a.node.call('show', { id });
    expect(JSON.stringify(shown.fields['injured'])).toContain('3');
  });
});
