/**
 * One import: a file, by its profile, into a space. Good rows go in, bad ones go to the error file with the reason;
 * `strict` refuses the whole file instead; a dry run writes nothing.
 */
import { toHex } from '../base/bytes.ts';
import type { Clock } from '../base/clock.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { errorBody } from '../messages/errors/texts.ts';
import { compileProfile, type RowMapper } from './compile.ts';
import { type ByteSource, bytesSource } from './encoding.ts';
import { type ErrorSink, errorFileHeader, errorFileLine } from './error-file.ts';
import { checkAudience, genericMapper } from './generic.ts';
import type { ImportTarget } from './port.ts';
import { type Profile, matchProfile, matchShape } from './profile.ts';
import { profileNamed, type ProfileSet } from './profile-files.ts';
import { readJsonDocument } from './read-json.ts';
import { openTable } from './read-table.ts';
import type { Table } from './table.ts';
import { seedUnits } from './seed.ts';
import { readSeedTexts } from './seed-texts.ts';
import type { RowFailure, Unit } from './unit.ts';
import { createUnitWriter, type UnitWriter } from './write.ts';

export interface ImportOptions {
  /** The file's bytes, or a function that opens it again for each pass. */
  readonly source: Uint8Array | ByteSource;
  readonly fileName: string;
  /** Name; absent: the profile that the columns fit. */
  readonly profile?: string | undefined;
  readonly profiles: ProfileSet;
  readonly target: ImportTarget;
  readonly dryRun?: boolean | undefined;
  readonly strict?: boolean | undefined;
  readonly now: Clock;
  /** Opaque id of the person who imports. */
  readonly by?: Uint8Array | null | undefined;
  /** A file beside the imported one that its profile needs, such as the statement's text; null when there is none. */
  readonly companion?: ((name: string) => Promise<Uint8Array | null>) | undefined;
  readonly errors?: ErrorSink | undefined;
  /** Called after each durable group. */
  readonly onProgress?: ((done: { readonly rows: number; readonly entries: number }) => void) | undefined;
}

/** As `ImportReport` of the API, without the error file's path, which the caller knows. */
export interface ImportOutcome {
  readonly batch: string | null;
  readonly profile: string;
  readonly encoding: string;
  readonly rows: number;
  readonly new: number;
  readonly changed: number;
  readonly same: number;
  readonly errors: number;
  readonly seconds: number;
  readonly kinds: { readonly [kind: string]: number };
  readonly entries: number;
  readonly dry_run: boolean;
  readonly unmapped: readonly string[];
  readonly unknown_terms: readonly { readonly scheme: string; readonly value: string; readonly count: number }[];
  readonly first_errors: readonly {
    readonly row: number;
    readonly column: string;
    readonly code: string;
    readonly message: string;
    readonly value: string;
  }[];
}

const GROUP = 500;
const FIRST_ERRORS = 20;

interface Opened {
  readonly profile: Profile;
  readonly encoding: string;
  readonly header: readonly string[];
  /** A fresh pass over the rows. */
  pass(): { readonly mapper: RowMapper | null; units(): AsyncIterable<ReadRow> };
}
interface ReadRow {
  /** Null: faulty, or nothing of it is a record by this profile. */
  readonly unit: Unit | null;
  readonly faults: readonly RowFailure[];
  readonly cells: readonly string[];
}

async function openTabular(options: ImportOptions, open: ByteSource, table: Table): Promise<Result<Opened, Failure>> {
  const { profiles, target } = options;
  let profile = matchProfile(table.header, profiles.profiles);
  if (options.profile !== undefined) {
    const named = profileNamed(profiles, options.profile);
    if (!named.ok) return named;
    profile = named.value;
  }
  if (!profile) return fail('E_PROFILE_NONE', { columns: table.header.slice(0, 20) });
  const missing = profile.match.columns?.filter((c) => !table.header.includes(c)) ?? [];
  if (missing.length > 0) return fail('E_PROFILE_COLUMNS', { profile: profile.name, missing });
  const audience = checkAudience(profile, table.header);
  if (audience) return fail(audience.code, audience.params);
  let used = table;
  if (
    (profile.encoding && profile.encoding !== table.encoding) ||
    (profile.delimiter && profile.delimiter !== table.delimiter)
  ) {
    const again = await openTable(open, {
      fileName: options.fileName,
      encoding: profile.encoding,
      delimiter: profile.delimiter,
    });
    if (!again.ok) return again;
    used = again.value;
  }
  const chosen = profile;
  return ok({
    profile: chosen,
    encoding: used.encoding,
    header: used.header,
    pass() {
      const input = { profile: chosen, tables: profiles.tables, header: used.header, target };
      const mapper = chosen.reader === 'generic' ? genericMapper(input) : compileProfile(input);
      async function* units(): AsyncIterable<ReadRow> {
        for await (const { row, cells, error } of used.rows()) {
          if (error) yield { unit: null, faults: [{ row, column: '', failure: error, value: '', cells }], cells };
          else yield { ...mapper.map(row, cells), cells };
        }
      }
      return { mapper, units };
    },
  });
}

