/** Editions as the desk and the command line use them: list, build, cancel, verify, copy, preview. */
import { readFile, rm, stat, readdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { EditionJson } from '../../contract/areas/publications.ts';
import { isLang } from '../../messages/translate.ts';
import type { EditionCheck } from '../../publishing/checks/model.ts';
import type { EditionFile } from '../../publishing/folder.ts';
import { MANIFEST_NAME, parseManifest } from '../../publishing/manifest.ts';
import { KEY_SUFFIXES, SIGNATURE_SUFFIXES } from '../../publishing/signature-format.ts';
import { verifyEdition } from '../../publishing/verify.ts';
import { actor, type Context } from '../context.ts';
import { editionSigner, editionSource } from '../edition-source.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';
import { VERSION } from '../version.ts';
import { obstacle } from './check.ts';
import { correctionsOf, type CorrectionsOf, knownEdition } from './corrections.ts';
import { chosen, readAt, selectionOf } from './plan.ts';
import {
  archiveName,
  type BuiltEdition,
  builtEditions,
  earlierEditions,
  emptyPlan,
  folderOf,
  isKept,
  lastNumber,
  planOf,
  putPlan,
} from './store.ts';
import { noted, startWork } from './work.ts';

const elapsed = (from: number): number => Math.round(performance.now() - from) / 1000;
const SUFFIXES = [...Object.values(SIGNATURE_SUFFIXES), ...Object.values(KEY_SUFFIXES)];

function editionJson(
  parts: Parts,
  space: Space,
  all: readonly BuiltEdition[],
  said: CorrectionsOf,
  b: BuiltEdition,
): EditionJson {
  /** The first edition built after something was said prints it. */
  const printed = (at: string): number | null => all.find((e) => e.number > b.number && e.at > at)?.number ?? null;
  const withdrawn = said.withdrawals.find((w) => w.edition === b.number);
  return {
    number: b.number,
    at: b.at,
    sha256: b.sha256,
    read_as_of: b.asOf,
    langs: b.langs,
    parts_out: b.partsOut,
    pages: b.pages,
    files: b.files,
    bytes: b.bytes,
    counts: b.counts,
    by_name: b.byName,
    dir: folderOf(parts, b),
    kept: isKept(b),
    archive: `${archiveName(space, b.number)}.tar`,
    publication: b.publication,
    corrections: said.corrections
      .filter((c) => c.edition === b.number)
      .map((c) => ({ at: c.at, texts: c.texts, replaces: c.replaces, printed: printed(c.at) })),
    withdrawn: withdrawn ? { at: withdrawn.at, texts: withdrawn.reasons, printed: printed(withdrawn.at) } : null,
  };
}

/** Newest first. */
export async function editionsList(c: Context, input: ApiIn<'editions.list'>): Promise<ApiOut<'editions.list'>> {
  const space = c.parts.spaces.find(input.space);
  const all = await builtEditions(c.parts, space);
  const said = await correctionsOf(c.parts, space);
  return { editions: all.toReversed().map((b) => editionJson(c.parts, space, all, said, b)) };
}

export async function build(c: Context, input: ApiIn<'editions.build'>): Promise<ApiOut<'editions.build'>> {
  // Loaded on use: charts and templates are of no use to a node that starts.
  const { buildForSpace } = await import('./build.ts');
  const started = performance.now();
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  const { user, by } = await actor(c, input.person);
  const plan = await planOf(parts, space);
  const selection = selectionOf(plan, {}, parts.clock());
  await parts.ledger.transact((tx) => tx.deleteLocal('edition-cancel', space.hex));
  const number = (await lastNumber(parts.ledger, space)) + 1;
  const work = await startWork(parts, 'edition-work', space.hex, { byName: user.name, edition: number }, 'read');
  let stop = false;
  let noting: Promise<void> = Promise.resolve();
  const note = plan.answers.find((a) => a.code === 'changes');
  const answered = plan.answers.flatMap((a) => [a.by, ...(a.confirmed ? [a.confirmed.by] : [])]);
  const run = noted(work, async () => {
    const { built } = await buildForSpace(c, {
      space,
      selection,
      dir: null,
      force: false,
      by,
      byName: user.name,
      approvedBy: [...new Set([user.id, ...answered])],
      removalNote: note ? { [note.lang]: note.reason } : null,
      gate: (checks: readonly EditionCheck[]) => obstacle(checks, plan.answers),
      onProgress: (done, total, step) => {
        c.onProgress(done, total, step);
        noting = noting
          .then(() => work.progress(done, total, step))
          .then(async () => {
            stop ||= (await parts.ledger.local('edition-cancel', space.hex)) !== null;
          });
      },
      cancelled: () => stop,
    });
    await noting;
    await parts.ledger.transact((tx) =>
      // What was left out stays left out; answers were for this edition.
      putPlan(tx, space, { selection: { ...emptyPlan(space).selection, ...plan.selection }, answers: [] }),
    );
    const all = await builtEditions(parts, space);
    return { ...editionJson(parts, space, all, await correctionsOf(parts, space), built), seconds: elapsed(started) };
  });
  try {
    return await run;
  } finally {
    await noting.catch(() => undefined);
  }
}

/** Asks the running build to end; it leaves nothing behind. */
export async function cancel(c: Context, input: ApiIn<'editions.cancel'>): Promise<ApiOut<'editions.cancel'>> {
  const space = c.parts.spaces.find(input.space);
  const at = new Date(c.parts.clock()).toISOString();
  await c.parts.ledger.transact((tx) => tx.putLocal('edition-cancel', space.hex, { at }));
  return { asked: true };
}

async function folderNow(
  c: Context,
  space: Space,
  number: number,
): Promise<{ readonly dir: string; readonly built: BuiltEdition }> {
  const built = await knownEdition(c, space, number);
  const dir = folderOf(c.parts, built);
  return dir === null ? refuse('E_EDITION_GONE', { number: built.number }) : { dir, built };
}

/** With the node's own key: what it signed, it recognises. */
export async function editionsVerify(c: Context, input: ApiIn<'editions.verify'>): Promise<ApiOut<'editions.verify'>> {
  const space = c.parts.spaces.find(input.space);
  const { dir, built } = await folderNow(c, space, input.number);
  const signer = await editionSigner(c.parts);
  const verdict = await verifyEdition(dir, signer ? { key: toHex(signer.publicKey) } : {});
  const now = toHex(c.parts.primitives.sha256(new Uint8Array(await readFile(join(dir, MANIFEST_NAME)))));
  const same = now === built.sha256;
  return {
    ok: verdict.ok && same,
    checks: [...verdict.checks, { name: 'edition', result: same ? 'pass' : 'fail', detail: now }],
    at: new Date(c.parts.clock()).toISOString(),
  };
}

export async function editionsFolder(c: Context, input: ApiIn<'editions.folder'>): Promise<ApiOut<'editions.folder'>> {
  const space = c.parts.spaces.find(input.space);
  const { dir, built } = await folderNow(c, space, input.number);
  return { dir, archive: archiveName(space, built.number), beside: SUFFIXES.filter((s) => existsSync(dir + s)) };
}

/** Into a folder of this machine, such as a stick, under the edition's own name; checked there afterwards. */
export async function copy(c: Context, input: ApiIn<'editions.copy'>): Promise<ApiOut<'editions.copy'>> {
  const { checkPlace, placeEdition } = await import('../../publishing/folder.ts');
  const space = c.parts.spaces.find(input.space);
  const { dir, built } = await folderNow(c, space, input.number);
  const folder = input.folder.trim();
  const there = isAbsolute(folder) ? await stat(folder).catch(() => null) : null;
  if (!there?.isDirectory()) return refuse('E_FOLDER_ABSENT', { folder });
  const to = join(resolve(folder), archiveName(space, built.number));
  const place = await checkPlace(to, true);
  if (!place.ok) return refuse(place.error.code, place.error.params);
  const manifest = new Uint8Array(await readFile(join(dir, MANIFEST_NAME)));
  const lines = parseManifest(manifest);
  if (!lines.ok) return refuse(lines.error.code, lines.error.params);
  const files: EditionFile[] = [{ path: MANIFEST_NAME, bytes: manifest }];
  for (const [i, { path }] of lines.value.entries()) {
    c.onProgress(i, lines.value.length, 'files');
    files.push({ path, bytes: new Uint8Array(await readFile(join(dir, path))) });
  }
  const signatures = [];
  for (const suffix of SUFFIXES.filter((s) => existsSync(dir + s)))
    signatures.push({ suffix, bytes: new Uint8Array(await readFile(dir + suffix)) });
  const placed = await placeEdition(to, files, signatures, SUFFIXES);
  if (!placed.ok) return refuse(placed.error.code, placed.error.params);
  return { dir: to, files: files.length, ok: (await verifyEdition(to)).ok };
}

/** How long a preview may be looked at. */
export const PREVIEW_MS = 30 * 60_000;
const previewsIn = (dir: string): string => join(dir, 'previews');

/** Previews that nobody can look at any more are thrown away: until it is built, none of it is public. */
async function sweepPreviews(dir: string, now: number): Promise<void> {
  for (const name of await readdir(previewsIn(dir)).catch(() => [])) {
    const path = join(previewsIn(dir), name);
    const info = await stat(path).catch(() => null);
    if (info && now - info.mtimeMs > PREVIEW_MS) await rm(path, { recursive: true, force: true });
  }
}

/** The edition as it would be, built beside the others and signed by nobody. */
export async function preview(c: Context, input: ApiIn<'editions.preview'>): Promise<ApiOut<'editions.preview'>> {
  const { buildEdition } = await import('../../publishing/edition.ts');
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  await sweepPreviews(parts.dir, Date.now());
  const plan = await planOf(parts, space);
  const selection = selectionOf(plan, input, parts.clock());
  const signer = await editionSigner(parts);
  const organisation = (await parts.ledger.local('org', 'self')) as { name?: string } | null;
  const dir = join(previewsIn(parts.dir), toHex(parts.random(16)));
  const note = plan.answers.find((a) => a.code === 'changes');
  const made = await buildEdition(await editionSource(parts, space, readAt(selection, parts.clock())), dir, {
    nowMs: parts.clock(),
    publisher: organisation?.name ?? '',
    number: (await lastNumber(parts.ledger, space)) + 1,
    version: VERSION,
    unsigned: true,
    selection: chosen(selection),
    earlier: await earlierEditions(parts, space),
    corrections: await correctionsOf(parts, space),
    removalNote: note ? { [note.lang]: note.reason } : null,
    ...(signer ? { signer } : {}),
    onProgress: c.onProgress,
  });
  if (!made.ok) return refuse(made.error.code, made.error.params);
  const lang = isLang(input.lang) && selection.langs.includes(input.lang) ? input.lang : selection.langs[0];
  const lines = parseManifest(new Uint8Array(await readFile(join(dir, MANIFEST_NAME))));
  const pages = lines.ok
    ? lines.value.map((l) => l.path).filter((p) => p.startsWith(`${lang}/`) && /^[a-z]{2}\/[^/]+\.html$/.test(p))
    : [];
  return {
    preview: dir,
    expires: new Date(parts.clock() + PREVIEW_MS).toISOString(),
    langs: selection.langs,
    pages: pages.map((p) => p.slice(3)),
    bytes: made.value.bytes,
  };
}
