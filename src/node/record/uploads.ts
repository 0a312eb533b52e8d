/**
 * A file sent from the desk, in parts: `open`, `part` …, `close`. The bytes pass through the blob store's sealer as they
 * come, so that no plaintext of a private space touches the disk; a part is acknowledged once it was taken.
 */
import { PassThrough } from 'node:stream';
import { toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { Failure, Result } from '../../base/result.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { IngestCode, StagedBlob } from '../../store/blob-ingest.ts';
import type { Context } from '../context.ts';
import { ctxOf } from '../payloads.ts';
import type { Parts } from '../parts.ts';
import { parseRecordId } from '../../records/kind-names.ts';
import { writeRecord } from '../writes/claims.ts';
import { type Incoming, incoming, keepStaged } from '../writes/evidence.ts';

interface Upload {
  readonly about: Incoming;
  readonly stream: PassThrough;
  readonly staged: Promise<Result<StagedBlob, Failure<IngestCode>>>;
}

const open = new WeakMap<Parts, Map<string, Upload>>();
const MOST = 20;

class SenderGone extends Error {}

function uploadsOf(parts: Parts): Map<string, Upload> {
  const found = open.get(parts) ?? new Map<string, Upload>();
  open.set(parts, found);
  return found;
}

const uploadOf = (c: Context, id: string): Upload =>
  uploadsOf(c.parts).get(id) ?? refuse('E_UPLOAD', { upload: id.slice(0, 40) });

export async function openUpload(c: Context, input: ApiIn<'evidence.open'>): Promise<ApiOut<'evidence.open'>> {
  const uploads = uploadsOf(c.parts);
  if (uploads.size >= MOST) return refuse('E_RATE', { seconds: 30 });
  const about = await incoming(c, input, 'desk');
  const stream = new PassThrough();
  // Told to the sender by the part or the end that follows; here it must not count as nobody's.
  stream.on('error', () => undefined);
  const staged = c.parts.blobs.ingest(stream, { private: !about.space.public, size: input.size, expected: null });
  staged.catch(() => undefined);
  const upload = toHex(c.parts.random(16));
  uploads.set(upload, { about, stream, staged });
  return { upload };
}

export async function takePart(c: Context, input: ApiIn<'evidence.part'>): Promise<ApiOut<'evidence.part'>> {
  const { stream, staged } = uploadOf(c, input.upload);
  // The store may have ended already, refusing the rest: then nobody takes this part.
  const refused = staged.then((done) => {
    if (!done.ok) refuse(done.error.code, done.error.params);
  });
  const taken = new Promise<void>((resolve) => {
    if (stream.write(input.bytes)) resolve();
    else stream.once('drain', resolve);
  });
  await Promise.race([taken, refused]);
  return { taken: input.bytes.length };
}

export async function closeUpload(c: Context, input: ApiIn<'evidence.close'>): Promise<ApiOut<'evidence.close'>> {
  const upload = uploadOf(c, input.upload);
  uploadsOf(c.parts).delete(input.upload);
  if (!input.whole) {
    upload.stream.destroy(new SenderGone());
    await upload.staged.then(
      (done) => done.ok && done.value.discard(),
      (error: unknown) => {
        if (!(error instanceof SenderGone)) throw error;
      },
    );
    return { dropped: true };
  }
  upload.stream.end();
  const staged = await upload.staged;
  if (!staged.ok) return refuse(staged.error.code, staged.error.params);
  const kept = await keepStaged(c, upload.about, staged.value);
  const name = input.name?.normalize('NFC').replaceAll('\0', '').trim().slice(0, 300);
  const id = parseRecordId(kept.id);
  if (name && id.ok && !kept.duplicate)
    await writeRecord(
      c,
      upload.about.space,
      upload.about.by,
      { text: id.value.text, id: id.value.id, kind: 'Evidence' },
      [{ field: 'name_given', value: name, ctx: ctxOf({}) }],
    );
  return kept;
}
