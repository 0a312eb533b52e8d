/** What a node says of itself: spaces, people, kinds, health. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex } from '../../base/bytes.ts';
import type { ApiIn, ApiOut, CheckJson, FieldDefJson } from '../../contract/api.ts';
import { entryBytes } from '../../ledger/entry-decode.ts';
import { verifyEntry } from '../../ledger/entry-verify.ts';
import { isLang, type Lang } from '../../messages/translate.ts';
import { fieldLabel, kindLabel } from '../../records/display.ts';
import { type FieldDef, isRequired } from '../../records/field.ts';
import { KIND_NAMES } from '../../records/kind-names.ts';
import { KINDS } from '../../records/registry.ts';
import { termLabel, termsOf } from '../../records/vocabulary.ts';
import { waitingSpaces } from '../coalition/waiting.ts';
import { coalitionChecks } from '../coalition/doctor.ts';
import { receiveChecks } from '../coalition/receive-doctor.ts';
import type { Context } from '../context.ts';
import { namedObjects } from '../named-objects.ts';
import { logChecks } from '../log/use-cases.ts';
import { readClock } from '../safety/clock.ts';
import { VERSION } from '../version.ts';

export async function spacesList(c: Context): Promise<ApiOut<'spaces.list'>> {
  const waiting = await waitingSpaces(c.parts);
  return { spaces: c.parts.spaces.all().map((s) => s.info), ...(waiting.length > 0 ? { waiting } : {}) };
}

export async function info(c: Context): Promise<ApiOut<'info'>> {
  const organisation = (await c.parts.ledger.local('org', 'self')) as { name?: string } | null;
  const { entries } = await c.parts.ledger.counts();
  return {
    name: organisation?.name ?? '',
    node: c.parts.nodeId,
    version: VERSION,
    spaces: c.parts.spaces.all().length,
    entries,
  };
}

export async function usersList(c: Context): Promise<ApiOut<'users.list'>> {
  return { users: await c.people.list() };
}

function fieldJson(f: FieldDef, label: string, lang: Lang): FieldDefJson {
  return {
    name: f.name,
    type: f.type,
    card: f.card,
    vocab: f.vocab ?? null,
    vis: f.vis,
    label,
    help: f.help?.[lang] ?? '',
    group: f.group,
    terms: f.vocab
      ? termsOf(f.vocab).map((id) => ({ id, label: termLabel(f.vocab ?? '', id, lang) }))
      : f.choices.length > 0
        ? f.choices.map((choice) => ({ id: choice.id, label: choice.label[lang] }))
        : null,
    required: isRequired(f, null),
    refs: f.refs,
    members: f.members.map((member) => fieldJson(member, member.label[lang], lang)),
  };
}

export async function kindsList(_c: Context, input: ApiIn<'kinds.list'>): Promise<ApiOut<'kinds.list'>> {
  const lang: Lang = isLang(input.lang) ? input.lang : 'en';
  return {
    kinds: KIND_NAMES.map((kind) => ({
      kind,
      label: kindLabel(kind, lang),
      fields: Object.entries(KINDS[kind].fields).map(([name, f]) => fieldJson(f, fieldLabel(kind, name, lang), lang)),
    })),
  };
}

/** Objects that a check names by their address; more are counted. */
const NAMED_MAX = 10;

/** Checks of `kua doctor`: files, signatures of every entry, payload states, index, blobs, people. */
export async function doctor(c: Context): Promise<ApiOut<'doctor'>> {
  const { ledger, projection, primitives, blobs } = c.parts;
  const checks: CheckJson[] = [];
  const add = (name: string, ok: boolean, detail?: string): void => {
    checks.push({ name, result: ok ? 'pass' : 'fail', ...(detail ? { detail } : {}) });
  };
  const integrity = await ledger.integrityCheck();
  add('ledger file', integrity.length === 0, integrity.join('; ') || undefined);

  let entries = 0;
  let bad = 0;
  let unreadable = 0;
  const total = await ledger.highestTouched();
  for (let after = 0; ; ) {
    const batch = await ledger.touchedAfter(after, 1000);
    if (batch.length === 0) break;
    for (const e of batch) {
      entries++;
      if (!verifyEntry(primitives, entryBytes(e.header, e.sig)).ok) bad++;
      if (e.payloadState === 'bad' || (e.payloadState === 'open' && e.block === null)) unreadable++;
      else if (e.block && toHex(primitives.sha256(e.block)) !== toHex(e.ph)) unreadable++;
      after = Math.max(after, e.touched);
    }
    c.onProgress(after, total, 'signatures');
  }
  add('signatures', bad === 0, `${entries} entries, ${bad} bad`);
  add('payloads', unreadable === 0, `${unreadable} unreadable`);

  const check = await blobs.checkAll({ referenced: await namedObjects(c.parts), deep: false, sweep: false });
  const named = (word: string, addresses: readonly string[]): string =>
    [`${addresses.length} ${word}`, ...addresses.slice(0, NAMED_MAX)].join(' ');
  add(
    'evidence files',
    check.missing.length === 0 && check.damaged.length === 0,
    [`${check.objects} objects`, named('missing', check.missing), named('damaged', check.damaged)].join(', '),
  );

  const rebuilt = await projection.rebuildCheck((done, all) => c.onProgress(done, all, 'index'));
  add('index', rebuilt.equal, rebuilt.firstDifference ?? `${rebuilt.records} records`);

  checks.push(...(await logChecks(c.parts)));
  const managers = (await c.people.list()).filter((u) => u.role === 'manager' && !u.locked).length;
  add('a manager can log in', managers > 0, `${managers}`);
  const clock = await readClock(c.parts);
  add('clock', clock.state !== 'behind', `now ${clock.now}, newest entry ${clock.newest ?? '-'}`);
  checks.push(...(await coalitionChecks(c.parts)));
  checks.push(...(await receiveChecks(c.parts)));
  const scratch = await mkdtemp(join(tmpdir(), 'kua-doctor-')).catch(() => null);
  if (scratch) await rm(scratch, { recursive: true });
  add('temporary folder is writable', scratch !== null);
  return { ok: checks.every((x) => x.result === 'pass'), checks };
}
