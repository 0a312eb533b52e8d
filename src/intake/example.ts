/** Loads the January 2022 example: its ten files by their profiles, then our decisions, then the practice space. Twice is once. */
import { fromUtf8, toHex } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import {
  decisionsSchema,
  decisionWordsSchema,
  outagesSchema,
  practiceSchema,
  readExampleFile,
} from './example-files.ts';
import { decisionDrafts, outageDrafts, practiceDrafts, wordDrafts } from './example-units.ts';
import { bytesSource } from './encoding.ts';
import { type ImportOutcome, runImport } from './import.ts';
import { makeUnits, type UnitDraft, type UnitMaker } from './make-unit.ts';
import type { ImportTarget } from './port.ts';
import { loadProfiles, type ProfileSet } from './profile-files.ts';
import { openTable } from './read-table.ts';
import { createUnitWriter } from './write.ts';

export interface ExampleOptions {
  readonly target: ImportTarget;
  readonly practice: ImportTarget;
  /** A file of the example's folder; rejects when there is none. */
  readonly readFile: (name: string) => Promise<Uint8Array>;
  /** UTC ms. */
  readonly now: number;
  readonly by?: Uint8Array | null;
  readonly onProgress?: (done: number, total: number, what: string) => void;
}
export interface ExampleBatch {
  readonly name: string;
  /** Hex; null when nothing was new. */
  readonly batch: string | null;
  readonly rows: number;
  readonly entries: number;
  readonly kinds: { readonly [kind: string]: number };
}
export interface ExampleLoaded {
  readonly batches: readonly ExampleBatch[];
  readonly entries: number;
}

/** Sources first: other files then find them; the statement next, whose demands and places the rest refer to. */
export const EXAMPLE_FILES: readonly (readonly [file: string, profile: string])[] = [
  ['sources.csv', 'jan2022-sources'],
  ['seed.json', 'jan2022-seed'],
  ['events.csv', 'jan2022-events'],
  ['zhanaozen2011.csv', 'jan2022-zhanaozen2011'],
  ['figures.csv', 'jan2022-figures'],
  ['outages.csv', 'jan2022-outages'],
  ['journalists.csv', 'jan2022-journalists'],
  ['statements.csv', 'jan2022-statements'],
  ['responses.csv', 'jan2022-responses'],
  ['signals.csv', 'jan2022-signals'],
];
const OWN = ['decisions', 'outages', 'practice'];
const NAMESPACE = 'jan2022';

export async function loadExample(options: ExampleOptions): Promise<Result<ExampleLoaded, Failure>> {
  const profiles = await loadProfiles();
  if (!profiles.ok) return profiles;
  const total = EXAMPLE_FILES.length + OWN.length;
  const batches: ExampleBatch[] = [];
  const done = (batch: ExampleBatch): void => {
    batches.push(batch);
    options.onProgress?.(batches.length, total, batch.name);
  };
  for (const [file, profile] of EXAMPLE_FILES) {
    const loaded = await loadFile(options, profiles.value, file, profile);
    if (!loaded.ok) return loaded;
    const { batch, rows, entries, kinds } = loaded.value;
    done({ name: file, batch, rows, entries, kinds });
  }
  const own = await ownDrafts(options);
  if (!own.ok) return own;
  for (const { name, target, maker, drafts } of own.value) {
    const written = await writeDrafts(options, name, target, maker, drafts);
    if (!written.ok) return written;
    done(written.value);
  }
  return ok({ batches, entries: batches.reduce((n, b) => n + b.entries, 0) });
}

async function loadFile(
  options: ExampleOptions,
  profiles: ProfileSet,
  fileName: string,
  profile: string,
): Promise<Result<ImportOutcome, Failure>> {
  let source: Uint8Array;
  try {
    source = await options.readFile(fileName);
  } catch (cause) {
    return fail('E_EXAMPLE_FILE', { file: fileName, where: '' }, cause);
  }
  const done = await runImport({
    source,
    fileName,
    profile,
    profiles,
    target: options.target,
    now: () => options.now,
    by: options.by ?? null,
    companion: (name) => options.readFile(name).catch(() => null),
  });
  // The example's files are ours: a faulty row is a fault of the program, and nothing is shown in part.
  if (done.ok && done.value.errors > 0) {
    const [first] = done.value.first_errors;
    return fail('E_EXAMPLE_FILE', {
      file: fileName,
      where: `${first?.row ?? ''} ${first?.column ?? ''} ${first?.code ?? ''}`,
    });
  }
  return done;
}

interface OwnPart {
  readonly name: string;
  readonly target: ImportTarget;
  readonly maker: UnitMaker;
  readonly drafts: readonly UnitDraft[];
}

async function ownDrafts(options: ExampleOptions): Promise<Result<readonly OwnPart[], Failure>> {
  const { readFile, target, practice } = options;
  const decisions = await readExampleFile(readFile, 'decisions.json', decisionsSchema);
  if (!decisions.ok) return decisions;
  const outages = await readExampleFile(readFile, 'outages.json', outagesSchema);
  if (!outages.ok) return outages;
  const invented = await readExampleFile(readFile, 'practice.json', practiceSchema);
  if (!invented.ok) return invented;
  const maker: UnitMaker = { target, namespace: NAMESPACE };
  const words = await readExampleFile(readFile, 'translations/decisions.json', decisionWordsSchema);
  if (!words.ok) return words;
  const decided = decisionDrafts(decisions.value, maker, await sourceKeys(readFile));
  if (!decided.ok) return decided;
  const practiceMaker: UnitMaker = { target: practice, namespace: 'practice' };
  return ok([
    { name: 'decisions', target, maker, drafts: [...decided.value, ...wordDrafts(words.value, decisions.value)] },
    { name: 'outages', target, maker, drafts: outageDrafts(outages.value, maker) },
    { name: 'practice', target: practice, maker: practiceMaker, drafts: practiceDrafts(invented.value, practiceMaker) },
  ]);
}

/** Address and title of each listed source, by its key in the list. */
async function sourceKeys(
  readFile: ExampleOptions['readFile'],
): Promise<ReadonlyMap<string, readonly [url: string, title: string]>> {
  const found = new Map<string, readonly [string, string]>();
  const bytes = await readFile('sources.csv').catch(() => new Uint8Array());
  if (fromUtf8(bytes) === null) return found;
  const table = await openTable(bytesSource(bytes), { fileName: 'sources.csv' });
  if (!table.ok) return found;
  const [key, url, title] = ['key', 'url', 'title'].map((name) => table.value.header.indexOf(name));
  for await (const { cells } of table.value.rows())
    found.set(cells[key ?? -1] ?? '', [cells[url ?? -1] ?? '', cells[title ?? -1] ?? '']);
  return found;
}

async function writeDrafts(
  options: ExampleOptions,
  name: string,
  target: ImportTarget,
  maker: UnitMaker,
  drafts: readonly UnitDraft[],
): Promise<Result<ExampleBatch, Failure>> {
  const units = makeUnits(maker, drafts);
  if (!units.ok) return units;
  await target.fold();
  const batch = target.random(16);
  const writer = createUnitWriter({
    target,
    profile: `example-${name}`,
    pack: false,
    dryRun: false,
    batch,
    by: options.by ?? null,
  });
  const [refused] = await writer.write(units.value);
  if (refused) return fail(refused.failure.code, refused.failure.params);
  const { entries, kinds } = writer.tally;
  if (entries > 0) await target.fold();
  return ok({
    name,
    batch: entries > 0 ? toHex(batch) : null,
    rows: drafts.length,
    entries,
    kinds: Object.fromEntries(kinds),
  });
}
