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
} as const satisfies ErrorTexts;
