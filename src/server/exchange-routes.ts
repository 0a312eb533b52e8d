/**
 * Exchange from the desk, apart from the table because its bodies are files and its work outlasts the request: bundles written for
 * members and fetched, bundles sent up and read, an exchange with an address. Each answers at once; GET …/exchange tells how far it is.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { KuaFailure, refuse } from '../base/failures.ts';
import { BUNDLE_UPLOAD_MAX, EXCHANGE_PATHS, EXCHANGE_WORDS, type ProxyJson } from '../contract/areas/exchange.ts';
import { DROP_NAME } from '../contract/areas/signals.ts';
import type { Api } from '../node/api.ts';
import { hasRole } from '../node/users.ts';
import { requestLang } from './answers.ts';
import { jsonBody } from './body.ts';
import { bodyStream } from './body-stream.ts';
import { type ExchangeFolder, keepUpload } from './exchange-folder.ts';
import { type Asker, bundleName, type ExchangeJobs, newJobId } from './exchange-jobs.ts';
import { refuseForm } from './form-faults.ts';
import type { Session, Sessions } from './session.ts';

const BUSY_MS = 60_000;
const BUSY_STEP_MS = 500;

const path = (p: string): string => p.replaceAll(/\{(\w+)\}/g, ':$1');
export const isBundleUpload = (method: string, url: string): boolean =>
  method === 'POST' && /^\/api\/1\/spaces\/[^/]+\/exchange\/read$/.test(url);

const WRITE = z.strictObject({
  to: z.array(z.string().min(8).max(80)).min(1).max(100).optional(),
  everybody: z.literal(true).optional(),
  passphrase: z.string().min(1).max(1000).optional(),
  max_bytes: z.number().int().min(1).optional(),
});
const SYNC = z.strictObject({ url: z.string().min(1).max(300) });
const NOTHING = z.strictObject({});

async function form<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const read = schema.safeParse(await jsonBody(c));
  return read.success ? read.data : refuseForm(read.error);
}

/** A header that holds any letters, percent-encoded; empty when it is not there. */
function words(c: Context, name: string, max: number): string {
  try {
    return decodeURIComponent((c.req.header(name) ?? '').slice(0, 3 * max)).slice(0, max);
  } catch {
    return refuse('E_INPUT', { path: name, reason: 'not percent-encoded' });
  }
}

const askerOf = (session: Session): Asker => ({ name: session.user.name, role: session.user.role });

export interface ExchangeRoutesDeps {
  readonly api: Api;
  readonly sessions: Sessions;
  readonly jobs: ExchangeJobs;
  readonly folder: ExchangeFolder;
  readonly clock: () => number;
  readonly proxy: ProxyJson;
}

