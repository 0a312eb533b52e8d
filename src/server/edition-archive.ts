/** Download of a kept edition as one tar: the folder under its own name, its signatures beside it, streamed file by file. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import tar from 'tar-stream';
import { EDITION_ARCHIVE } from '../contract/areas/publications.ts';
import type { Api } from '../node/api.ts';
import { bodyStream } from './body-stream.ts';
import type { Sessions } from './session.ts';

export function addEditionArchive(app: OpenAPIHono, deps: { readonly api: Api; readonly sessions: Sessions }): void {
  app.get(EDITION_ARCHIVE(':s', ':number'), async (c) => {
    const session = await deps.sessions.require(c, 'documenter', false);
    const { dir, archive, beside } = await deps.api.call(
      'editions.folder',
      { space: c.req.param('s') ?? '', number: Number(c.req.param('number')) },
      { role: session.user.role },
    );
    const files = [
      ...(await filesBelow(dir, '')).map((path) => [`${archive}/${path}`, join(dir, path)] as const),
      ...beside.map((suffix) => [`${archive}${suffix}`, dir + suffix] as const),
    ];
    c.header('content-type', 'application/x-tar');
    c.header('content-disposition', `attachment; filename="${archive}.tar"`);
    return c.body(bodyStream(archived(files)));
  });
}

type ArchivedFile = readonly [name: string, path: string];

/** The bytes of the tar. Left early, as by a browser that goes away, it ends its streams. */
async function* archived(files: readonly ArchivedFile[]): AsyncGenerator<Uint8Array, void, undefined> {
  const pack = tar.pack();
  // Told to the loop below; a stream whose errors nobody hears would end the process.
  pack.on('error', () => undefined);
  void filled(pack, files).catch((error: unknown) =>
    pack.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  for await (const chunk of pack) yield chunk as Uint8Array;
}

async function filled(pack: tar.Pack, files: readonly ArchivedFile[]): Promise<void> {
  for (const [name, path] of files) {
    const bytes = await readFile(path);
    await new Promise<void>((resolve, reject) => {
      const entry = pack.entry({ name, mode: 0o644, mtime: new Date(0) }, bytes, (e) => (e ? reject(e) : resolve()));
      entry.on('error', reject);
    });
  }
  pack.finalize();
}

async function filesBelow(root: string, under: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(root, under), { withFileTypes: true })) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await filesBelow(root, path)));
    else if (entry.isFile()) found.push(path);
  }
  return found.sort();
}
