/** Whatever people do, its entries give the same index in any order of arrival and however often they arrive. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KuaFailure } from '../../src/base/failures.ts';
import { expectOk } from '../../src/base/result.ts';
import { openBody } from '../../src/ledger/body.ts';
import { entryBytes } from '../../src/ledger/entry-decode.ts';
import { verifyEntry } from '../../src/ledger/entry-verify.ts';
import { undoPayload } from '../../src/intake/undo.ts';
import { toHex } from '../../src/base/bytes.ts';
import { createApi, type Api } from '../../src/node/api.ts';
import { createAuthor } from '../../src/node/author.ts';
import { openParts, type Parts } from '../../src/node/parts.ts';
import { openProjection } from '../../src/store/projection/open.ts';
import { openLedgerStore } from '../../src/store/sqlite/ledger-db.ts';
import type { SecretType, StoredEntry } from '../../src/store/port.ts';
import { propertyPatience, propertyRuns } from '../property-runs.ts';
import { NOW, tempNode } from './temp-node.ts';

const KEY = new Uint8Array(32).fill(3);
const TYPES: readonly SecretType[] = ['party', 'seat', 'kem', 'writer', 'epoch'];
const TITLES = ['Rally', 'March', 'Detention at the square', 'Жиналыс'];

type Action =
  | { readonly do: 'new'; readonly kind: 'Event' | 'Person'; readonly word: number }
  | { readonly do: 'claim'; readonly at: number; readonly field: 'injured' | 'note' | 'title'; readonly value: number }
  | { readonly do: 'replace' | 'retract' | 'erase'; readonly at: number; readonly which: number }
  | { readonly do: 'batch'; readonly rows: number }
  | { readonly do: 'undo'; readonly which: number };

const small = fc.nat({ max: 9 });
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('new' as const),
      kind: fc.constantFrom('Event' as const, 'Person' as const),
      word: small,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('claim' as const),
      at: small,
      field: fc.constantFrom('injured' as const, 'note' as const, 'title' as const),
      value: small,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('replace' as const, 'retract' as const, 'erase' as const),
      at: small,
      which: small,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('batch' as const), rows: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), which: small }) },
);

interface Made {
  readonly records: { readonly id: string; readonly kind: string }[];
  readonly batches: Uint8Array[];
}
const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];

async function perform(a: Action, api: Api, parts: Parts, made: Made): Promise<void> {
  const author = createAuthorOf(parts);
  switch (a.do) {
    case 'new': {
      const word = pick(TITLES, a.word) ?? '';
      const fields = a.kind === 'Event' ? { title: word, injured: String(a.word) } : { names: `Practice ${word}` };
      made.records.push({ id: (await api.call('record.new', { kind: a.kind, fields })).id, kind: a.kind });
      return;
    }
    case 'claim': {
      const record = pick(made.records, a.at);
      if (!record || (record.kind === 'Person' && a.field !== 'note')) return;
      await api.call('claim', {
        id: record.id,
        field: a.field,
        value: a.field === 'injured' ? String(a.value) : `text ${a.value}`,
      });
      return;
    }
    case 'batch': {
      const batch = parts.random(16);
      made.batches.push(batch);
      const space = parts.spaces.find(undefined);
      for (let i = 0; i < a.rows; i++)
        await author.append(space, [
          {
            payload: {
              ...undoPayload(batch),
              ends: [],
              batch,
              claims: [{ subject: parts.random(16), kind: 'Event', field: 'title', value: `Row ${i}`, ctx: null }],
            },
          },
        ]);
      await parts.projection.catchUp();
      return;
    }
    case 'undo': {
      const batch = pick(made.batches, a.which);
      if (batch) await api.call('import.undo', { batch: toHex(batch) });
      return;
    }
    default: {
      const record = pick(made.records, a.at);
      if (!record) return;
      const { fields } = await api.call('show', { id: record.id });
      const claim = pick(
        Object.values(fields).flatMap((f) => f.claims),
        a.which,
      );
      if (!claim) return;
      if (a.do === 'retract') await api.call('retract', { claim: claim.claim });
      else if (a.do === 'erase')
        await api.call('erase', { entry: claim.claim.split('.')[0] ?? '', ground: 'practice' });
      else if (claim.field !== 'names')
        await api.call('claim', {
          id: record.id,
          field: claim.field,
          value: claim.field === 'injured' ? '77' : `instead ${a.which}`,
          replaces: claim.claim,
        });
    }
  }
}

const authors = new WeakMap<Parts, ReturnType<typeof createAuthor>>();
function createAuthorOf(parts: Parts): ReturnType<typeof createAuthor> {
  const known = authors.get(parts);
  if (known) return known;
  const { ledger, primitives, clock } = parts;
  const author = createAuthor({ ledger, primitives, clock, restored: null });
  authors.set(parts, author);
  return author;
}

async function hashOf(dump: AsyncIterable<string>): Promise<string> {
  const hash = createHash('sha256');
  for await (const line of dump) hash.update(`${line}\n`);
  return hash.digest('hex');
}

/** Puts the entries in the order given, folding now and then, into a ledger and an index of their own. */
async function replay(parts: Parts, entries: readonly StoredEntry[], foldEvery: number): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'kua-replay-'));
  const clock = (): number => NOW;
  const ledger = expectOk(openLedgerStore({ path: join(dir, 'ledger.db'), key: KEY, wrapKey: KEY, clock }), 'ledger');
  const index = { path: join(dir, 'index.db'), key: KEY, ledger, primitives: parts.primitives, clock };
  try {
    for (const space of parts.spaces.all())
      for (const type of TYPES)
        for (const secret of await parts.ledger.secrets(type, space.id))
          await ledger.transact((tx) => tx.putSecret(secret));
    const projection = expectOk(openProjection(index), 'index');
    for (const [i, e] of entries.entries()) {
      const entry = expectOk(verifyEntry(parts.primitives, entryBytes(e.header, e.sig)), 'entry');
      await ledger.transact(async (tx) => {
        const isNew = await tx.putEntry({
          entry,
          state: 'accepted',
          reason: null,
          block: e.block,
          payloadState: e.payloadState,
          payloadCode: null,
        });
        if (!isNew || e.kind !== 2 || !e.block) return;
        const epochs = await tx.secrets('epoch', e.space);
        const body = openBody(
          parts.primitives,
          entry.header,
          e.block,
          (id) => epochs.find((s) => toHex(s.id) === toHex(id))?.secret ?? null,
        );
        if (body.ok && body.value.type === 'erase') await tx.erase(e.space, e.id, body.value.erase.targets);
      });
      if (i % foldEvery === 0) await projection.catchUp();
    }
    await projection.catchUp();
    expect((await projection.rebuildCheck()).firstDifference).toBeNull();
    const hash = await hashOf(projection.dump());
    await projection.close();
    return hash;
  } finally {
    await ledger.close();
    rmSync(dir, { recursive: true, force: true });
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

test(
  'replayed in any order and with duplicates, the entries of a node give its own dump',
  async () => {
    const run = async (actions: readonly Action[], order: readonly number[], foldEvery: number): Promise<void> => {
      const t = await tempNode();
      await t.node.close();
      const parts = expectOk(await openParts(t.dir, t.vault, { clock: () => NOW }), 'parts');
      try {
        const api = createApi(parts, createAuthorOf(parts));
        const made: Made = { records: [], batches: [] };
        for (const a of actions)
          await perform(a, api, parts, made).catch((error: unknown) => {
            // A record erased as a whole, a batch ended before: refused, and no fault.
            if (!(error instanceof KuaFailure) || !/^E_(NOT_FOUND|BATCH|ENTRY|CLAIM)$/.test(error.failure.code))
              throw error;
          });
        const wanted = await hashOf(parts.projection.dump());
        expect((await parts.projection.rebuildCheck()).firstDifference).toBeNull();
        const entries = await entriesOf(parts);
        // What may speak at all comes first: admission parks the rest until then (src/ledger/admit.ts).
        const controls = entries.filter((e) => e.kind === 1);
        const others = entries.filter((e) => e.kind !== 1);
        const shuffled = order.map((n) => others[n % Math.max(1, others.length)]).filter((e) => e !== undefined);
        const rest = entries.toSorted((a, b) => (toHex(a.id) < toHex(b.id) ? -1 : 1));
        expect(await replay(parts, [...controls, ...shuffled, ...rest], foldEvery)).toBe(wanted);
      } finally {
        await parts.close();
        rmSync(t.root, { recursive: true, force: true });
      }
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { minLength: 4, maxLength: 18 }),
        fc.array(fc.nat({ max: 60 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        run,
      ),
      propertyRuns(25, { withinMs: 100_000 }),
    );
  },
  propertyPatience(180_000),
);
