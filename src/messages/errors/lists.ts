/** Texts of the codes of lists of records: undo, bulk actions, saved searches. */
import type { ErrorTexts } from './model.ts';

export const listErrors = {
  E_UNDO_ENTRY: {
    en: {
      message: 'There is nothing to undo: this node holds no such entry, or its words are erased.',
      remedy: 'Open the history of the record and choose an entry there.',
    },
    ru: {
      message: 'Отменять нечего: такой записи журнала на этом узле нет или её слова стёрты.',
      remedy: 'Откройте историю записи и выберите там запись журнала.',
    },
    kk: {
      message: 'Қайтаратын ештеңе жоқ: бұл торапта ондай жазба жоқ немесе оның сөздері өшірілген.',
      remedy: 'Жазбаның тарихын ашып, сол жерден таңдаңыз.',
    },
  },
  E_UNDO_OTHER: {
    en: {
      message: 'Another organisation wrote this. Only its own people can take it back.',
      remedy: 'Add your own account beside it, or ask them.',
    },
    ru: {
      message: 'Это записала другая организация. Взять это назад могут только её люди.',
      remedy: 'Добавьте рядом своё сведение или обратитесь к ним.',
    },
    kk: {
      message: 'Мұны басқа ұйым жазған. Оны тек сол ұйымның адамдары қайтара алады.',
      remedy: 'Қасына өз мәліметіңізді қосыңыз немесе оларға хабарласыңыз.',
    },
  },
  E_UNDO_BATCH: {
    en: {
      message: 'This came with an imported file and is undone with the whole file.',
      remedy: 'Undo the import: kua import --undo {$batch}',
    },
    ru: {
      message: 'Это пришло с импортом файла и отменяется вместе со всем файлом.',
      remedy: 'Отмените импорт: kua import --undo {$batch}',
    },
    kk: {
      message: 'Бұл импортталған файлмен келді және бүкіл файлмен бірге қайтарылады.',
      remedy: 'Импортты қайтарыңыз: kua import --undo {$batch}',
    },
  },
  E_UNDO_AGAIN: {
    en: { message: 'This entry is itself an undo.', remedy: 'Do the action again.' },
    ru: { message: 'Эта запись сама является отменой.', remedy: 'Выполните действие заново.' },
    kk: { message: 'Бұл жазбаның өзі — қайтару.', remedy: 'Әрекетті қайта орындаңыз.' },
  },
  E_UNDO_NOTHING: {
    en: {
      message: 'Nothing of this entry stands any more: it was undone or replaced before.',
      remedy: 'Reload the page to see what stands now.',
    },
    ru: {
      message: 'От этой записи уже ничего не действует: её отменили или заменили раньше.',
      remedy: 'Обновите страницу, чтобы увидеть, что действует сейчас.',
    },
    kk: {
      message: 'Бұл жазбадан енді ештеңе қалған жоқ: ол бұрын қайтарылған немесе ауыстырылған.',
      remedy: 'Қазір не күшінде екенін көру үшін бетті жаңартыңыз.',
    },
  },
  E_UNDO_DECISION: {
    en: {
      message: 'A decision, a signature and a publication are not undone.',
      remedy: 'Record the next decision or a correction; both stay readable.',
    },
    ru: {
      message: 'Решение, подпись и публикация не отменяются.',
      remedy: 'Запишите следующее решение или исправление; читаться будет и то и другое.',
    },
    kk: {
      message: 'Шешім, қолтаңба және жарияланым қайтарылмайды.',
      remedy: 'Келесі шешімді немесе түзетуді жазыңыз; екеуі де оқылатын болып қалады.',
    },
  },
  E_SEARCH_NAME: {
    en: { message: 'A saved search needs a name.', remedy: 'Write a name of up to 100 characters.' },
    ru: { message: 'Сохранённому поиску нужно название.', remedy: 'Введите название длиной до 100 знаков.' },
    kk: { message: 'Сақталған іздеуге атау керек.', remedy: '100 таңбаға дейінгі атау жазыңыз.' },
  },
  E_SEARCH_EXISTS: {
    en: { message: 'You have a saved search named "{$name}" already.', remedy: 'Choose another name.' },
    ru: { message: 'У вас уже есть сохранённый поиск «{$name}».', remedy: 'Выберите другое название.' },
    kk: { message: 'Сізде «{$name}» атты сақталған іздеу бар.', remedy: 'Басқа атау таңдаңыз.' },
  },
  E_SEARCH_ABSENT: {
    en: { message: 'There is no such saved search.', remedy: 'Choose one from the list, or save it again.' },
    ru: { message: 'Такого сохранённого поиска нет.', remedy: 'Выберите другой из списка или сохраните заново.' },
    kk: { message: 'Мұндай сақталған іздеу жоқ.', remedy: 'Тізімнен басқасын таңдаңыз немесе қайта сақтаңыз.' },
  },
  E_SEARCH_OTHER: {
    en: { message: 'This saved search belongs to a colleague.', remedy: 'Save it under a name of your own.' },
    ru: { message: 'Этот сохранённый поиск принадлежит коллеге.', remedy: 'Сохраните его под своим названием.' },
    kk: { message: 'Бұл сақталған іздеу әріптесіңіздікі.', remedy: 'Оны өз атауыңызбен сақтаңыз.' },
  },
  E_BULK_CHANGED: {
    en: {
      message: '{$n} records match now, not {$expected}. Nothing was changed.',
      remedy: 'Look at the list again and confirm the new number.',
    },
    ru: {
      message: 'Сейчас подходит записей: {$n}, а не {$expected}. Ничего не изменено.',
      remedy: 'Посмотрите список ещё раз и подтвердите новое число.',
    },
    kk: {
      message: 'Қазір {$expected} емес, {$n} жазба сәйкес келеді. Ештеңе өзгерген жоқ.',
      remedy: 'Тізімді қайта қарап, жаңа санды растаңыз.',
    },
  },
  E_BULK_LIMIT: {
    en: {
      message: 'One action changes at most {$max} records; {$n} were chosen.',
      remedy: 'Narrow the list by a filter and do it in parts.',
    },
    ru: {
      message: 'Одно действие меняет не больше {$max} записей, а выбрано {$n}.',
      remedy: 'Сузьте список фильтром и выполните действие по частям.',
    },
    kk: {
      message: 'Бір әрекет ең көбі {$max} жазбаны өзгертеді, ал {$n} жазба таңдалған.',
      remedy: 'Тізімді сүзгімен тарылтып, бөліп орындаңыз.',
    },
  },
  E_BULK_TEXT: {
    en: { message: 'The action needs words: a tag, a note, a reason or a title.', remedy: 'Write them and try again.' },
    ru: { message: 'Действию нужны слова: метка, заметка, причина или название.', remedy: 'Впишите их и повторите.' },
    kk: { message: 'Әрекетке сөз керек: белгі, ескертпе, себеп немесе атау.', remedy: 'Жазып, қайталап көріңіз.' },
  },
  E_EXPORT_BUSY: {
    en: { message: '{$max} downloads are under way already.', remedy: 'Wait until one of them ends.' },
    ru: { message: 'Уже идёт загрузок: {$max}.', remedy: 'Подождите, пока одна из них закончится.' },
    kk: { message: 'Қазір {$max} жүктеп алу жүріп жатыр.', remedy: 'Біреуі аяқталғанша күтіңіз.' },
  },
  E_EXPORT_HANDLE: {
    en: { message: 'This download is not under way any more.', remedy: 'Start it again.' },
    ru: { message: 'Эта загрузка уже не идёт.', remedy: 'Начните её заново.' },
    kk: { message: 'Бұл жүктеп алу енді жүріп жатқан жоқ.', remedy: 'Оны қайта бастаңыз.' },
  },
} as const satisfies ErrorTexts;
