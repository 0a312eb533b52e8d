/** Download of a kept edition as one tar: the folder under its own name, its signatures beside it, streamed file by file. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { OpenAPIHono } from '@hono/zod-openapi';
import tar from 'tar-stream';
import { EDITION_ARCHIVE } from '../contract/areas/publications.ts';
import type { Api } from '../node/api.ts';
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
    const pack = tar.pack();
    // A browser that goes away ends the stream; writing then stops with an error that concerns nobody.
    void (async () => {
      for (const [name, path] of files) {
        const bytes = await readFile(path);
        await new Promise<void>((resolve, reject) => {
          pack.entry({ name, mode: 0o644, mtime: new Date(0) }, bytes, (error) => (error ? reject(error) : resolve()));
        });
      }
      pack.finalize();
    })().catch((error: unknown) => pack.destroy(error instanceof Error ? error : new Error(String(error))));
    c.header('content-type', 'application/x-tar');
    c.header('content-disposition', `attachment; filename="${archive}.tar"`);
    return c.body(Readable.toWeb(Readable.from(pack)) as ReadableStream<Uint8Array>);
  });
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
