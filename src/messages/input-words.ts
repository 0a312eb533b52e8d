/** Phrases that tell what is wrong with the form of a request or of a file, in the reader's language. The program writes them in English. */
import type { Lang } from './translate.ts';

/** English as the program says it (`*`: a part that is told as it is), Russian, Kazakh. */
const PHRASES: readonly (readonly [en: string, ru: string, kk: string])[] = [
  ['it is missing', 'значения нет', 'мәні жоқ'],
  ['another type of value is needed: *', 'нужно значение другого типа: *', 'басқа түрдегі мән керек: *'],
  ['one of these is needed: *', 'нужно одно из этих: *', 'мыналардың бірі керек: *'],
  ['members that are not known: *', 'неизвестные части: *', 'белгісіз бөліктер: *'],
  ['at most *', 'не больше *', 'ең көбі *'],
  ['at least *', 'не меньше *', 'ең азы *'],
  ['a value of another form is needed', 'нужно значение другого вида', 'басқа пішіндегі мән керек'],
  ['a text is needed', 'нужен текст', 'мәтін керек'],
  ['a text of at most * characters', 'нужен текст не длиннее * знаков', '* таңбадан аспайтын мәтін керек'],
  ['a text with NUL', 'в тексте есть знак NUL', 'мәтінде NUL таңбасы бар'],
  ['an object is needed', 'нужен объект', 'объект керек'],
  ['a whole number is needed', 'нужно целое число', 'бүтін сан керек'],
  ['a number of * to *', 'нужно число от * до *', '* мен * аралығындағы сан керек'],
  ['larger than * bytes', 'больше * байт', '* байттан үлкен'],
  ['more than * characters', 'больше * знаков', '* таңбадан көп'],
  ['not JSON', 'это не JSON', 'бұл JSON емес'],
  ['nested more than * deep', 'вложено глубже * уровней', 'салынуы * деңгейден терең'],
  ['not percent-encoded', 'не в процентной записи', 'пайыздық жазуда емес'],
  ['* bytes came, * were announced', 'пришло байт: *, объявлено: *', 'келген байт: *, жарияланғаны: *'],
  ['no part named file', 'нет части с именем file', 'file деген бөлік жоқ'],
  ['headers of a part that do not end', 'заголовки части не кончаются', 'бөліктің тақырыптары аяқталмайды'],
  ['the body ended inside the file', 'запрос оборвался внутри файла', 'сұраныс файл ішінде үзілді'],
  ['one number twice', 'один номер стоит дважды', 'бір нөмір екі рет тұр'],
  ['one language twice', 'один язык стоит дважды', 'бір тіл екі рет тұр'],
  ['no number', 'нет номера', 'нөмірі жоқ'],
  [
    'small letters, digits and hyphens',
    'строчные латинские буквы, цифры и дефисы',
    'кіші латын әріптері, цифрлар және дефис',
  ],
  [
    'west, south, east and north in degrees',
    'запад, юг, восток и север в градусах',
    'батыс, оңтүстік, шығыс және солтүстік градуспен',
  ],
  ['not a sign file', 'это файл другого вида', 'бұл басқа түрдегі файл'],
  ['a member is missing', 'не хватает части', 'бір бөлігі жоқ'],
  [
    'an entry id has 64 hexadecimal digits',
    'в номере записи 64 шестнадцатеричные цифры',
    'жазба нөмірінде 64 оналтылық цифр бар',
  ],
  [
    'an address begins with http:// or https://',
    'адрес начинается с http:// или https://',
    'мекенжай http:// не https:// деп басталады',
  ],
  [
    'a name of a log has no space and no plus, and is new',
    'в имени журнала нет пробела и плюса, и оно новое',
    'журнал атында бос орын мен плюс жоқ, әрі ол жаңа',
  ],
  [
    'a SHA-256 has 64 hexadecimal digits',
    'в SHA-256 64 шестнадцатеричных знака',
    'SHA-256 он алтылық 64 таңбадан тұрады',
  ],
];

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const COMPILED = PHRASES.map(([en, ru, kk]) => ({
  pattern: new RegExp(`^${en.split('*').map(escaped).join('(.*?)')}$`, 's'),
  ru,
  kk,
}));

/** The phrase in a language; one that is not known here stays as it is. */
export function inputReason(reason: string, lang: Lang): string {
  if (lang === 'en') return reason;
  for (const phrase of COMPILED) {
    const parts = phrase.pattern.exec(reason);
    if (!parts) continue;
    let n = 0;
    return phrase[lang].replaceAll('*', () => parts[++n] ?? '');
  }
  return reason;
}
