/**
 * Builds an edition: a folder of static files in Kazakh, Russian and English that needs no script and works from a USB
 * stick, with a signed manifest beside it. Everything in it comes from the disclosure view. The same records, dates and
 * options give the same bytes. Form: docs/formats/edition.md.
 */
import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { toHex, utf8 } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { readDemands } from '../demands/read.ts';
import type { DemandReading } from '../demands/reading.ts';
import type { Lang } from '../messages/translate.ts';
import type { KindName } from '../records/kind-names.ts';
import type { RecordView } from '../records/model.ts';
import { assetFiles } from './assets.ts';
import { collect, openCase, type PublicCase } from './case.ts';
import { runChecks } from './checks/run.ts';
import { type Corrections, NO_CORRECTIONS } from './corrections.ts';
import { dataFiles, editionJson } from './data-files.ts';
import { PUBLIC_VIEW } from './disclosure.ts';
import { atomFeed } from './feed.ts';
import { checkPlace, type EditionFile, type FolderFailure, placeEdition } from './folder.ts';
import { leftOutLines } from './left-out.ts';
import { MANIFEST_NAME, writeManifest } from './manifest.ts';
import { correctionsPage, notFoundPage } from './pages/corrections-page.ts';
import { connectivityPage } from './pages/connectivity-page.ts';
import { demandPages } from './pages/demand-pages.ts';
import { eventPages } from './pages/event-pages.ts';
import { figurePages } from './pages/figure-pages.ts';
import { mapPage } from './pages/map-page.ts';
import { overviewPage } from './pages/overview-page.ts';
import type { Page, PageContext } from './pages/page.ts';
import { creditsPage, type DataFile, dataPage, sourcesPage, verifyPage } from './pages/plain-pages.ts';
import { recordsPage } from './pages/records-page.ts';
import { statementPage } from './pages/statement-page.ts';
import type { EditionOptions, EditionReport, EditionSource, PreparedEdition } from './port.ts';
import { readTemplates, renderChoice, renderPage } from './render.ts';
import { type EditionPart, EVERYTHING } from './selection.ts';
import { changesBetween, snapshotOf } from './snapshot.ts';
import { KEY_SUFFIXES, minisignKeyName, SIGNATURE_SUFFIXES } from './signature-format.ts';
import { signManifest } from './sign.ts';
import { wordsOf } from './words.ts';

export type EditionFailure = FolderFailure | Failure;

/** Reads the case through the disclosure view, compares it with earlier editions and runs every check. Writes nothing. */
export async function prepareEdition(
  source: EditionSource,
  options: Pick<EditionOptions, 'selection' | 'earlier' | 'corrections' | 'removalNote'>,
): Promise<PreparedEdition> {
  const kase = await openCase(source, options.selection ?? EVERYTHING);
  const statement = kase.main;
  const snapshot = snapshotOf(kase);
  const earlier = options.earlier ?? [];
  const last = earlier.at(-1);
  const changes = last && changesBetween(last.snapshot, snapshot);
  const corrections: Corrections = {
    ...NO_CORRECTIONS,
    ...options.corrections,
    since:
      last && changes
        ? {
            edition: last.number,
            added: changes.added.length,
            changed: changes.changed.length,
            removed: changes.removed.length,
            note: options.removalNote ?? null,
          }
        : null,
  };
  const all = (kind: KindName): Promise<readonly RecordView[]> => collect(source, kind);
  const checks = runChecks({
    source,
    kase,
    // As members read it: what the disclosure view holds back is what the checks look for.
    statement: (await all('Statement')).find((s) => s.id === statement?.id) ?? null,
    demands: readAll(kase, 'en'),
    snapshot,
    earlier,
    corrections,
    persons: await all('Person'),
    acts: await all('Act'),
    involvements: await all('Involvement'),
    verifications: await all('Verification'),
    deliveries: await all('Delivery'),
  });
  return { kase, statement, snapshot, checks, corrections };
}

