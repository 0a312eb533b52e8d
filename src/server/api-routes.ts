/** One HTTP route per row of the contract's table: validation, role, call, announcement. */
import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ApiIn, ApiName, ApiOut } from '../contract/api.ts';
import { ROUTES, type Route } from '../contract/routes.ts';
import { ERROR, INPUTS, OUTPUTS } from '../contract/schemas.ts';
import type { Api } from '../node/api.ts';
import { requestLang } from './answers.ts';
import { jsonBody } from './body.ts';
import type { Bus } from './events.ts';
import { refuseForm } from './form-faults.ts';
import type { Previews } from './previews.ts';
import type { Sessions } from './session.ts';

type RouteName = keyof typeof INPUTS;

function parsed(schema: z.ZodType, value: unknown): { [name: string]: unknown } {
  const result = schema.safeParse(value);
  if (result.success) return result.data as { [name: string]: unknown };
  return refuseForm(result.error);
}

/** Query parameters, repeated ones as lists. */
const query = (c: Context): { [name: string]: string | string[] } =>
  Object.fromEntries(
    Object.entries(c.req.queries()).map(([k, v]) => [k, v.length === 1 && v[0] !== undefined ? v[0] : v]),
  );

/** Reads with a filter: lists that stand repeated in the query under their singular. */
const FILTERED: ReadonlySet<ApiName> = new Set<ApiName>([
  'search',
  'records.map',
  'records.timeline',
  'export.preview',
]);
/** Reads of what belongs to the session's own person. */
const PERSONAL: ReadonlySet<ApiName> = new Set<ApiName>(['signals.list', 'searches.list', 'query.text']);
/** What lives as long as the session does: its secret names it, and never leaves the memory of the node. */
const SESSION_BOUND: ReadonlySet<ApiName> = new Set<ApiName>(['query.keep', 'query.text']);

function inputOf(route: Route, c: Context, given: { [name: string]: unknown }): { [name: string]: unknown } {
  const { s, ...path } = c.req.param() as { s?: string; [name: string]: string | undefined };
  const input: { [name: string]: unknown } = { ...given, ...path, ...(s === undefined ? {} : { space: s }) };
  if (FILTERED.has(route.name)) {
    const { kind, facet, ...rest } = input;
    return { ...rest, ...(kind ? { kinds: kind } : {}), ...(facet ? { facets: facet } : {}) };
  }
  return input;
}

export function addRoutes(
  app: OpenAPIHono,
  deps: { readonly api: Api; readonly sessions: Sessions; readonly bus: Bus; readonly previews: Previews },
): void {
  for (const route of ROUTES as readonly Route[]) {
    const name = route.name as RouteName;
    const schema = INPUTS[name];
    const reads = route.method === 'get';
    const params = [...route.path.matchAll(/\{(\w+)\}/g)].map((m) => ({
      in: 'path' as const,
      name: m[1] ?? '',
      required: true,
      schema: { type: 'string' as const },
    }));
    // The document is made from the same schemas that validate; the handler validates itself, so that failures have our shape.
    app.openAPIRegistry.registerPath(
      createRoute({
        method: route.method,
        path: route.path,
        operationId: route.name,
        summary: route.name,
        parameters: [...params, ...(reads ? queryParameters(schema) : [])],
        request: reads ? {} : { body: { required: true, content: { 'application/json': { schema } } } },
        responses: {
          200: { description: 'done', content: { 'application/json': { schema: OUTPUTS[name] } } },
          default: { description: 'refused', content: { 'application/json': { schema: ERROR } } },
        },
      }),
    );
    app.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
      const session = await deps.sessions.require(c, route.role ?? 'volunteer', route.writes || !reads);
      const body = reads ? query(c) : await jsonBody(c);
      const input = inputOf(route, c, parsed(schema, body));
      if (reads) input['lang'] ??= requestLang(c);
      else if (name !== 'users.add') input['person'] = session.user.id;
      // What is "mine" in a list is a matter of the session's own person.
      if (PERSONAL.has(route.name)) input['person'] = session.user.id;
      if (SESSION_BOUND.has(route.name)) input['session'] = session.csrf;
      const value = await deps.api.call(route.name as ApiName, input as ApiIn<ApiName>, { role: session.user.role });
      if (route.writes && !route.quiet) deps.bus.publish(c.req.param('s') ?? '');
      // The node names a folder; the browser gets an address that only this session can open.
      if (name === 'editions.preview')
        return c.json(deps.previews.issue(session.token, value as ApiOut<'editions.preview'>));
      return c.json(value as object);
    });
  }
}

/** Query parameters of a strict object schema, for the document. */
function queryParameters(
  schema: z.ZodType,
): { in: 'query'; name: string; required: boolean; schema: { type: 'string' } }[] {
  const shape = (schema as unknown as { shape?: { [name: string]: z.ZodType } }).shape ?? {};
  return Object.entries(shape).map(([name, s]) => ({
    in: 'query',
    name,
    required: !s.safeParse(undefined).success,
    schema: { type: 'string' },
  }));
}