export function addExchangeRoutes(app: OpenAPIHono, d: ExchangeRoutesDeps): void {
  const { api, sessions, jobs } = d;
  /** Id in hex of the space that the path names; of one that we wait for, too. */
  const spaceOf = async (c: Context): Promise<string> => {
    const name = c.req.param('s') ?? '';
    const { spaces, waiting = [] } = await api.call('spaces.list', {});
    const found = [...spaces, ...waiting].find((s) => s.slug === name || s.id === name);
    return found?.id ?? refuse('E_SPACE', { space: name.slice(0, 80) });
  };

  app.get(path(EXCHANGE_PATHS.jobs), async (c) => {
    await sessions.require(c, 'documenter', false);
    return c.json({ jobs: jobs.list(await spaceOf(c), requestLang(c)) });
  });

  app.post(path(EXCHANGE_PATHS.write), async (c) => {
    const session = await sessions.require(c, 'documenter', true);
    const input = await form(c, WRITE);
    // To members goes what they may have anyway; whoever has the words of a passphrase opens the whole case.
    if (input.passphrase !== undefined && !hasRole(session.user.role, 'manager'))
      return refuse('E_FORBIDDEN', { role: 'manager' });
    const ways = [input.to, input.everybody, input.passphrase].filter((way) => way !== undefined);
    if (ways.length !== 1) return refuse('E_BUNDLE_TO');
    const space = await spaceOf(c);
    const readers = input.passphrase === undefined ? await readersOf(api, space, input.to) : [];
    const id = jobs.begin({
      space,
      kind: 'write',
      asker: askerOf(session),
      about: readers.map((r) => r.name),
      run: async (folder, options) => ({
        written: await api.call(
          'bundle.write',
          {
            file: bundleName(folder, d.clock()),
            space,
            ...(input.passphrase === undefined
              ? { to: readers.map((r) => r.id) }
              : { passphrase: input.passphrase.normalize('NFC') }),
            ...(input.max_bytes === undefined ? {} : { max_bytes: input.max_bytes }),
          },
          options,
        ),
      }),
    });
    return c.json(jobs.one(space, id, requestLang(c)));
  });

  app.post(path(EXCHANGE_PATHS.read), async (c) => {
    const session = await sessions.require(c, 'documenter', true);
    const stated = c.req.header('content-length');
    const announced = stated === undefined ? null : Number(stated);
    if (announced !== null && !(Number.isSafeInteger(announced) && announced >= 0))
      return refuse('E_INPUT', { path: 'content-length', reason: 'a whole number is needed' });
    if (announced !== null && announced > BUNDLE_UPLOAD_MAX) return refuse('E_BODY_SIZE', { max: BUNDLE_UPLOAD_MAX });
    const name = words(c, DROP_NAME, 300).replaceAll(/[/\\\p{Cc}]/gu, '_') || 'bundle.kua.age';
    const passphrase = words(c, EXCHANGE_WORDS, 1_000).normalize('NFC');
    const space = await spaceOf(c);
    jobs.room();
    const id = newJobId();
    const body = c.req.raw.body as unknown as AsyncIterable<Uint8Array> | null;
    if (body === null) return refuse('E_BUNDLE_AGE', { file: name });
    let file: string;
    try {
      file = await keepUpload(d.folder.make(id), body, { name, announced });
    } catch (error) {
      d.folder.remove(id);
      throw error;
    }
    const person = askerOf(session);
    jobs.begin({
      id,
      space,
      kind: 'read',
      asker: person,
      about: [name],
      run: async (_, options) => ({
        read: await api.call('bundle.read', { file, name, ...(passphrase === '' ? {} : { passphrase }) }, options),
      }),
    });
    return c.json(jobs.one(space, id, requestLang(c)));
  });

  app.post(path(EXCHANGE_PATHS.sync), async (c) => {
    const session = await sessions.require(c, 'documenter', true);
    const { url } = await form(c, SYNC);
    const space = await spaceOf(c);
    // Which addresses this computer calls is for managers to say.
    const { peers } = await api.call('sync.peers', { space });
    if (!peers.some((p) => p.url === url)) return refuse('E_PEER_UNKNOWN', { url: url.slice(0, 200) });
    const id = jobs.begin({
      space,
      kind: 'sync',
      asker: askerOf(session),
      about: [url],
      run: async (_, options) => ({
        sync: await onceFree(() => api.call('sync.run', { url, space, proxy: d.proxy }, options)),
      }),
    });
    return c.json(jobs.one(space, id, requestLang(c)));
  });

  app.get(path(EXCHANGE_PATHS.file), async (c) => {
    await sessions.require(c, 'documenter', false);
    const nth = Number(c.req.param('nth') ?? '');
    if (!Number.isSafeInteger(nth) || nth < 0) return refuse('E_EXCHANGE_GONE');
    const found = jobs.file(await spaceOf(c), c.req.param('job') ?? '', nth);
    if (!existsSync(found.path)) return refuse('E_EXCHANGE_GONE');
    c.header('content-type', 'application/octet-stream');
    c.header('content-disposition', `attachment; filename="${found.name}"`);
    c.header('content-length', String(statSync(found.path).size));
    return c.body(bodyStream(createReadStream(found.path)));
  });

  app.post(path(EXCHANGE_PATHS.remove), async (c) => {
    await sessions.require(c, 'documenter', true);
    await form(c, NOTHING);
    const space = await spaceOf(c);
    jobs.remove(space, c.req.param('job') ?? '');
    return c.json({ removed: true });
  });
}

/** An exchange that the node began by itself is waited for; then ours brings what came meanwhile. */
async function onceFree<T>(run: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += BUSY_STEP_MS)
    try {
      return await run();
    } catch (error) {
      const busy = error instanceof KuaFailure && error.failure.code === 'E_SYNC_BUSY';
      if (!busy || waited >= BUSY_MS) throw error;
      await new Promise((resolve) => void setTimeout(resolve, BUSY_STEP_MS));
    }
}

/** Members of the space that a bundle can be sealed for: those asked for by the id of their organisation, or all. */
async function readersOf(
  api: Api,
  space: string,
  to: readonly string[] | undefined,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { members } = await api.call('coalition.read', { space });
  const known = members.flatMap((m) => (m.live && !m.ours && m.organisation ? [m.organisation] : []));
  if (to === undefined) {
    const all = known.filter((o) => o.recipient !== null);
    return all.length === 0 ? refuse('E_BUNDLE_TO') : all;
  }
  return to.map((id) => known.find((o) => o.id === id) ?? refuse('E_BUNDLE_RECIPIENT', { recipient: id.slice(0, 80) }));
}