export async function buildEdition(
  source: EditionSource,
  dir: string,
  options: EditionOptions,
): Promise<Result<EditionReport, EditionFailure>> {
  const place = await checkPlace(dir, options.force === true);
  if (!place.ok) return place;
  options.onProgress?.(0, null, 'read');
  const prepared = await prepareEdition(source, options);
  const { kase, statement } = prepared;
  if (!statement) return fail('E_EDITION_EMPTY', { space: source.space.slug });
  const begun = (await options.begin?.(prepared)) ?? ok(null);
  if (!begun.ok) return begun;

  const files = await editionFiles(prepared, statement, options);
  if (!files) return fail('E_EDITION_CANCELLED');
  const manifest = utf8(writeManifest(files.map((f) => ({ path: f.path, sha256: sha256(f.bytes) }))));
  const date = new Date(options.nowMs).toISOString().slice(0, 10);
  const signatures =
    options.signer && !options.unsigned
      ? await signManifest(manifest, options.signer, basename(resolve(dir)), date)
      : [];
  const suffixes = [...Object.values(SIGNATURE_SUFFIXES), ...Object.values(KEY_SUFFIXES)];
  const all = [...files, { path: MANIFEST_NAME, bytes: manifest }];
  const written = {
    files: all.length,
    bytes: all.reduce((n, f) => n + f.bytes.length, 0),
    sha256: sha256(manifest),
    pages: files.filter((f) => f.path.endsWith('.html')).length,
  };
  options.onProgress?.(0, all.length, 'files');
  const placed = await placeEdition(dir, all, signatures, suffixes, async (commit) => {
    if (options.cancelled?.()) return fail('E_EDITION_CANCELLED');
    options.onProgress?.(0, null, 'check');
    return options.settle ? options.settle(prepared, written, commit) : commit();
  });
  if (!placed.ok) return placed;
  return ok({
    dir,
    ...written,
    left_out: leftOutLines(kase.disclosure.leftOut),
    signed: signatures.length > 0,
    snapshot: prepared.snapshot,
    checks: prepared.checks,
  });
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function readAll(kase: PublicCase, lang: Lang): readonly DemandReading[] {
  const words = wordsOf(lang);
  const input = {
    demands: kase.of('Demand'),
    statements: kase.of('Statement'),
    measurements: kase.of('Measurement'),
    responses: kase.of('Response'),
    deliveries: kase.deliveries,
    titleOf: (id: string) => (kase.get(id) ? kase.title(id, words).text : null),
    lang,
  };
  return readDemands(input, kase.asOfMs);
}

/** Everything but the manifest, or null when it was cancelled. */
async function editionFiles(
  { kase, corrections }: PreparedEdition,
  statement: RecordView,
  options: EditionOptions,
): Promise<readonly EditionFile[] | null> {
  const templates = readTemplates();
  const date = new Date(options.nowMs).toISOString().slice(0, 10);
  const edition = { number: options.number, publisher: options.publisher, version: options.version, date };
  const key = options.signer?.publicKey ?? null;
  const signer = key && { hex: toHex(key), minisign: minisignKeyName(key) };
  const contexts = kase.selection.langs.map(
    (lang): PageContext => ({ case: kase, words: wordsOf(lang), edition, signer, corrections }),
  );
  const data = await dataFiles(kase, wordsOf('en'));
  const pages: EditionFile[] = [];
  for (const [i, ctx] of contexts.entries()) {
    const made = languagePages(statement, readAll(kase, ctx.words.lang), data, ctx);
    for (const [n, page] of made.entries()) {
      if (n % PAGES_AT_ONCE === 0) {
        options.onProgress?.(i * made.length + n, contexts.length * made.length, 'pages');
        await breathe();
        if (options.cancelled?.()) return null;
      }
      pages.push({ path: `${ctx.words.lang}/${page.path}`, bytes: utf8(renderPage(page, ctx, templates)) });
    }
  }
  const english = contexts.find((c) => c.words.lang === 'en') ?? contexts[0];
  const readings = readAll(kase, 'en');
  const summary = editionJson(kase, {
    ...edition,
    view: PUBLIC_VIEW,
    key: signer?.hex ?? null,
    states: readings.map((d) => ({ key: d.key, state: d.state })),
    leftOut: leftOutLines(kase.disclosure.leftOut),
    withdraws: corrections.withdrawals.map((w) => w.edition),
  });
  return [
    { path: 'index.html', bytes: utf8(renderChoice(contexts, templates)) },
    ...pages,
    ...data.map(({ path, bytes }) => ({ path, bytes })),
    ...(english ? [{ path: 'feed.xml', bytes: utf8(atomFeed(readings, english)) }] : []),
    { path: 'edition.json', bytes: utf8(summary) },
    ...assetFiles(),
  ];
}

/** Pages between two pauses in which others of this thread have their turn. */
const PAGES_AT_ONCE = 8;
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function languagePages(
  statement: RecordView,
  demands: readonly DemandReading[],
  data: readonly DataFile[],
  ctx: PageContext,
): readonly Page[] {
  const has = (part: EditionPart): boolean => !ctx.case.selection.partsOut.includes(part);
  const pages = [
    overviewPage(statement, demands, ctx),
    statementPage(statement, demands, ctx),
    ...demandPages(demands, ctx),
    ...(has('figures') ? figurePages(ctx) : []),
    ...(has('events') ? eventPages(ctx) : []),
    ...(has('connectivity') ? [connectivityPage(ctx)] : []),
    ...(has('events') ? [mapPage(ctx)] : []),
    recordsPage(ctx),
    sourcesPage(ctx),
    dataPage(data, ctx),
    correctionsPage(ctx),
    verifyPage(ctx),
    creditsPage(ctx),
  ];
  return [...pages, notFoundPage(ctx)];
}
