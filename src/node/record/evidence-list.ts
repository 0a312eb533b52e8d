/** Which evidence and which verifications belong to a record: named by its claims, or naming it. */
import type { RecordId } from '../../base/ids.ts';
import type { RecordView } from '../../records/model.ts';
import { sourcesOf } from '../../records/field-values.ts';
import type { Parts } from '../parts.ts';

const MOST = 200;

async function naming(parts: Parts, id: RecordId, field: string, kind: string): Promise<readonly string[]> {
  const page = await parts.projection.relations(id, 'to', field, null, MOST);
  return page.items.filter((i) => i.kind === kind).map((i) => i.id);
}

/** Evidence behind the record's claims and evidence that shows it; of an evidence record itself, first that. */
export async function evidenceIds(parts: Parts, view: RecordView): Promise<readonly string[]> {
  const own = view.kind === 'Evidence' ? [view.id] : [];
  const named = sourcesOf(view).filter((s) => s.startsWith('evd_'));
  const showing = await naming(parts, view.id, 'shows', 'Evidence');
  return [...new Set<string>([...own, ...named, ...showing])];
}

export const verificationIds = (parts: Parts, id: RecordId): Promise<readonly string[]> =>
  naming(parts, id, 'target', 'Verification');
