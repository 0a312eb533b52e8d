/** Logging in and out, lock and unlock, own sessions, own means of logging in, invitations: the paths outside the table. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Clock } from '../base/clock.ts';
import { refuse } from '../base/failures.ts';
import type { Json } from '../base/result.ts';
import { IDLE_MINUTES, SAFETY_PATHS, type StartedJson } from '../contract/areas/safety.ts';
import { CSRF_HEADER, OTHER_PATHS } from '../contract/routes.ts';
import type { Api } from '../node/api.ts';
import { failureAnswer } from './answers.ts';
import { jsonBody } from './body.ts';
import { browserName } from './browser-name.ts';
import { createDrafts } from './drafts.ts';
import type { Bus } from './events.ts';
import { loginLimits } from './login-limits.ts';
import type { Session, Sessions } from './session.ts';

type Body = { readonly [name: string]: Json | undefined };

async function bodyOf(c: Context): Promise<Body> {
  const body = await jsonBody(c);
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Body)
    : refuse('E_INPUT', { path: 'body', reason: 'an object is needed' });
}

const MAX_TEXT = 1000;

function optional(body: Body, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || value.length > MAX_TEXT)
    return refuse('E_INPUT', { path: name, reason: `a text of at most ${MAX_TEXT} characters` });
  return value;
}
const text = (body: Body, name: string): string =>
  optional(body, name) ?? refuse('E_INPUT', { path: name, reason: 'a text is needed' });

/** What the lock screen needs to know of a locked session: nothing of a case. */
function lockedAnswer(c: Context, s: Session): Response {
  const { lang, theme, density } = (s.settings ?? {}) as { lang?: Json; theme?: Json; density?: Json };
  return failureAnswer(c, {
    code: 'E_LOCKED',
    params: {
      user: { ...s.user },
      by: s.means.passphrase ? 'passphrase' : 'link',
      csrf: s.csrf,
      settings: { lang: lang ?? null, theme: theme ?? null, density: density ?? null },
    },
  });
}

