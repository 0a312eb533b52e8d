/** Imports of files, their undo, and the example case. */
import { constants, createReadStream } from 'node:fs';
import { access, mkdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fromHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { undoPayload } from '../../intake/undo.ts';
import { KIND_NAMES } from '../../records/kind-names.ts';
import { type Context, actor, authorOf, follow } from '../context.ts';
import { importTarget } from '../import-target.ts';
import { exampleDir, layout } from '../layout.ts';
import { newSpace } from '../new-space.ts';
import type { Space, SpaceSettings } from '../spaces.ts';
import type { PracticeStatement } from '../statements/practice.ts';
import { refuseFrozen } from './frozen.ts';

export async function importFile(c: Context, input: ApiIn<'import'>): Promise<ApiOut<'import'>> {
  const [{ runImport }, { loadProfiles }, { errorFileAt }] = await Promise.all([
    import('../../intake/import.ts'),
    import('../../intake/profile-files.ts'),
    import('../../intake/error-file.ts'),
  ]);
  const path = resolve(input.file);
  const info = await stat(path).catch((cause: unknown) =>
    refuse('E_FILE', { file: path, reason: (cause as { code?: string }).code ?? 'unreadable' }, cause),
  );
  if (!info.isFile()) return refuse('E_FILE', { file: path, reason: 'not a file' });
  const space = c.parts.spaces.find(input.space);
  const { by } = await actor(c, undefined);
  const profiles = await loadProfiles();
  if (!profiles.ok) return refuse(profiles.error.code, profiles.error.params);
  const errorPath = await errorFileFor(c, path);
  const errors = errorFileAt(errorPath);
  const importing = runImport({
    source: () => createReadStream(path),
    fileName: basename(path),
    profile: input.profile,
    profiles: profiles.value,
    target: await importTarget(c.parts, authorOf(c), space),
    dryRun: input.dry_run ?? false,
    strict: input.strict ?? false,
    by,
    now: c.parts.clock,
    // Names are the profile's own, such as translations/statement.ru.txt: never taken from the file that is imported.
    companion: (name) => readFile(join(dirname(path), name)).catch(() => null),
    errors,
    onProgress: ({ rows }) => c.onProgress(rows, null, 'rows'),
  });
  let result: Awaited<typeof importing>;
  try {
    result = await importing;
  } finally {
    await errors.close();
  }
  if (!result.ok) return refuse(result.error.code, result.error.params);
  await c.parts.projection.catchUp((done, total) => c.onProgress(done, total, 'index'));
  return { ...result.value, ...(result.value.errors > 0 ? { error_file: errorPath } : {}) };
}

/** Beside the imported file when its folder can be written, so that it is found; else in the data folder. */
async function errorFileFor(c: Context, path: string): Promise<string> {
  const name = `${basename(path)}.errors.csv`;
  try {
    await access(dirname(path), constants.W_OK);
    return join(dirname(path), name);
  } catch {
    const folder = layout(c.parts.dir).errors;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return join(folder, name);
  }
}

/** Throws E_FROZEN when the batch said what a frozen text's hash covers: that stays, whoever brought it. */
async function refuseFrozenBatch(c: Context, space: Space, batch: string): Promise<void> {
  for (const kind of ['Statement', 'Demand'])
    for (const id of await c.parts.projection.idsOf(kind, [space.hex]))
      for (const entry of await c.parts.projection.history(id))
        for (const claim of entry.batch === batch ? entry.claims : [])
          if (claim.live) await refuseFrozen(c, { how: 'retract', kind, id, field: claim.field, value: claim.value });
}

export async function undoImport(c: Context, input: ApiIn<'import.undo'>): Promise<ApiOut<'import.undo'>> {
  const batch = fromHex(input.batch);
  for (const space of input.space === undefined ? c.parts.spaces.all() : [c.parts.spaces.find(input.space)]) {
    const found = (await c.parts.projection.batches(space.hex)).find((b) => b.batch === input.batch);
    if (!batch || !found || found.ended) continue;
    await refuseFrozenBatch(c, space, input.batch);
    const { by } = await actor(c, undefined);
    const [entry] = await authorOf(c).append(space, [{ payload: undoPayload(batch, input.reason ?? null, by) }]);
    await follow(c);
    const left = Object.values(await c.parts.projection.countsByKind([space.hex])).reduce((a, b) => a + b, 0);
    return { batch: input.batch, entry: entry ?? '', records_left: left };
  }
  return refuse('E_BATCH', { batch: input.batch.slice(0, 64) });
}

/** A kind without records is counted too: absence is said, not left out. */
const NONE: { readonly [kind: string]: number } = Object.fromEntries(KIND_NAMES.map((kind) => [kind, 0]));

async function ensureSpace(c: Context, settings: SpaceSettings, isPublic: boolean): Promise<Space> {
  return c.parts.spaces.all().find((s) => s.info.slug === settings.slug) ?? newSpace(c.parts, settings, isPublic);
}

export async function example(c: Context, input: ApiIn<'example'>): Promise<ApiOut<'example'>> {
  if (input.name !== 'january-2022') return refuse('E_EXAMPLE', { name: input.name.slice(0, 80) });
  const { loadExample } = await import('../../intake/example.ts');
  const dir = exampleDir(input.name);
  const started = performance.now();
  const texts = JSON.parse(await readFile(join(dir, 'space.json'), 'utf8')) as {
    title: SpaceSettings['title'];
    practiceTitle: SpaceSettings['title'];
    banner: NonNullable<SpaceSettings['banner']>;
    practiceBanner: NonNullable<SpaceSettings['banner']>;
    asOf: string;
  };
  const space = await ensureSpace(
    c,
    { slug: input.name, title: texts.title, role: 'case', asOf: texts.asOf, banner: texts.banner },
    true,
  );
  const practice = await ensureSpace(
    c,
    {
      slug: 'practice-hotline',
      title: texts.practiceTitle,
      role: 'practice',
      asOf: texts.asOf,
      banner: texts.practiceBanner,
    },
    false,
  );
  const before = (await c.parts.ledger.counts()).entries;
  const loaded = await loadExample({
    target: await importTarget(c.parts, authorOf(c), space),
    practice: await importTarget(c.parts, authorOf(c), practice),
    readFile: (name) => readFile(join(dir, name)),
    now: c.parts.clock(),
    onProgress: (done, total, what) => c.onProgress(done, total, what),
  });
  if (!loaded.ok) return refuse(loaded.error.code, loaded.error.params);
  await c.parts.projection.catchUp((done, total) => c.onProgress(done, total, 'index'));
  const { practiceStatement } = await import('../statements/practice.ts');
  await practiceStatement(
    c,
    practice,
    JSON.parse(await readFile(join(dir, 'practice-statement.json'), 'utf8')) as PracticeStatement,
  );
  const after = (await c.parts.ledger.counts()).entries;
  return {
    counts: { ...NONE, ...(await c.parts.projection.countsByKind([space.hex])) },
    entries_new: after - before,
    practice: await c.parts.projection.countsByKind([practice.hex]),
    followed: await followedIn(c, space),
    space: space.info.slug,
    practice_space: practice.info.slug,
    seconds: Math.round(performance.now() - started) / 1000,
  };
}

async function followedIn(c: Context, space: Space): Promise<number> {
  const page = await c.parts.projection.search({
    spaces: [space.hex],
    text: null,
    kinds: ['Detention'],
    where: [{ field: 'followed', value: 'true' }],
    from: null,
    to: null,
    facets: [],
    limit: 1,
    after: null,
    asOf: null,
  });
  return page.ok ? page.value.total : 0;
}
