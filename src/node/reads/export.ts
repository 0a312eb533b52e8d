/** Exports of a space's records, always through a named view. */
import { createWriteStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { KuaFailure, refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { asOfMs } from '../as-of.ts';
import type { Context } from '../context.ts';
import { editionSource } from '../edition-source.ts';
import { kindNamed } from './search.ts';

export async function exportRecords(c: Context, input: ApiIn<'export'>): Promise<ApiOut<'export'>> {
  const { openExport } = await import('../../publishing/export/export.ts');
  const space = c.parts.spaces.find(input.space);
  const source = await editionSource(c.parts, space, asOfMs(input.as_of, c.parts.clock()));
  const opened = await openExport(source, {
    format: input.format,
    view: input.view,
    kind: input.kind === undefined ? null : kindNamed(input.kind),
    lang: input.lang ?? 'en',
  });
  if (!opened.ok) return refuse(opened.error.code, opened.error.params);
  if (input.out === undefined) {
    let text = '';
    for await (const chunk of opened.value.chunks) text += chunk;
    return { file: null, text, rows: opened.value.rows(), left_out: opened.value.leftOut };
  }
  const file = resolve(input.out);
  const held = existsSync(file);
  try {
    // `pipeline` hears a file that does not open, however early; a bare stream's error would end the process.
    await pipeline(opened.value.chunks, createWriteStream(file, { mode: 0o600 }));
  } catch (cause) {
    if (!held) await rm(file, { force: true });
    if (cause instanceof KuaFailure) throw cause;
    return refuse('E_FILE', { file, reason: (cause as { code?: string }).code ?? 'not written' }, cause);
  }
  return { file, text: null, rows: opened.value.rows(), left_out: opened.value.leftOut };
}
