/** Editions, backups, rebuilding, new spaces: work on the whole node. */
import { resolve } from 'node:path';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { asOfMs } from '../as-of.ts';
import { type Context, follow } from '../context.ts';
import { editionSigner, editionSource } from '../edition-source.ts';
import { newSpace as makeSpace } from '../new-space.ts';
import { VERSION } from '../version.ts';

const elapsed = (from: number): number => Math.round(performance.now() - from) / 1000;

export async function editionBuild(c: Context, input: ApiIn<'edition.build'>): Promise<ApiOut<'edition.build'>> {
  const started = performance.now();
  // Loaded on use: charts and templates are of no use to a node that starts.
  const { buildEdition } = await import('../../publishing/edition.ts');
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  const organisation = (await parts.ledger.local('org', 'self')) as { name?: string } | null;
  const last = ((await parts.ledger.local('edition', space.hex)) as { number?: number } | null)?.number ?? 0;
  const signer = await editionSigner(parts);
  const built = await buildEdition(
    await editionSource(parts, space, asOfMs(input.as_of, parts.clock())),
    resolve(input.dir),
    {
      nowMs: parts.clock(),
      publisher: organisation?.name ?? '',
      number: last + 1,
      version: VERSION,
      force: input.force ?? false,
      ...(signer ? { signer } : {}),
    },
  );
  if (!built.ok) return refuse(built.error.code, built.error.params);
  await parts.ledger.transact((tx) =>
    tx.putLocal('edition', space.hex, {
      number: last + 1,
      sha256: built.value.sha256,
      at: new Date(parts.clock()).toISOString(),
    }),
  );
  const { dir, files, bytes, sha256, pages, left_out } = built.value;
  return { dir, files, bytes, sha256, pages, left_out, seconds: elapsed(started) };
}

export async function backup(c: Context, input: ApiIn<'backup'>): Promise<ApiOut<'backup'>> {
  const { makeBackup } = await import('../../store/backup.ts');
  const file = resolve(input.file);
  const made = await makeBackup({ dir: c.parts.dir, ledger: c.parts.ledger, file, clock: c.parts.clock });
  if (!made.ok) return refuse(made.error.code, made.error.params);
  await c.parts.ledger.transact((tx) => tx.putLocal('backup', 'last', { at: new Date(c.parts.clock()).toISOString() }));
  return { file, ...made.value };
}

export async function rebuild(c: Context, input: ApiIn<'rebuild'>): Promise<ApiOut<'rebuild'>> {
  const started = performance.now();
  const progress = (done: number, total: number): void => c.onProgress(done, total, 'index');
  if (!input.check) await c.parts.projection.rebuild(progress);
  const checked = await c.parts.projection.rebuildCheck(progress);
  return {
    equal: checked.equal,
    records: checked.records,
    sha256: checked.sha256,
    first_difference: checked.firstDifference,
    seconds: elapsed(started),
  };
}

export async function newSpace(c: Context, input: ApiIn<'spaces.new'>): Promise<ApiOut<'spaces.new'>> {
  const title = input.title.normalize('NFC').trim() || input.slug;
  const space = await makeSpace(
    c.parts,
    { slug: input.slug, title: { en: title, ru: title, kk: title }, role: 'case', asOf: null, banner: null },
    input.public,
  );
  await follow(c);
  return space.info;
}
