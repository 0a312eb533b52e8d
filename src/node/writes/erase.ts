/** Erasure of our own entries: the payload goes, header and signature stay (ledger design, section 8). */
import { fromHex, toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { writeErased } from '../../store/erased-file.ts';
import { type Context, authorOf } from '../context.ts';
import { layout } from '../layout.ts';
import { payloadIn } from '../stored.ts';

export async function erase(c: Context, input: ApiIn<'erase'>): Promise<ApiOut<'erase'>> {
  const { parts } = c;
  const named = (reason: string): never => refuse('E_ENTRY', { entry: input.entry.slice(0, 64), reason });
  const id = fromHex(input.entry.split('.')[0] ?? '');
  const stored = id && id.length === 32 ? await parts.ledger.entry(id) : null;
  if (!stored) return named('not held');
  if (stored.kind !== 0) return named('control, erase and receipt entries are never erased');
  if (stored.payloadState === 'erased') return named('erased already');
  const space = parts.spaces.find(toHex(stored.space));
  if (input.local) {
    await parts.ledger.transact((tx) => tx.drop(stored.space, stored.id));
  } else if (!(await parts.ledger.secrets('writer', stored.space)).some((w) => toHex(w.id) === toHex(stored.writer))) {
    return named('another organisation wrote it');
  }
  const payload = await payloadIn(parts, stored);
  // The ends of the erased payload are repeated, so that erasing a correction never revives what it corrected.
  const ended = payload?.ends.map((e) => (e.type === 'claim' ? e.target : e.batch)) ?? [];
  const entry = input.local
    ? null
    : await authorOf(c).erase(space, { targets: [{ entry: stored.id, ph: stored.ph, ended }], ground: input.ground });
  const kept = input.local
    ? null
    : await writeErased(
        layout(parts.dir).erased,
        parts.ledger,
        parts.spaces.all().map((s) => s.id),
      );
  await parts.projection.catchUp();
  await parts.projection.scrub();
  await parts.ledger.checkpoint();
  if (kept && !kept.ok) return refuse(kept.error.code, kept.error.params);
  return { entry, erased: 1 };
}
