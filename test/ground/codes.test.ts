/** Every failure code that a source can give has its texts; every documented path is a route. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROUTES } from '../../src/contract/routes.ts';
import { ERROR_CODES, errorBody } from '../../src/messages/errors/texts.ts';
import { LANGS } from '../../src/messages/translate.ts';
import { createApp } from '../../src/server/app.ts';
import { filesBelow, root } from './sources.ts';

const HOST = '127.0.0.1:7800';

/** Codes as sources write them: `fail('E_X'`, `refuse('E_X'`, `code: 'E_X'`. */
function codesGiven(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of filesBelow('src', /\.tsx?$/)) {
    if (/\.test\.tsx?$/.test(file) || file.startsWith('src/messages/')) continue;
    const source = readFileSync(join(root, file), 'utf8');
    for (const m of source.matchAll(/(?:\b(?:fail|refuse)(?:<[^>]*>)?\(\s*|\bcode:\s*)'(E_[A-Z0-9_]+)'/g))
      if (m[1]) found.set(m[1], file);
  }
  return found;
}

test('every failure code given in a source has a text', () => {
  const given = codesGiven();
  expect(given.size).toBeGreaterThan(40);
  const without = [...given].filter(([code]) => !ERROR_CODES.includes(code)).map(([code, file]) => `${code} (${file})`);
  expect(without).toEqual([]);
});

test('every text names what happened and what to do, in kk, ru and en', () => {
  for (const code of ERROR_CODES)
    for (const lang of LANGS) {
      const body = errorBody({ code }, lang);
      expect(body.message, `${code} ${lang}`).not.toBe('');
      expect(body.remedy, `${code} ${lang}`).not.toBe('');
    }
});

test('every route of the contract is in the OpenAPI document, and no other', async () => {
  const app = createApp({
    api: { call: () => Promise.reject(new Error('the document needs no node')) },
    node: 'test',
    hosts: [HOST],
    deskDir: root,
    clock: () => 0,
    random: (n) => new Uint8Array(n),
    onFault: (_, error) => {
      throw error;
    },
    version: '0',
  });
  const answer = await app.request('/api/1/openapi.json', { headers: { host: HOST } });
  expect(answer.status).toBe(200);
  const document = (await answer.json()) as {
    openapi: string;
    paths: { [path: string]: { [method: string]: unknown } };
  };
  expect(document.openapi).toMatch(/^3\.1\./);
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(documented.toSorted()).toEqual(ROUTES.map((r) => `${r.method} ${r.path}`).toSorted());
});
