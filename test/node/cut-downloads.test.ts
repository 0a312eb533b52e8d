/** Downloads that a browser cuts off at any byte: nothing of the process ends with them, and the next one is whole. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { serve } from '@hono/node-server';
import { OpenAPIHono } from '@hono/zod-openapi';
import tar from 'tar-stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EDITION_ARCHIVE } from '../../src/contract/areas/publications.ts';
import type { Api } from '../../src/node/api.ts';
import { bodyStream } from '../../src/server/body-stream.ts';
import { addEditionArchive } from '../../src/server/edition-archive.ts';
import type { Sessions } from '../../src/server/session.ts';

const FILES = 40;
const BYTES = 200_000;
const root = mkdtempSync(join(tmpdir(), 'kua-cut-'));
const faults: unknown[] = [];
const heard = (error: unknown): void => void faults.push(error);
let server: ReturnType<typeof serve>;

beforeAll(async () => {
  mkdirSync(join(root, 'sub'));
  for (let n = 0; n < FILES; n++)
    writeFileSync(join(root, n % 2 ? 'sub' : '.', `f${n}`), new Uint8Array(BYTES).fill(n));
  const app = new OpenAPIHono();
  // Only who asks and where the folder is are given; what is tried is the stream.
  const sessions = { require: async () => ({ user: { role: 'documenter' } }) } as unknown as Sessions;
  const api = { call: async () => ({ dir: root, archive: 'case', beside: [] }) } as unknown as Api;
  addEditionArchive(app, { api, sessions });
  await new Promise<void>((resolve) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve());
  });
  process.on('uncaughtException', heard);
  process.on('unhandledRejection', heard);
});
afterAll(() => {
  process.off('uncaughtException', heard);
  process.off('unhandledRejection', heard);
  server.close();
  rmSync(root, { recursive: true, force: true });
});

/** What came of it, cut off behind `most` bytes. */
const download = (most: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let got = 0;
    const { port } = server.address() as AddressInfo;
    const asked = request({ host: '127.0.0.1', port, path: EDITION_ARCHIVE('case', 1) }, (answer) => {
      answer.on('data', (part: Buffer) => {
        parts.push(part);
        got += part.length;
        // A line that is slower than the disk: what is read waits in the stream.
        answer.pause();
        setTimeout(() => answer.resume(), 1);
        if (got >= most) asked.destroy();
      });
      answer.on('error', () => undefined);
      answer.on('close', () => resolve(Buffer.concat(parts)));
    });
    asked.on('error', (error) => (got >= most ? resolve(Buffer.concat(parts)) : reject(error)));
    asked.end();
  });

test('an edition cut off at many places ends nothing, and comes whole afterwards', async () => {
  for (let n = 0; n < 60; n++) await download(1 + n * 60_000);
  const whole = await download(Number.POSITIVE_INFINITY);
  expect(faults).toEqual([]);
  const found = new Map<string, number>();
  const extract = tar.extract();
  Readable.from([whole]).pipe(extract);
  for await (const entry of extract) {
    let bytes = 0;
    for await (const part of entry) bytes += (part as Uint8Array).length;
    found.set(entry.header.name, bytes);
  }
  expect([found.size, new Set(found.values())]).toEqual([FILES, new Set([BYTES])]);
});

test('a loop is read as fast as it is asked for, ended when nobody asks any more, and its failure breaks the body', async () => {
  const seen: string[] = [];
  async function* three(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (let n = 1; n <= 3; n++) {
        seen.push(`made ${n}`);
        yield new Uint8Array(n);
      }
      throw new Error('the disk went away');
    } finally {
      seen.push('ended');
    }
  }
  const left = bodyStream(three()).getReader();
  expect((await left.read()).value?.length).toBe(1);
  expect(seen).toEqual(['made 1']);
  await left.cancel();
  expect(seen).toEqual(['made 1', 'ended']);
  const read = bodyStream(three()).getReader();
  for (const n of [1, 2, 3]) expect((await read.read()).value?.length).toBe(n);
  await expect(read.read()).rejects.toThrow('the disk went away');
});
