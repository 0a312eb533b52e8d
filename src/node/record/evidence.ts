/** Evidence of a record with its custody; the bytes of an original; a check of one original; the private access log. */
import { fromHex, toHex } from '../../base/bytes.ts';
import { createHash } from 'node:crypto';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut, RoleName } from '../../contract/api.ts';
import type { EvidenceItemJson } from '../../contract/areas/record.ts';
import { type BlobObject, custodyPayload, parseObject } from '../../evidence/anchor.ts';
import { custodyTrail } from '../../evidence/custody.ts';
import type { RecordId } from '../../base/ids.ts';
import { asStruct, asText, claimsOf, isTrue, structOf, termOf, textOf, textsOf } from '../../records/field-values.ts';
import { foldRecord } from '../../records/fold.ts';
import { parseRecordId } from '../../records/kind-names.ts';
import type { RecordClaim, RecordView } from '../../records/model.ts';
import { readCount } from '../../records/counts.ts';
import { type Context, actor, authorOf, follow } from '../context.ts';
import type { Parts } from '../parts.ts';
import { type Reading, startReading } from '../reading.ts';
import { readableClaims } from '../reads/readable.ts';
import { resolveId } from '../reads/show.ts';
import { startTitles } from '../reads/titles.ts';
import { VERSION } from '../version.ts';
import { evidenceIds } from './evidence-list.ts';

const SHOWN = 50;
const PART_BYTES = 1024 * 1024;

export async function recordEvidence(
  parts: Parts,
  input: ApiIn<'record.evidence'>,
  role: RoleName,
): Promise<ApiOut<'record.evidence'>> {
  const id = await resolveId(parts, input.id, input.space);
  const claims = readableClaims(await parts.projection.claimsOf(id.text), role);
  if (claims.length === 0) return refuse('E_NOT_FOUND', { id: id.text });
  const reading = startTitles(parts, input.lang ?? 'en', role).named(await startReading(parts));
  const ids = await evidenceIds(parts, foldRecord(id.text, claims));
  const items: EvidenceItemJson[] = [];
  for (const one of ids.slice(0, SHOWN)) items.push(await itemOf(parts, reading, one as RecordId, role));
  return { items, total: ids.length };
}

async function itemOf(parts: Parts, reading: Reading, id: RecordId, role: RoleName): Promise<EvidenceItemJson> {
  const claims = readableClaims(await parts.projection.claimsOf(id), role);
  const view = foldRecord(id, claims);
  const item = await reading.item(id);
  const derived = structOf(view, 'derived_from');
  const from = derived && asText(derived['from']);
  const source = textsOf(view, 'source')[0] ?? null;
  await reading.loadTitles([from, source].flatMap((x) => x ?? []));
  const size = claimsOf(view, 'size')[0]?.value;
  return {
    id,
    title: item?.title ?? id,
    kind: termOf(view, 'kind'),
    mime: textOf(view, 'mime'),
    size: typeof size === 'number' ? size : size === undefined ? null : (readCount(size)?.low ?? null),
    sha256: textOf(view, 'sha256'),
    name: textOf(view, 'name_given'),
    graphic: view.fields['graphic'] ? isTrue(view, 'graphic') : null,
    held: objectsOf(claims).some((o) => parts.blobs.has(o.address)),
    source: source === null ? null : { id: source, title: reading.titleOf(source) ?? source },
    derived_from:
      from === null || derived === null
        ? null
        : { id: from, title: reading.titleOf(from) ?? from, operation: asText(derived['operation']) ?? '' },
    trail: custodyTrail(claims).map((line) => {
      const event = asStruct(line.event);
      return {
        state: line.state,
        action: line.action,
        at: line.at,
        organisation: line.party === null ? null : reading.authorOf(line.party),
        outcome: line.outcome,
        from: asText(event?.['from']),
        to: asText(event?.['to']),
        entry: line.entry,
      };
    }),
  };
}

const objectsOf = (claims: readonly RecordClaim[]): readonly BlobObject[] =>
  claims.flatMap((c) => (c.field === 'object' ? (parseObject(c.value) ?? []) : []));

