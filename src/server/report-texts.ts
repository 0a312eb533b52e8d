/** Words of the public form, in kk, ru and en. Apart from the desk's catalogues: a stranger's page loads nothing of the desk. */
import type { Lang } from '../messages/translate.ts';

export interface ReportTexts {
  readonly title: string;
  readonly who: string;
  readonly safe: string;
  readonly text: string;
  readonly text_help: string;
  readonly place: string;
  readonly place_help: string;
  readonly when: string;
  readonly when_help: string;
  readonly contact: string;
  readonly contact_help: string;
  readonly leave_empty: string;
  readonly send: string;
  readonly done: string;
  readonly receipt: string;
  readonly again: string;
  readonly need_text: string;
  readonly trap: string;
  readonly too_long: string;
  readonly too_many: string;
  readonly language: string;
}

export const REPORT_TEXTS: { readonly [L in Lang]: ReportTexts } = {
  en: {
    title: 'Tell us what happened',
    who: 'Read by people of',
    safe: 'No address and no cookie of yours is kept. What you write is. A device that others can open may keep this page in its history.',
    text: 'What happened?',
    text_help: 'What you saw or heard, in your own words.',
    place: 'Where?',
    place_help: 'City or village; more only if it is safe.',
    when: 'When?',
    when_help: 'Such as 5 January, evening, or 2022-01-05T19:30.',
    contact: 'How can we reach you? (not needed)',
    contact_help: 'Kept apart, for this organisation only.',
    leave_empty: 'Leave this empty',
    send: 'Send the report',
    done: 'Your report was received.',
    receipt: 'Note these four words. With them you can ask about your report:',
    again: 'Send another report',
    need_text: 'Error: write what happened. Nothing was sent.',
    trap: 'Error: a field that people do not see was filled in. Nothing was sent. It is empty again now: send once more.',
    too_long: 'Error: the report is longer than 64 KB. Nothing was sent. Shorten it.',
    too_many: 'Error: too many reports at this moment. Nothing was sent. Wait a minute and send it again.',
    language: 'Language',
  },
  ru: {
    title: 'Расскажите, что произошло',
    who: 'Читают сотрудники организации',
    safe: 'Ваш адрес и файлы cookie не сохраняются. Сохраняется то, что вы напишете. На чужом или общем устройстве страница может остаться в истории.',
    text: 'Что произошло?',
    text_help: 'Что вы видели или слышали, своими словами.',
    place: 'Где?',
    place_help: 'Город или село; точнее, только если это безопасно.',
    when: 'Когда?',
    when_help: 'Например, 5 января вечером или 2022-01-05T19:30.',
    contact: 'Как с вами связаться? (необязательно)',
    contact_help: 'Хранится отдельно, только для этой организации.',
    leave_empty: 'Оставьте это поле пустым',
    send: 'Отправить сообщение',
    done: 'Ваше сообщение получено.',
    receipt: 'Запишите эти четыре слова. По ним можно спросить о вашем сообщении:',
    again: 'Отправить ещё одно сообщение',
    need_text: 'Ошибка: напишите, что произошло. Ничего не отправлено.',
    trap: 'Ошибка: заполнено поле, которого люди не видят. Ничего не отправлено. Теперь оно пустое: отправьте ещё раз.',
    too_long: 'Ошибка: сообщение длиннее 64 КБ. Ничего не отправлено. Сократите его.',
    too_many: 'Ошибка: сейчас слишком много сообщений. Ничего не отправлено. Подождите минуту и отправьте снова.',
    language: 'Язык',
  },
  kk: {
    title: 'Не болғанын айтып беріңіз',
    who: 'Оқитын ұйым:',
    safe: 'Мекенжайыңыз бен cookie сақталмайды. Жазғаныңыз сақталады. Ортақ құрылғының тарихында бұл бет қалуы мүмкін.',
    text: 'Не болды?',
    text_help: 'Көргеніңізді немесе естігеніңізді өз сөзіңізбен жазыңыз.',
    place: 'Қайда?',
    place_help: 'Қала не ауыл; дәлірегін қауіпсіз болса ғана жазыңыз.',
    when: 'Қашан?',
    when_help: 'Мысалы, 5 қаңтар, кешке немесе 2022-01-05T19:30.',
    contact: 'Сізбен қалай байланысуға болады? (міндетті емес)',
    contact_help: 'Бөлек, тек осы ұйым үшін сақталады.',
    leave_empty: 'Бұл жерді бос қалдырыңыз',
    send: 'Хабарламаны жіберу',
    done: 'Хабарламаңыз қабылданды.',
    receipt: 'Осы төрт сөзді жазып алыңыз. Олар арқылы хабарламаңыз туралы сұрай аласыз:',
    again: 'Тағы бір хабарлама жіберу',
    need_text: 'Қате: не болғанын жазыңыз. Ештеңе жіберілген жоқ.',
    trap: 'Қате: адамдарға көрінбейтін өріс толтырылған. Ештеңе жіберілген жоқ. Енді ол бос: қайта жіберіңіз.',
    too_long: 'Қате: хабарлама 64 КБ-тан ұзын. Ештеңе жіберілген жоқ. Қысқартыңыз.',
    too_many: 'Қате: қазір хабарлама тым көп. Ештеңе жіберілген жоқ. Бір минут күтіп, қайта жіберіңіз.',
    language: 'Тіл',
  },
};

export const LANG_NAMES: { readonly [L in Lang]: string } = { kk: 'қазақша', ru: 'русский', en: 'English' };
