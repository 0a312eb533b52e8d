/** How failures become HTTP answers: one shape, in the language of the request. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Failure } from '../base/result.ts';
import { errorBody } from '../messages/errors/texts.ts';
import { isLang, type Lang } from '../messages/translate.ts';

const STATUS: { readonly [code: string]: ContentfulStatusCode } = {
  E_SESSION: 401,
  E_LOGIN: 401,
  E_LOGIN_WRONG: 401,
  E_PASSPHRASE_NEEDED: 401,
  E_CSRF: 403,
  E_FORBIDDEN: 403,
  E_NOT_FOUND: 404,
  E_SPACE: 404,
  E_PATH: 404,
  E_HOST: 421,
  E_RATE: 429,
  E_BODY_SIZE: 413,
  E_DISK_FULL: 507,
  E_LOCKED: 423,
  E_DECIDERS: 409,
  E_TRIAGE_STATE: 409,
  E_DROP_SIZE: 413,
  E_DRAFT_NEWER: 409,
  E_DENIED: 401,
  E_UPLOAD_OFFSET: 409,
  E_EXCHANGE_BUSY: 409,
  E_EXCHANGE_GONE: 404,
  E_QUOTA: 507,
  E_BLOB_TOO_LARGE: 413,
  E_INTERNAL: 500,
};

/** `?lang=`, else the first of Accept-Language that we speak, else English. */
export function requestLang(c: Context): Lang {
  const asked = c.req.query('lang');
  if (isLang(asked)) return asked;
  for (const part of (c.req.header('accept-language') ?? '').split(',')) {
    const lang = part.trim().slice(0, 2).toLowerCase();
    if (isLang(lang)) return lang;
  }
  return 'en';
}

export function failureAnswer(c: Context, failure: Failure): Response {
  return c.json({ error: errorBody(failure, requestLang(c)) }, STATUS[failure.code] ?? 400);
}
