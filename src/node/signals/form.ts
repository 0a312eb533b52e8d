/**
 * The public form of a space: a secret link, off by default, ended by a date or by hand. What comes in is a signal like any
 * other; nothing is kept of who sent it but what the person wrote.
 */
import { toBase64Url, toHex, utf8 } from '../../base/bytes.ts';
import { parseEdtf } from '../../base/dates.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { type FormLinkJson, SIGNALS_PATHS } from '../../contract/areas/signals.ts';
import { isLang } from '../../messages/translate.ts';
import { type Context, actor } from '../context.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';
import { newSubject, signalCtx, signalFields, writeAction } from './intake.ts';
import { receiptWords } from './receipt-words.ts';

interface Stored {
  readonly on: boolean;
  readonly token: string | null;
  readonly title: string;
  readonly expires: string | null;
  readonly received: number;
}
const NONE: Stored = { on: false, token: null, title: '', expires: null, received: 0 };
const TEXT_MAX = 60_000;

async function stored(parts: Parts, space: Space): Promise<Stored> {
  const held = (await parts.ledger.local('report', space.hex)) as unknown as Stored | null;
  return held ?? NONE;
}

const put = (parts: Parts, space: Space, form: Stored): Promise<void> =>
  parts.ledger.transact((tx) => tx.putLocal('report', space.hex, { ...form }));

/** A day or a longer period ends with its last moment, an instant with itself. */
function isEnded(form: Stored, now: number): boolean {
  if (form.expires === null) return false;
  const parsed = parseEdtf(form.expires);
  return !parsed.ok || (parsed.value.hi ?? Number.POSITIVE_INFINITY) <= now;
}

const json = (form: Stored, now: number): FormLinkJson => ({
  on: form.on,
  path: form.on && form.token !== null ? SIGNALS_PATHS.report.replace('{token}', form.token) : null,
  title: form.title,
  expires: form.expires,
  ended: isEnded(form, now),
  received: form.received,
});

export async function signalsForm(c: Context, input: ApiIn<'signals.form'>): Promise<FormLinkJson> {
  return json(await stored(c.parts, c.parts.spaces.find(input.space)), c.parts.clock());
}

export async function signalsFormPut(c: Context, input: ApiIn<'signals.form_put'>): Promise<FormLinkJson> {
  await actor(c, input.person);
  const space = c.parts.spaces.find(input.space);
  const was = await stored(c.parts, space);
  if (input.expires) {
    const parsed = parseEdtf(input.expires);
    if (!parsed.ok) return refuse(parsed.error.code, parsed.error.params);
  }
  const on = input.on ?? was.on;
  const form: Stored = {
    on,
    token: input.renew === true || (on && was.token === null) ? toBase64Url(c.parts.random(24)) : was.token,
    title: (input.title ?? was.title).trim().slice(0, 200),
    expires: input.expires === undefined ? was.expires : input.expires || null,
    received: was.received,
  };
  await put(c.parts, space, form);
  return json(form, c.parts.clock());
}

/** The space whose form this token opens now. Throws E_PATH, the same for a wrong, an ended and a switched-off link. */
async function formOf(parts: Parts, token: string): Promise<{ readonly space: Space; readonly form: Stored }> {
  const hash = (text: string): string => toHex(parts.primitives.sha256(utf8(`kua/report/1 ${text}`)));
  const asked = hash(token);
  for (const space of parts.spaces.all()) {
    const form = await stored(parts, space);
    if (form.on && form.token !== null && hash(form.token) === asked && !isEnded(form, parts.clock()))
      return { space, form };
  }
  return refuse('E_PATH', { path: '/report' });
}

export async function reportForm(c: Context, input: ApiIn<'report.form'>): Promise<ApiOut<'report.form'>> {
  const { space, form } = await formOf(c.parts, input.token);
  const organisation = (await c.parts.ledger.local('org', 'self')) as { name?: string } | null;
  const lang = isLang(input.lang) ? input.lang : 'en';
  return { title: form.title, organisation: organisation?.name ?? '', space: space.info.title[lang] };
}

export async function reportSend(c: Context, input: ApiIn<'report.send'>): Promise<ApiOut<'report.send'>> {
  const { space, form } = await formOf(c.parts, input.token);
  const lang = isLang(input.lang) ? input.lang : 'en';
  const text = input.text.trim().slice(0, TEXT_MAX);
  if (text === '') return refuse('E_REQUIRED', { field: 'text', state: 'new' });
  const when = input.when?.trim().slice(0, 200) ?? '';
  const dated = when !== '' && parseEdtf(when).ok;
  const words = receiptWords(c.parts.random(4), lang);
  const subject = newSubject(c);
  const ctx = signalCtx(c, { lang: 'und' });
  await writeAction(c, space, null, ctx, [
    ...signalFields(c, subject.bytes, {
      channel: 'web_form',
      // A time that is none of our dates stays as it was written.
      text: dated || when === '' ? text : `${text}\n\n${when}`,
      ...(dated ? { claimed_at: when } : {}),
      ...(input.place?.trim() ? { place: input.place.trim().slice(0, 200) } : {}),
      ...(input.contact?.trim() ? { sender: input.contact.trim().slice(0, 2_000) } : {}),
    }),
    // By these words the person can ask about the report, and the desk can find it.
    { kind: 'Signal', subject: subject.bytes, field: 'tags', value: words.join(' ') },
  ]);
  await put(c.parts, space, { ...form, received: form.received + 1 });
  return { receipt: words, space: space.info.slug };
}
