/** Backups, rebuilding, new spaces: work on the whole node. */
import { resolve } from 'node:path';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { type Context, follow } from '../context.ts';
import { newSpace as makeSpace } from '../new-space.ts';

const elapsed = (from: number): number => Math.round(performance.now() - from) / 1000;

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
