/** Texts of the records room's failures: ids, fields, terms, dates, counts, required fields. `E_LIMIT` stands in search.ts. */
import type { ErrorTexts } from './model.ts';

export const recordErrors = {
  E_ID: {
    en: {
      message: '{$id} is not a record id.',
      remedy: 'An id is three letters, an underscore and 26 characters; copy it from the record page.',
    },
    ru: {
      message: '{$id} не является идентификатором записи.',
      remedy: 'Идентификатор: три буквы, подчёркивание и 26 знаков; скопируйте его со страницы записи.',
    },
    kk: {
      message: '{$id} жазба белгісі емес.',
      remedy: 'Белгі үш әріптен, астыңғы сызықтан және 26 таңбадан тұрады; оны жазба бетінен көшіріп алыңыз.',
    },
  },
  E_ID_KIND: {
    en: {
      message: '{$id} names a record of another kind ({$found}); here only {$expected} fits.',
      remedy: 'Give the id of a record that begins with {$expected}.',
    },
    ru: {
      message: '{$id} указывает на запись другого вида ({$found}); здесь подходит только {$expected}.',
      remedy: 'Укажите идентификатор записи, который начинается с {$expected}.',
    },
    kk: {
      message: '{$id} басқа түрдегі жазбаны көрсетеді ({$found}); мұнда тек {$expected} жарайды.',
      remedy: '{$expected} деп басталатын жазба белгісін беріңіз.',
    },
  },
  E_FIELD: {
    en: {
      message: 'Records of kind {$kind} have no field {$field} that can be written so.',
      remedy: 'Look the fields up under "kinds", or use a field of your own named x.NAME.',
    },
    ru: {
      message: 'У записей вида {$kind} нет поля {$field}, которое можно так заполнить.',
      remedy: 'Посмотрите список полей вида или заведите собственное поле с именем x.НАЗВАНИЕ.',
    },
    kk: {
      message: '{$kind} түріндегі жазбаларда бұлай толтырылатын {$field} өрісі жоқ.',
      remedy: 'Түрдің өрістер тізімін қараңыз немесе x.АТАУЫ түріндегі өз өрісіңізді қолданыңыз.',
    },
  },
  E_TERM: {
    en: {
      message: '{$value} is not a term of {$scheme}.',
      remedy: 'Use a term of the list. Nearest: {$nearest}.',
    },
    ru: {
      message: '{$value} не входит в список {$scheme}.',
      remedy: 'Возьмите термин из списка. Ближайшие: {$nearest}.',
    },
    kk: {
      message: '{$value} мәні {$scheme} тізімінде жоқ.',
      remedy: 'Тізімдегі терминді алыңыз. Ең жақындары: {$nearest}.',
    },
  },
  E_DATE: {
    en: {
      message: '{$value} is not a date that can be read.',
      remedy: 'Write 2022, 2022-01, 2022-01-05, 2022-01-05T10:30+06:00, 2022-01-05~ or an interval a/b.',
    },
    ru: {
      message: 'Дату {$value} прочитать нельзя.',
      remedy: 'Пишите 2022, 2022-01, 2022-01-05, 2022-01-05T10:30+06:00, 2022-01-05~ или период a/b.',
    },
    kk: {
      message: '{$value} күнін оқу мүмкін емес.',
      remedy: '2022, 2022-01, 2022-01-05, 2022-01-05T10:30+06:00, 2022-01-05~ немесе a/b аралығы түрінде жазыңыз.',
    },
  },
  E_COUNT_ORDER: {
    en: {
      message: 'The bounds of the count {$value} are out of order.',
      remedy: 'The lowest number comes first, the highest last, the best between them.',
    },
    ru: {
      message: 'Границы числа {$value} идут не по порядку.',
      remedy: 'Сначала наименьшее число, в конце наибольшее, лучшее значение между ними.',
    },
    kk: {
      message: '{$value} санының шектері рет бойынша емес.',
      remedy: 'Алдымен ең азы, соңында ең көбі, ең дұрыс мәні солардың арасында тұрады.',
    },
  },
  E_EMPTY: {
    en: { message: 'The field {$field} is empty.', remedy: 'Give a value, or leave the field out.' },
    ru: { message: 'Поле {$field} пустое.', remedy: 'Укажите значение или не передавайте поле.' },
    kk: { message: '{$field} өрісі бос.', remedy: 'Мән беріңіз немесе өрісті қалдырып кетіңіз.' },
  },
  E_VALUE: {
    en: {
      message: '{$value} does not fit the field {$field}, which holds a value of type {$type}.',
      remedy: 'Write the value in the form of that type; forms are listed in docs/formats/records.md.',
    },
    ru: {
      message: '{$value} не подходит к полю {$field}: в нём значение типа {$type}.',
      remedy: 'Запишите значение в форме этого типа; формы перечислены в docs/formats/records.md.',
    },
    kk: {
      message: '{$value} мәні {$field} өрісіне сай емес: онда {$type} түріндегі мән болады.',
      remedy: 'Мәнді осы түрдің пішінімен жазыңыз; пішіндер docs/formats/records.md ішінде берілген.',
    },
  },
  E_CONSENT: {
    en: {
      message: 'Consent given this way ({$manner}) does not reach: {$scope}.',
      remedy: 'Leave this scope out, or have it repeated in writing or in person, in freedom.',
    },
    ru: {
      message: 'Согласие, данное так ({$manner}), не распространяется на: {$scope}.',
      remedy: 'Уберите эту область или попросите повторить согласие письменно либо лично, на свободе.',
    },
    kk: {
      message: 'Осылай берілген келісім ({$manner}) мынаған жарамайды: {$scope}.',
      remedy: 'Бұл саланы алып тастаңыз немесе келісімді бостандықта жазбаша не бетпе-бет қайталатыңыз.',
    },
  },
  E_REQUIRED: {
    en: {
      message: 'The field {$field} is needed for {$state} and is not filled.',
      remedy: 'Fill {$field}, then repeat the step. The draft is kept.',
    },
    ru: {
      message: 'Для «{$state}» нужно поле {$field}, а оно не заполнено.',
      remedy: 'Заполните {$field} и повторите шаг. Черновик сохранён.',
    },
    kk: {
      message: '«{$state}» үшін {$field} өрісі қажет, бірақ ол толтырылмаған.',
      remedy: '{$field} өрісін толтырып, қадамды қайталаңыз. Жоба сақталды.',
    },
  },
} satisfies ErrorTexts;
