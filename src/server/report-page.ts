/**
 * The public form: plain HTML without script, behind a secret link that a manager switches on. No cookie, no address kept or
 * logged; whatever is no open link answers as any unknown path does.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { KuaFailure } from '../base/failures.ts';
import type { Clock } from '../base/clock.ts';
import type { ApiOut } from '../contract/api.ts';
import { CSP } from '../contract/csp.ts';
import { SIGNALS_PATHS } from '../contract/areas/signals.ts';
import { isLang, LANGS, type Lang } from '../messages/translate.ts';
import type { Api } from '../node/api.ts';
import { requestLang } from './answers.ts';
import type { Bus } from './events.ts';
import { rateLimit } from './rate-limit.ts';
import { LANG_NAMES, REPORT_TEXTS, type ReportTexts } from './report-texts.ts';

const MAX_BYTES = 64 * 1024;
const STYLE_PATH = '/report/style.css';
/** A field that people do not see and programs fill in. */
const HONEYPOT = 'website';

const STYLE = `:root{color-scheme:light dark;font:1.05rem/1.5 system-ui,sans-serif}
body{margin:0 auto;max-inline-size:38rem;padding:1rem}
label{display:block;font-weight:600;margin-block:1.2rem .2rem}
small{display:block;margin-block-end:.3rem}
input,textarea{box-sizing:border-box;inline-size:100%;font:inherit;padding:.5rem;border:1px solid}
button{font:inherit;font-weight:600;margin-block:1.5rem;padding:.7rem 1.2rem;border:2px solid;border-radius:.3rem;background:Canvas;color:CanvasText}
:focus-visible{outline:3px solid Highlight;outline-offset:2px}
nav a{margin-inline-end:1rem}
.aside{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
.note,.error{border-inline-start:.3rem solid;padding-inline-start:.8rem}
.receipt{font-size:1.6rem;font-weight:700}`;

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll('\0', '');

type Given = { readonly [name: string]: string };

function page(lang: Lang, title: string, body: string): string {
  return `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escape(title)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="${STYLE_PATH}"></head>
<body>${body}</body></html>`;
}

function languages(t: ReportTexts, lang: Lang): string {
  const links = LANGS.map((l) =>
    l === lang
      ? `<strong>${LANG_NAMES[l]}</strong>`
      : `<a href="?lang=${l}" hreflang="${l}" lang="${l}">${LANG_NAMES[l]}</a>`,
  );
  return `<nav aria-label="${t.language}">${links.join(' ')}</nav>`;
}

function field(name: string, label: string, help: string, value: string): string {
  return `<label for="${name}">${label}</label><small id="${name}-help">${help}</small>
<input id="${name}" name="${name}" maxlength="200" autocomplete="off" aria-describedby="${name}-help" value="${escape(value)}">`;
}

function formPage(lang: Lang, form: ApiOut<'report.form'>, given: Given, error: string | null): string {
  const t = REPORT_TEXTS[lang];
  const title = form.title || t.title;
  const body = `<header>${languages(t, lang)}</header><main><h1>${escape(title)}</h1>
${error === null ? '' : `<p class="error" role="alert" id="error">${error}</p>`}
<p>${t.who} <bdi>${escape(form.organisation)}</bdi>: <bdi>${escape(form.space)}</bdi></p><p class="note">${t.safe}</p>
<form method="post" action="?lang=${lang}" accept-charset="utf-8">
<label for="text">${t.text}</label><small id="text-help">${t.text_help}</small>
<textarea id="text" name="text" rows="10" required maxlength="60000" dir="auto" aria-describedby="text-help${error === null ? '' : ' error'}">${escape(given['text'] ?? '')}</textarea>
${field('place', t.place, t.place_help, given['place'] ?? '')}
${field('when', t.when, t.when_help, given['when'] ?? '')}
${field('contact', t.contact, t.contact_help, given['contact'] ?? '')}
<div class="aside" aria-hidden="true"><label for="${HONEYPOT}">${t.leave_empty}</label><input id="${HONEYPOT}" name="${HONEYPOT}" tabindex="-1" autocomplete="off"></div>
<button type="submit">${t.send}</button></form></main>`;
  return page(lang, error === null ? title : `${error} ${title}`, body);
}

