/** Evidence: files taken in, hashed as they stream, written once, named by an anchor entry and a custody event. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fromHex, toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { anchorPayload, ingestionPayload, parseObject } from '../../evidence/anchor.ts';
import { evidenceId } from '../../evidence/ids.ts';
import type { End } from '../../ledger/model.ts';
import type { RecordClaim } from '../../records/model.ts';
import { isTerm } from '../../records/vocabulary.ts';
import { recordId } from '../../records/kind-names.ts';
import type { StagedBlob } from '../../store/blob-ingest.ts';
import { type Context, actor, authorOf, follow } from '../context.ts';
import { namedObjects } from '../named-objects.ts';
import { ctxOf, parseClaimId, parseSource, payloadOf } from '../payloads.ts';
import type { Space } from '../spaces.ts';
import { VERSION } from '../version.ts';
import { ourParties, parsedValue } from './claims.ts';

/** What is said of bytes that come in; checked before the first of them is read. */
export interface Incoming {
  readonly space: Space;
  readonly by: Uint8Array;
  readonly kind: string | null;
  /** SHA-256 the sender names, in hex. */
  readonly claimed: string | null;
  readonly source: string | null;
  /** `file` from this computer, `desk` sent by a browser. */
  readonly channel: 'file' | 'desk';
}

/** Throws E_TERM, E_USAGE, E_ID, E_ID_KIND, E_SPACE, E_USER. */
export async function incoming(
  c: Context,
  input: Pick<ApiIn<'evidence.add'>, 'space' | 'kind' | 'sha256' | 'source' | 'person'>,
  channel: Incoming['channel'],
): Promise<Incoming> {
  if (input.kind !== undefined && !isTerm('evidence_kind', input.kind)) parsedValue('Evidence', 'kind', input.kind);
  if (input.sha256 !== undefined && fromHex(input.sha256)?.length !== 32)
    return refuse('E_USAGE', { reason: 'a SHA-256 has 64 hexadecimal digits' });
  const source = input.source === undefined ? null : parseSource(input.source);
  if (source && !source.ok) return refuse(source.error.code, source.error.params);
  const space = c.parts.spaces.find(input.space);
  const { by } = await actor(c, input.person);
  const { kind = null, sha256: claimed = null } = input;
  return { space, by, kind, claimed, source: input.source ?? null, channel };
}

export async function addEvidence(c: Context, input: ApiIn<'evidence.add'>): Promise<ApiOut<'evidence.add'>> {
  const path = resolve(input.file);
  const info = await stat(path).catch((cause: unknown) =>
    refuse('E_FILE', { file: path, reason: (cause as { code?: string }).code ?? 'unreadable' }, cause),
  );
  if (!info.isFile()) return refuse('E_FILE', { file: path, reason: 'not a file' });
  const about = await incoming(c, input, 'file');
  const expected = about.claimed === null ? null : fromHex(about.claimed);
  const staged = await c.parts.blobs.ingestFile(path, { private: !about.space.public, expected });
  return staged.ok ? keepStaged(c, about, staged.value) : refuse(staged.error.code, staged.error.params);
}

/** Gives staged bytes their address, their anchor and their first custody event; bytes already held get the event alone. */
export async function keepStaged(c: Context, about: Incoming, staged: StagedBlob): Promise<ApiOut<'evidence.add'>> {
  const { space, by } = about;
  const { object, sniffed } = staged;
  const subject = evidenceId(c.parts.primitives, space.salt, object.sha256);
  const id = recordId('Evidence', subject);
  const anchors = (await c.parts.projection.claimsOf(id)).filter((x) => x.field === 'object');
  // An anchor whose object is lost is no reason to throw away bytes that have come back.
  const isHeld = (a: RecordClaim): boolean => {
    const named = parseObject(a.value);
    return named !== null && c.parts.blobs.has(named.address);
  };
  const duplicate = anchors.some(isHeld);
  if (duplicate) staged.discard();
  else await staged.publish();

  const author = authorOf(c);
  const prev = anchors.flatMap((a) => fromHex(a.claim.split('.')[0] ?? '') ?? []);
  const payload = anchorPayload(subject, { object, mime: sniffed.mime, kind: about.kind ?? sniffed.kind });
  // Sealed again, the bytes have another address: our lost object gives way to it, or it would be missing for ever.
  const ours = await ourParties(c, space);
  const ends = anchors.flatMap((a): End[] => {
    const target = parseClaimId(a.claim);
    return target && ours.has(a.party) ? [{ type: 'claim', target, by: 0, reason: null }] : [];
  });
  const [anchor] = duplicate ? [] : await author.append(space, [{ payload: { ...payload, ends }, plain: true }]);
  const event = ingestionPayload(subject, {
    at: new Date(c.parts.clock()).toISOString(),
    agent: { tool: 'kua', version: VERSION },
    channel: about.channel,
    claimedSha256: about.claimed,
    prev: anchor ? [fromHex(anchor) ?? new Uint8Array(32)] : prev,
  });
  const [custody] = await author.append(space, [{ payload: event, plain: true }]);
  const source = about.source === null ? null : parseSource(about.source);
  if (source?.ok) {
    const ctx = ctxOf({ sources: [source.value] });
    const claim = { subject, kind: 'Evidence', field: 'source', value: about.source, ctx: null };
    await author.append(space, [{ payload: payloadOf(by, ctx, [claim]) }]);
  }
  await follow(c);
  return {
    id,
    sha256: toHex(object.sha256),
    size: object.size,
    mime: sniffed.mime,
    duplicate,
    entry: anchor ?? custody ?? '',
  };
}

export async function checkEvidence(c: Context, input: ApiIn<'evidence.check'>): Promise<ApiOut<'evidence.check'>> {
  const referenced = await namedObjects(c.parts);
  const report = await c.parts.blobs.checkAll({ referenced, deep: input.deep ?? false, sweep: input.sweep ?? false });
  return {
    ok: report.missing.length === 0 && report.damaged.length === 0 && report.mismatched.length === 0,
    objects: report.objects,
    bytes: report.bytes,
    missing: report.missing,
    damaged: [...report.damaged, ...report.mismatched],
    unreferenced: report.unreferenced,
  };
}
