/** `kua verify`: checks a published folder. Needs nothing of this node. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';

export async function verify(input: ApiIn<'verify'>): Promise<ApiOut<'verify'>> {
  const path = resolve(input.path);
  if (!existsSync(path)) return refuse('E_FILE', { file: path, reason: 'ENOENT' });
  if (!statSync(path).isDirectory()) return refuse('E_FILE', { file: path, reason: 'not a folder' });
  const { verifyEdition } = await import('../../publishing/verify.ts');
  return verifyEdition(path, input.key === undefined ? {} : { key: input.key });
}