/** A JSON document that is one whole, such as the statement's structure. */
async function openDocument(
  options: ImportOptions,
  profile: Profile,
  document: unknown,
): Promise<Result<Opened, Failure>> {
  const texts = await readSeedTexts(options.companion ?? (async () => null));
  if (!texts.ok) return texts;
  const units = seedUnits(document, texts.value, profile, options.profiles.tables, options.target);
  if (!units.ok) return units;
  const list = units.value;
  async function* all(): AsyncIterable<ReadRow> {
    for (const unit of list) yield { unit, faults: [], cells: [] };
  }
  return ok({ profile, encoding: 'utf-8', header: [], pass: () => ({ mapper: null, units: all }) });
}

async function openImport(options: ImportOptions): Promise<Result<Opened, Failure>> {
  const open = options.source instanceof Uint8Array ? bytesSource(options.source) : options.source;
  const { profiles } = options;
  const named = options.profile === undefined ? null : profileNamed(profiles, options.profile);
  if (named && !named.ok) return named;
  const shaped = profiles.profiles.some((p) => p.match.json_shape) && /\.json$/i.test(options.fileName);
  if (named?.value.match.json_shape || (shaped && !named)) {
    const document = await readJsonDocument(open, 'utf-8');
    if (!document.ok) return document;
    const value = document.value;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const profile = named?.value ?? matchShape(Object.keys(value), profiles.profiles);
      if (profile) return openDocument(options, profile, value);
    }
  }
  const hint = named?.ok ? named.value : null;
  const table = await openTable(open, {
    fileName: options.fileName,
    encoding: hint?.encoding,
    delimiter: hint?.delimiter,
  });
  if (!table.ok) return table;
  return openTabular(options, open, table.value);
}

interface Counted {
  rows: number;
  readonly faults: RowFailure[];
  errors: number;
}

/** One pass: units in groups to the writer, faults to the sink. */
async function run(
  options: ImportOptions,
  opened: Opened,
  writer: UnitWriter,
  sink: ErrorSink | undefined,
): Promise<Counted & { readonly mapper: RowMapper | null }> {
  const counted: Counted = { rows: 0, faults: [], errors: 0 };
  const { mapper, units } = opened.pass();
  let group: Unit[] = [];
  let cells = new Map<Unit, readonly string[]>();
  let started = false;
  const fault = async (f: RowFailure): Promise<void> => {
    counted.errors++;
    if (counted.faults.length < FIRST_ERRORS) counted.faults.push(f);
    if (!sink) return;
    if (!started) await sink.write(errorFileHeader(opened.header));
    started = true;
    await sink.write(errorFileLine(opened.header, f, errorBody(f.failure, 'en').message));
  };
  const flush = async (): Promise<void> => {
    const refused = await writer.write(group);
    for (const { unit, failure } of refused)
      await fault({ row: unit.row, column: '', failure, value: '', cells: cells.get(unit) ?? [] });
    group = [];
    cells = new Map();
    options.onProgress?.({ rows: counted.rows, entries: writer.tally.entries });
  };
  for await (const item of units()) {
    counted.rows++;
    // One line per row in the error file: its first fault.
    const [first] = item.faults;
    if (first) await fault(first);
    else if (item.unit) {
      group.push(item.unit);
      cells.set(item.unit, item.cells);
    }
    if (group.length >= GROUP) await flush();
  }
  await flush();
  return { ...counted, mapper };
}

/** Reads, maps and writes a file. Fails only when nothing of it can be imported; faults of rows are in the outcome. */
export async function runImport(options: ImportOptions): Promise<Result<ImportOutcome, Failure>> {
  const started = options.now();
  const { target } = options;
  const opened = await openImport(options);
  if (!opened.ok) return opened;
  const { profile, encoding } = opened.value;
  await target.fold();
  const dry = options.dryRun === true;
  const batch = target.random(16);
  const writer = (dryRun: boolean): UnitWriter =>
    createUnitWriter({ target, profile: profile.name, pack: profile.pack, dryRun, batch, by: options.by ?? null });
  if (options.strict && !dry) {
    const trial = writer(true);
    const tried = await run({ ...options, onProgress: undefined }, opened.value, trial, options.errors);
    if (tried.errors > 0) return fail('E_STRICT', { file: options.fileName, errors: tried.errors, rows: tried.rows });
  }
  const used = writer(dry);
  const done = await run(options, opened.value, used, options.errors);
  if (!dry && used.tally.entries > 0) await target.fold();
  const { tally } = used;
  return ok({
    batch: dry || tally.entries === 0 ? null : toHex(batch),
    profile: profile.name,
    encoding,
    rows: done.rows,
    new: tally.new,
    changed: tally.changed,
    same: tally.same,
    errors: done.errors,
    seconds: Math.round((options.now() - started) / 10) / 100,
    kinds: Object.fromEntries([...tally.kinds].sort()),
    entries: tally.entries,
    dry_run: dry,
    unmapped: done.mapper?.unmapped ?? [],
    unknown_terms: [...(done.mapper?.unknownTerms.values() ?? [])],
    first_errors: done.faults.map((f) => ({
      row: f.row,
      column: f.column,
      code: f.failure.code,
      message: errorBody(f.failure, 'en').message,
      value: f.value,
    })),
  });
}