function receiptPage(lang: Lang, words: readonly string[]): string {
  const t = REPORT_TEXTS[lang];
  const body = `<header>${languages(t, lang)}</header><main><h1>${t.done}</h1><p>${t.receipt}</p><p class="receipt">${escape(words.join(' '))}</p>
<p><a href="?lang=${lang}">${t.again}</a></p></main>`;
  return page(lang, t.done, body);
}

/** Bytes of a body up to a limit; null when there are more. */
async function limited(c: Context): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = c.req.raw.body as unknown as AsyncIterable<Uint8Array> | null;
  if (stream)
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > MAX_BYTES) return null;
      chunks.push(chunk);
    }
  return Buffer.concat(chunks).toString('utf8');
}

export function addReportPage(
  app: OpenAPIHono,
  deps: { readonly api: Api; readonly bus: Bus; readonly clock: Clock },
): void {
  const { api, bus, clock } = deps;
  // All strangers share one bucket: nothing that tells them apart is looked at.
  const reads = rateLimit(120, 4);
  const sends = rateLimit(20, 0.2);

  const langOf = (c: Context): Lang => {
    const asked = c.req.query('lang');
    return isLang(asked) ? asked : requestLang(c);
  };
  const html = (c: Context, text: string, status: 200 | 400 | 413 | 429 = 200): Response => {
    c.header('content-security-policy', CSP.report);
    c.header('cache-control', 'no-store');
    return c.html(text, status);
  };
  /** The form behind a token; null when there is none now. */
  async function opened(token: string, lang: Lang): Promise<ApiOut<'report.form'> | null> {
    try {
      return await api.call('report.form', { token: token.slice(0, 100), lang }, { role: 'volunteer' });
    } catch (error) {
      if (error instanceof KuaFailure && error.failure.code === 'E_PATH') return null;
      throw error;
    }
  }

  app.get(STYLE_PATH, (c) => {
    c.header('content-type', 'text/css; charset=utf-8');
    c.header('cache-control', 'no-store');
    return c.body(STYLE);
  });
  const path = SIGNALS_PATHS.report.replace('{token}', ':token');
  app.get(path, async (c) => {
    const lang = langOf(c);
    if (reads.take('page', clock()) > 0) return html(c, page(lang, '', `<p>${REPORT_TEXTS[lang].too_many}</p>`), 429);
    const form = await opened(c.req.param('token') ?? '', lang);
    return form === null ? c.notFound() : html(c, formPage(lang, form, {}, null));
  });
  app.post(path, async (c) => {
    const lang = langOf(c);
    const token = (c.req.param('token') ?? '').slice(0, 100);
    const t = REPORT_TEXTS[lang];
    const form = reads.take('page', clock()) > 0 ? null : await opened(token, lang);
    if (form === null) return c.notFound();
    const body = await limited(c);
    if (body === null) return html(c, formPage(lang, form, {}, t.too_long), 413);
    const given = Object.fromEntries(new URLSearchParams(body));
    // Said plainly, with the text kept: a browser that fills in fields by itself must not cost a person the report.
    if (given[HONEYPOT]) return html(c, formPage(lang, form, given, t.trap), 400);
    if (!given['text']?.trim()) return html(c, formPage(lang, form, given, t.need_text), 400);
    if (sends.take('send', clock()) > 0) return html(c, formPage(lang, form, given, t.too_many), 429);
    const { place, when, contact, text } = given;
    const { receipt, space } = await api.call(
      'report.send',
      { token, text, lang, ...(place ? { place } : {}), ...(when ? { when } : {}), ...(contact ? { contact } : {}) },
      { role: 'volunteer' },
    );
    bus.publish(space);
    return html(c, receiptPage(lang, receipt));
  });
  app.all('/report/*', (c) => c.notFound());
}
