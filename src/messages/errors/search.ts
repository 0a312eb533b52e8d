/** Texts of the codes of search and of the index that answers it. */
import type { ErrorTexts } from './model.ts';

export const searchErrors = {
  E_CURSOR: {
    en: {
      message: 'The page mark (cursor) belongs to another query, or is not one of this program.',
      remedy: 'Run the query again without a page mark and use the marks of its own answers.',
    },
    ru: {
      message: 'Метка страницы относится к другому запросу или сделана не этой программой.',
      remedy: 'Повторите запрос без метки и пользуйтесь метками из его собственных ответов.',
    },
    kk: {
      message: 'Бет белгісі басқа сұранысқа жатады немесе осы бағдарламанікі емес.',
      remedy: 'Сұранысты белгісіз қайталап, оның өз жауаптарындағы белгілерді пайдаланыңыз.',
    },
  },
  E_LIMIT: {
    en: { message: 'The value of {$field} is over its limit of {$max}.', remedy: 'Give at most {$max}.' },
    ru: { message: 'Значение {$field} выходит за предел {$max}.', remedy: 'Укажите не больше {$max}.' },
    kk: { message: '{$field} мәні {$max} шегінен асады.', remedy: '{$max} шегінен асырмай беріңіз.' },
  },
  E_FACET: {
    en: {
      message: 'There is no field {$facet} to filter or count by.',
      remedy: 'Fields of the records held here: {$known}.',
    },
    ru: {
      message: 'Нет поля {$facet}, по которому можно отбирать или считать.',
      remedy: 'Поля хранящихся здесь записей: {$known}.',
    },
    kk: {
      message: 'Сүзуге немесе санауға болатын {$facet} өрісі жоқ.',
      remedy: 'Мұндағы жазбалардың өрістері: {$known}.',
    },
  },
  E_INDEX: {
    en: {
      message: 'The search index {$file} is not there yet, or is of another version of this program.',
      remedy: 'Start the node, or run kua rebuild: it is made again from the ledger, nothing is lost.',
    },
    ru: {
      message: 'Поискового указателя {$file} ещё нет, или он от другой версии программы.',
      remedy: 'Запустите узел или выполните kua rebuild: указатель строится заново из журнала, ничего не теряется.',
    },
    kk: {
      message: '{$file} іздеу көрсеткіші әлі жоқ немесе бағдарламаның басқа нұсқасынікі.',
      remedy: 'Торапты іске қосыңыз немесе kua rebuild орындаңыз: ол журналдан қайта жасалады, ештеңе жоғалмайды.',
    },
  },
} satisfies ErrorTexts;