/** The object of an evidence record whose bytes are here. Throws E_NOT_FOUND, E_BLOB_MISSING. */
async function heldObject(
  parts: Parts,
  input: { readonly id: string; readonly space?: string },
): Promise<{ readonly view: RecordView; readonly claims: readonly RecordClaim[]; readonly object: BlobObject }> {
  const id = await resolveId(parts, input.id, input.space);
  const claims = await parts.projection.claimsOf(id.text);
  const objects = objectsOf(claims);
  const [first] = objects;
  if (id.kind !== 'Evidence' || !first) return refuse('E_NOT_FOUND', { id: id.text });
  const object = objects.find((o) => parts.blobs.has(o.address));
  if (!object) return refuse('E_BLOB_MISSING', { address: toHex(first.address) });
  return { view: foldRecord(id.text, claims), claims, object };
}

export async function evidenceBytes(parts: Parts, input: ApiIn<'evidence.bytes'>): Promise<ApiOut<'evidence.bytes'>> {
  const { view, object } = await heldObject(parts, input);
  const start = Math.max(0, input.start);
  const end = Math.min(input.end, object.size, start + PART_BYTES);
  const chunks: Uint8Array[] = [];
  if (end > start) {
    const read = parts.blobs.read(object, { start, end });
    if (!read.ok) return refuse(read.error.code, read.error.params);
    for await (const chunk of read.value) chunks.push(chunk);
  }
  return {
    bytes: new Uint8Array(Buffer.concat(chunks)),
    size: object.size,
    mime: textOf(view, 'mime') ?? 'application/octet-stream',
    sha256: toHex(object.sha256),
  };
}

/** Hashes the original again and writes the outcome into its custody trail. */
export async function recheck(c: Context, input: ApiIn<'evidence.recheck'>): Promise<ApiOut<'evidence.recheck'>> {
  await actor(c, input.person);
  const id = await resolveId(c.parts, input.id, input.space);
  const subject = parseRecordId(id.text);
  const claims = await c.parts.projection.claimsOf(id.text);
  const objects = objectsOf(claims);
  const object = objects.find((o) => c.parts.blobs.has(o.address)) ?? objects[0];
  if (!object || !subject.ok || id.kind !== 'Evidence') return refuse('E_NOT_FOUND', { id: id.text });
  const result = await hashAgain(c.parts, object);
  const at = new Date(c.parts.clock()).toISOString();
  const space = c.parts.spaces.find(claims.find((x) => x.field === 'object')?.space ?? input.space);
  const prev = custodyTrail(claims).at(-1);
  const payload = custodyPayload(subject.value.id, {
    action: 'fixity-check',
    at,
    agent: { tool: 'kua', version: VERSION },
    outcome: result === 'same' ? 'ok' : 'fail',
    detail: { result },
    prev: prev ? [fromHex(prev.entry) ?? new Uint8Array(32)] : [],
  });
  await authorOf(c).append(space, [{ payload, plain: true }]);
  await follow(c);
  return { ok: result === 'same', result, sha256: toHex(object.sha256), at };
}

async function hashAgain(parts: Parts, object: BlobObject): Promise<'same' | 'missing' | 'differs'> {
  if (!parts.blobs.has(object.address)) return 'missing';
  const read = parts.blobs.read(object);
  if (!read.ok) return 'differs';
  const hash = createHash('sha256');
  try {
    for await (const chunk of read.value) hash.update(chunk);
  } catch {
    // A segment that does not open is damage, whatever else it says.
    return 'differs';
  }
  return hash.digest('hex') === toHex(object.sha256) ? 'same' : 'differs';
}

/** Rows of kind `access`: who opened which original, when. Kept on this node alone, never an entry. */
export async function reveal(c: Context, input: ApiIn<'evidence.reveal'>): Promise<ApiOut<'evidence.reveal'>> {
  const { user } = await actor(c, input.person);
  const at = new Date(c.parts.clock()).toISOString();
  const key = `${at} ${toHex(c.parts.random(4))}`;
  await c.parts.ledger.transact((tx) => tx.putLocal('access', key, { at, user: user.id, evidence: input.id }));
  return { noted: true };
}
