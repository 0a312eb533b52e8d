/** The letter that goes with a delivery: a request for a reply, or a covering letter. Paragraphs of plain text in kk, ru, en. */
import { MessageFormat } from 'messageformat';
import type { Lang } from './translate.ts';

type Part =
  | 'to'
  | 'from'
  | 'reply_title'
  | 'reply_why'
  | 'cover_title'
  | 'cover_why'
  | 'what'
  | 'due'
  | 'no_due'
  | 'uncut'
  | 'silence'
  | 'close';
type Words = { readonly [P in Part]: string };

// biome-ignore format: one text, one line
const en: Words = {
  to: 'To: {$addressee}',
  from: 'From: {$org}, {$date}',
  reply_title: 'Request for a reply',
  reply_why: 'We follow the demands below, which are addressed to you. We ask what you hold on them before more is published.',
  cover_title: 'Delivery of demands',
  cover_why: 'We hand over the demands below, which are addressed to you.',
  what: 'Enclosed: {$what}',
  due: 'Please reply by {$due}.',
  no_due: 'No date for a reply is set. We ask you to reply as soon as you can.',
  uncut: 'Your reply will be printed uncut beside each demand, with its date.',
  silence: 'If no reply arrives by that date, this is printed: asked on {$date}, no answer.',
  close: '{$org}',
};
// biome-ignore format: one text, one line
const ru: Words = {
  to: 'Кому: {$addressee}',
  from: 'От: {$org}, {$date}',
  reply_title: 'Просьба об ответе',
  reply_why: 'Мы следим за требованиями, приведёнными ниже; они обращены к вам. До следующей публикации просим сообщить вашу позицию.',
  cover_title: 'Вручение требований',
  cover_why: 'Вручаем приведённые ниже требования, обращённые к вам.',
  what: 'Приложено: {$what}',
  due: 'Просим ответить до {$due} включительно.',
  no_due: 'Срок ответа не установлен. Просим ответить, как только сможете.',
  uncut: 'Ваш ответ будет напечатан без сокращений рядом с каждым требованием, с датой.',
  silence: 'Если к этому дню ответа не будет, мы напечатаем: запрошено {$date}, ответа нет.',
  close: '{$org}',
};
// biome-ignore format: one text, one line
const kk: Words = {
  to: 'Кімге: {$addressee}',
  from: 'Кімнен: {$org}, {$date}',
  reply_title: 'Жауап беруді сұрау',
  reply_why: 'Төмендегі, Сізге арналған талаптардың орындалуын бақылаймыз. Келесі жарияланымға дейін ұстанымыңызды білдіруіңізді сұраймыз.',
  cover_title: 'Талаптарды тапсыру',
  cover_why: 'Төмендегі, Сізге арналған талаптарды тапсырамыз.',
  what: 'Қоса беріледі: {$what}',
  due: 'Жауапты {$due} дейін (осы күнді қоса) беруіңізді сұраймыз.',
  no_due: 'Жауап мерзімі белгіленбеген. Мүмкіндігінше тез жауап беруіңізді сұраймыз.',
  uncut: 'Жауабыңыз әр талаптың қасында қысқартылмай, күнімен бірге басылады.',
  silence: 'Осы күнге дейін жауап келмесе, былай деп басамыз: {$date} сұралды, жауап жоқ.',
  close: '{$org}',
};

const WORDS: { readonly [L in Lang]: Words } = { kk, ru, en };

/** Paragraphs; the first three are addressee, sender and title, and the list of demands stands after the fourth. */
export function replyLetter(
  lang: Lang,
  purpose: string,
  params: { readonly [name: string]: string },
): readonly string[] {
  const reply = purpose === 'right_of_reply';
  const due = (params['due'] ?? '') !== '';
  const parts: readonly Part[] = [
    'to',
    'from',
    reply ? 'reply_title' : 'cover_title',
    reply ? 'reply_why' : 'cover_why',
    ...((params['what'] ?? '') === '' ? [] : (['what'] as const)),
    due ? 'due' : 'no_due',
    ...(reply ? (['uncut'] as const) : []),
    ...(reply && due ? (['silence'] as const) : []),
    'close',
  ];
  return parts.map((part) => new MessageFormat(lang, WORDS[lang][part], { bidiIsolation: 'none' }).format(params));
}
