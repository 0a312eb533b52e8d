/** Downloads of filtered lists: streamed piece by piece as the browser takes them; what was written is entered as a copy. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ListsApi } from '../contract/areas/lists.ts';
import { EXPORT_QUERY } from '../contract/schemas/lists.ts';
import { KuaFailure, refuse } from '../base/failures.ts';
import type { Api } from '../node/api.ts';
import { requestLang } from './answers.ts';
import { refuseForm } from './form-faults.ts';
import type { Sessions } from './session.ts';

export const EXPORT_PATH = '/api/1/spaces/:s/exports/:format';

export function addExports(app: OpenAPIHono, deps: { readonly api: Api; readonly sessions: Sessions }): void {
  app.get(EXPORT_PATH, async (c) => {
    const session = await deps.sessions.require(c, 'documenter', false);
    const raw = Object.fromEntries(Object.entries(c.req.queries()).map(([k, v]) => [k, v.length === 1 ? v[0] : v]));
    const parsed = EXPORT_QUERY.safeParse(raw);
    if (!parsed.success) return refuseForm(parsed.error);
    const { kind, qs, ...given } = parsed.data;
    const space = c.req.param('s');
    const words = qs === undefined ? null : await deps.api.call('query.text', { space, qs, session: session.csrf });
    // Words that are gone would let more through than was asked for.
    if (words?.text === null) return refuse('E_EXPORT_HANDLE');
    const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const opened = await deps.api.call(
      'export.open',
      {
        ...(filter as typeof given & { view: string }),
        ...(kind ? { kinds: kind } : {}),
        ...(words?.text ? { text: words.text } : {}),
        ...{ space, format: c.req.param('format'), lang: given.lang ?? requestLang(c) },
      } as ListsApi['export.open']['in'],
      { role: session.user.role },
    );
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          try {
            const { text, subjects } = await deps.api.call('export.next', { handle: opened.handle });
            if (text !== null) {
              controller.enqueue(encoder.encode(text));
              return;
            }
            await deps.api.call('export.noted', {
              ...{ space, file: opened.file, view: given.view, subjects, person: session.user.id },
            });
            controller.close();
          } catch (error) {
            // The head went out as good: only a broken connection tells that the file is not whole.
            controller.error(error instanceof KuaFailure ? new Error(error.failure.code) : error);
          }
        },
      },
      { highWaterMark: 1 },
    );
    return c.body(body, 200, {
      'content-type': opened.type,
      'content-disposition': `attachment; filename="${opened.file}"`,
    });
  });
}