export function addSessionRoutes(
  app: OpenAPIHono,
  deps: { readonly api: Api; readonly sessions: Sessions; readonly bus: Bus; readonly clock: Clock },
): void {
  const { api, sessions, bus, clock } = deps;
  const limits = loginLimits(clock);
  const drafts = createDrafts();

  const who = (s: Session) => ({
    user: s.user,
    csrf: s.csrf,
    expires: s.expires,
    settings: s.settings,
    id: s.id,
    means: s.means,
    ask: s.ask,
    idle_minutes: s.idle_minutes,
    idle_left_ms: Math.max(0, sessions.idleLeft(s)),
    now: new Date(clock()).toISOString(),
  });
  const readStarted = async (started: StartedJson): Promise<Session> => ({
    ...(await api.call('session.read', { session: started.session })),
    token: started.session,
  });
  /** The person logs in where an older session of the same person was: its text comes along, and it ends. */
  const begin = async (c: Context, before: Session | null, started: StartedJson, more: object = {}) => {
    const same = before !== null && before.user.id === started.user.id;
    const kept = same ? drafts.take(before.token) : null;
    if (before) await api.call('session.end', { session: before.token });
    sessions.begin(c, started);
    bus.recheck();
    return c.json({ ...who(await readStarted(started)), drafts: kept, ...more });
  };
  const browserOf = (c: Context) => {
    const browser = browserName(c.req.header('user-agent'));
    return browser === undefined ? {} : { browser };
  };

  app.get(OTHER_PATHS.session, async (c) => {
    const session = await sessions.any(c);
    if (session.locked) return lockedAnswer(c, session);
    return c.json(who(await sessions.require(c, 'volunteer', false)));
  });
  app.post(OTHER_PATHS.session, async (c) => {
    const body = await bodyOf(c);
    const before = await sessions.read(c);
    const token = optional(body, 'token');
    const passphrase = optional(body, 'passphrase');
    if (token !== undefined) {
      const redeem = () =>
        api.call('login.redeem', {
          token,
          ...(passphrase === undefined ? {} : { passphrase }),
          ...browserOf(c),
        });
      const started = await (passphrase === undefined ? limits.token(redeem) : limits.typed(`link ${token}`, redeem));
      return begin(c, before, started);
    }
    const name = optional(body, 'name');
    if (name === undefined) return refuse('E_INPUT', { path: 'token', reason: 'a text is needed' });
    const key = `name ${name.normalize('NFC').trim()}`;
    const started = await limits.typed(key, () =>
      api.call('login.passphrase', {
        name,
        passphrase: passphrase ?? '',
        code: optional(body, 'code') ?? '',
        ...browserOf(c),
      }),
    );
    return begin(c, before, started);
  });
  app.delete(OTHER_PATHS.session, async (c) => {
    const session = await sessions.any(c);
    if (c.req.header(CSRF_HEADER) !== session.csrf) refuse('E_CSRF');
    drafts.drop(session.token);
    await sessions.end(c);
    bus.recheck();
    return c.json({ ended: true });
  });

  app.post(SAFETY_PATHS.lock, async (c) => {
    const session = await sessions.any(c);
    const body = await bodyOf(c);
    if ((c.req.header(CSRF_HEADER) || body['csrf']) !== session.csrf) refuse('E_CSRF');
    // A tab that learns late that the session is locked adds its text; it does not take another tab's away.
    const given = body['drafts'];
    const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
    let kept = true;
    if (isObject) {
      const held = drafts.take(session.token);
      const all = { ...(held as { [k: string]: Json } | null), ...(given as { [k: string]: Json }) };
      kept = drafts.keep(session.token, all);
      if (!kept && held !== null) drafts.keep(session.token, held);
    }
    await api.call('session.lock', { session: session.token });
    bus.recheck();
    return c.json({ locked: true, kept });
  });
  app.post(SAFETY_PATHS.unlock, async (c) => {
    const session = await sessions.any(c);
    const body = await bodyOf(c);
    const passphrase = optional(body, 'passphrase');
    const token = optional(body, 'token');
    if (session.locked)
      await limits.typed(`unlock ${session.id}`, () =>
        api.call('session.unlock', {
          session: session.token,
          ...(passphrase === undefined ? {} : { passphrase }),
          ...(token === undefined ? {} : { token }),
        }),
      );
    return c.json({
      ...who(await readStarted({ ...session, session: session.token })),
      drafts: drafts.take(session.token),
    });
  });
  app.post(SAFETY_PATHS.extend, async (c) => c.json(who(await sessions.require(c, 'volunteer', true))));

  app.put(OTHER_PATHS.settings, async (c) => {
    const session = await sessions.require(c, 'volunteer', true);
    const settings = (await jsonBody(c)) as Json;
    if (JSON.stringify(settings).length > 4096) refuse('E_INPUT', { path: 'body', reason: 'larger than 4096 bytes' });
    const minutes = typeof settings === 'object' && settings !== null ? (settings as Body)['idle_minutes'] : undefined;
    const { least, most } = IDLE_MINUTES;
    if (minutes !== undefined && !(typeof minutes === 'number' && minutes >= least && minutes <= most))
      refuse('E_INPUT', { path: 'idle_minutes', reason: `a number of ${least} to ${most}` });
    return c.json(await api.call('settings.put', { user: session.user.id, settings }));
  });
  app.get(SAFETY_PATHS.sessions, async (c) => {
    const session = await sessions.require(c, 'volunteer', false);
    return c.json(await api.call('session.list', { session: session.token }));
  });
  const endOther = async (c: Context, id: string | undefined) => {
    const session = await sessions.require(c, 'volunteer', true);
    const out = await api.call('session.end_other', { session: session.token, ...(id === undefined ? {} : { id }) });
    bus.recheck();
    return c.json(out);
  };
  app.delete(SAFETY_PATHS.sessions, (c) => endOther(c, undefined));
  app.delete(SAFETY_PATHS.oneSession, (c) => endOther(c, c.req.param('id')));

  app.get(SAFETY_PATHS.passphrase, async (c) => {
    const { user } = await sessions.require(c, 'volunteer', false);
    return c.json(await api.call('me.means', { user: user.id }));
  });
  /** A try of the passphrase by somebody at an open desk is counted like one at the lock. */
  const proving = <T>(session: Session, work: () => Promise<T>): Promise<T> =>
    limits.typed(`unlock ${session.id}`, work);
  app.put(SAFETY_PATHS.passphrase, async (c) => {
    const session = await sessions.require(c, 'volunteer', true);
    const body = await bodyOf(c);
    const current = optional(body, 'current');
    const input = { session: session.token, passphrase: text(body, 'passphrase') };
    const out = await proving(session, () =>
      api.call('me.passphrase', { ...input, ...(current === undefined ? {} : { current }) }),
    );
    bus.recheck();
    return c.json(out);
  });
  app.post(SAFETY_PATHS.factor, async (c) => {
    const { user } = await sessions.require(c, 'volunteer', true);
    return c.json(await api.call('me.factor', { user: user.id }));
  });
  app.put(SAFETY_PATHS.factor, async (c) => {
    const session = await sessions.require(c, 'volunteer', true);
    const body = await bodyOf(c);
    const input = { user: session.user.id, passphrase: text(body, 'passphrase'), code: text(body, 'code') };
    return c.json(await proving(session, () => api.call('me.factor_confirm', input)));
  });
  app.post(SAFETY_PATHS.recovery, async (c) => {
    const session = await sessions.require(c, 'volunteer', true);
    const input = { user: session.user.id, passphrase: text(await bodyOf(c), 'passphrase') };
    return c.json(await proving(session, () => api.call('me.recovery', input)));
  });

  app.post(SAFETY_PATHS.invitation, async (c) => {
    const token = text(await bodyOf(c), 'token');
    return c.json(await limits.token(() => api.call('invite.read', { token })));
  });
  app.put(SAFETY_PATHS.invitation, async (c) => {
    const body = await bodyOf(c);
    const before = await sessions.read(c);
    const input = { token: text(body, 'token'), passphrase: text(body, 'passphrase'), code: text(body, 'code') };
    const { recovery, ...started } = await limits.token(() => api.call('invite.accept', { ...input, ...browserOf(c) }));
    return begin(c, before, started, { recovery });
  });
}
