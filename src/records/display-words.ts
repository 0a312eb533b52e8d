/** The few words that values need in sentences, and the names of form groups. */
import { formatNumber, type Count } from '../base/numbers.ts';
import type { Lang } from '../messages/translate.ts';
import { type Labels, L } from './field.ts';

export const WORDS = {
  yes: L('yes', 'да', 'иә'),
  no: L('no', 'нет', 'жоқ'),
  prefer: L('chosen for display', 'выбрано для показа', 'көрсетуге таңдалды'),
  exclude: L('not displayed', 'не показывается', 'көрсетілмейді'),
  translation: L('translation', 'перевод', 'аударма'),
  stored: L('stored bytes', 'сохранённые байты', 'сақталған байттар'),
  unknownField: L('unknown field', 'неизвестное поле', 'белгісіз өріс'),
} as const satisfies { readonly [word: string]: Labels };

export const GROUPS: { readonly [group: string]: Labels } = {
  main: L('Main', 'Основное', 'Негізгі'),
  people: L('People', 'Люди и организации', 'Адамдар мен ұйымдар'),
  place_time: L('Place and time', 'Место и время', 'Орны мен уақыты'),
  numbers: L('Numbers', 'Числа', 'Сандар'),
  state: L('State', 'Состояние', 'Жағдайы'),
  sources: L('Sources', 'Источники', 'Дереккөздер'),
  handling: L('Handling', 'Обращение с записью', 'Жазбамен жұмыс'),
  private: L('Private', 'Закрытые сведения', 'Жабық мәліметтер'),
  other: L('Other', 'Прочее', 'Өзге'),
};

export const groupLabel = (group: string, lang: Lang): string => GROUPS[group]?.[lang] ?? group;

/** "7", "150 to 200", "at least 8", "not more than 5"; a count without a number in the words of its source. */
export function countInWords(count: Count, lang: Lang): string {
  const n = (x: number): string => formatNumber(x, lang);
  const unit =
    count.unit === undefined ? '' : count.unit === '%' ? (lang === 'en' ? '%' : '\u00a0%') : ` ${count.unit}`;
  const { low, best, high } = count;
  if (high === undefined) {
    if (low === 0 && best === undefined) return count.as_given || `0${unit}`;
    const least = { en: `at least ${n(low)}`, ru: `не менее ${n(low)}`, kk: `кемінде ${n(low)}` }[lang];
    return best === undefined || best === low ? `${least}${unit}` : `${n(best)}${unit} (${least})`;
  }
  if (low === high) return `${n(low)}${unit}`;
  const range = { en: `${n(low)} to ${n(high)}`, ru: `от ${n(low)} до ${n(high)}`, kk: `${n(low)}–${n(high)}` }[lang];
  if (best !== undefined) return `${n(best)}${unit} (${range})`;
  if (low > 0) return `${range}${unit}`;
  return `${{ en: `not more than ${n(high)}`, ru: `не более ${n(high)}`, kk: `ең көбі ${n(high)}` }[lang]}${unit}`;
}
