/** The names that go to the writer are exactly the use cases that write. */
import { expect, test } from 'vitest';
import type { ApiName } from '../contract/api.ts';
import { readers } from './reads/table.ts';
import { isWrite } from './write-names.ts';
import { writers } from './writes/table.ts';

test('every use case that writes goes to the writer, and no reading one', () => {
  for (const name of Object.keys(writers)) expect(isWrite(name as ApiName), name).toBe(true);
  for (const name of Object.keys(readers)) expect(isWrite(name as ApiName), name).toBe(false);
});
