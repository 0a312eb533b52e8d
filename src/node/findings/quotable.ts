/** The quotable line of one figure in one language, for the button that copies it. */
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut, RoleName } from '../../contract/api.ts';
import { quotable } from '../../records/quotable.ts';
import type { Parts } from '../parts.ts';
import { idsIn } from '../reading.ts';
import { resolveId } from '../reads/show.ts';
import { startFindings } from './readable-views.ts';

/** Throws E_NOT_FOUND, E_QUOTABLE. */
export async function quotableLine(
  parts: Parts,
  input: ApiIn<'quotable'>,
  role: RoleName,
): Promise<ApiOut<'quotable'>> {
  const lang = input.lang ?? 'en';
  const findings = await startFindings(parts, lang, role);
  const id = await resolveId(parts, input.id, input.space);
  const view = (await findings.view(id.text)) ?? refuse('E_NOT_FOUND', { id: input.id });
  await findings.reading.loadTitles(idsIn(view.fields['scope']?.value ?? null));
  const line = quotable(view, lang, id.text, findings.reading.titleOf);
  return line.ok ? { line: line.value } : refuse(line.error.code, line.error.params);
}
