/** Texts of failures of editions, their verification and exports. */
import type { ErrorTexts } from './model.ts';

export const publishingErrors = {
  E_DIR_NOT_EMPTY: {
    en: {
      message:
        '.input {$reason :string} .match $reason ' +
        'edition {{The folder {$dir} holds an edition and is not replaced.}} ' +
        'changed {{The edition in {$dir} was changed and is not replaced: {$what}.}} ' +
        'root {{{$dir} is the root of the disk.}} ' +
        'file {{There is a file or a link named {$dir}.}} ' +
        '* {{The folder {$dir} holds files that are no edition and is not replaced.}}',
      remedy: 'Name another folder. An untouched edition is replaced only with --force; other files never are.',
    },
    ru: {
      message:
        '.input {$reason :string} .match $reason ' +
        'edition {{В папке {$dir} лежит выпуск, он не заменяется.}} ' +
        'changed {{Выпуск в папке {$dir} был изменён и не заменяется: {$what}.}} ' +
        'root {{{$dir} — корень диска.}} ' +
        'file {{Уже есть файл или ссылка с именем {$dir}.}} ' +
        '* {{В папке {$dir} лежат файлы, которые не являются выпуском; она не заменяется.}}',
      remedy:
        'Укажите другую папку. Нетронутый выпуск заменяется только с --force, другие файлы не заменяются никогда.',
    },
    kk: {
      message:
        '.input {$reason :string} .match $reason ' +
        'edition {{{$dir} қалтасында басылым бар, ол алмастырылмайды.}} ' +
        'changed {{{$dir} қалтасындағы басылым өзгертілген, ол алмастырылмайды: {$what}.}} ' +
        'root {{{$dir} — дискінің түбірі.}} ' +
        'file {{{$dir} атауымен файл немесе сілтеме бар.}} ' +
        '* {{{$dir} қалтасында басылым емес файлдар бар, ол алмастырылмайды.}}',
      remedy:
        'Басқа қалтаны көрсетіңіз. Өзгертілмеген басылым тек --force арқылы, ал басқа файлдар ешқашан алмастырылмайды.',
    },
  },
  E_EDITION_WRITE: {
    en: {
      message: 'The edition could not be written to {$dir}: {$reason}. Nothing of it was left there.',
      remedy: 'Free some space or choose a folder that may be written to, then build again.',
    },
    ru: {
      message: 'Выпуск не удалось записать в {$dir}: {$reason}. Ничего от него там не осталось.',
      remedy: 'Освободите место или выберите папку, доступную для записи, и соберите выпуск снова.',
    },
    kk: {
      message: 'Басылымды {$dir} қалтасына жазу мүмкін болмады: {$reason}. Онда одан ештеңе қалған жоқ.',
      remedy: 'Орын босатыңыз немесе жазуға болатын қалтаны таңдаңыз да, басылымды қайта құрастырыңыз.',
    },
  },
  E_EDITION_EMPTY: {
    en: {
      message: 'The space {$space} holds no statement with demands: there is nothing to build an edition around.',
      remedy: 'Add the statement and its demands, or name another space with --space.',
    },
    ru: {
      message: 'В пространстве {$space} нет заявления с требованиями: выпуск собирать не вокруг чего.',
      remedy: 'Добавьте заявление и его требования или укажите другое пространство через --space.',
    },
    kk: {
      message: '{$space} кеңістігінде талаптары бар мәлімдеме жоқ: басылымға негіз болар мәтін жоқ.',
      remedy: 'Мәлімдеме мен оның талаптарын қосыңыз немесе --space арқылы басқа кеңістікті көрсетіңіз.',
    },
  },
  E_EXPORT_FORMAT: {
    en: {
      message: 'There is no export {$what} named {$value}.',
      remedy: 'Formats: csv, jsonl, geojson, hxl. Views: members, public.',
    },
    ru: {
      message: 'Для выгрузки нет значения {$what} с именем {$value}.',
      remedy: 'Форматы: csv, jsonl, geojson, hxl. Представления: members, public.',
    },
    kk: {
      message: 'Шығаруда {$value} деген {$what} жоқ.',
      remedy: 'Пішімдер: csv, jsonl, geojson, hxl. Көріністер: members, public.',
    },
  },
  E_MANIFEST: {
    en: {
      message: 'Line {$line} of the manifest cannot be read: {$reason}.',
      remedy: 'Get the edition again from its publisher.',
    },
    ru: {
      message: 'Строка {$line} описи не читается: {$reason}.',
      remedy: 'Получите выпуск у издателя заново.',
    },
    kk: {
      message: 'Тізімдеменің {$line}-жолы оқылмайды: {$reason}.',
      remedy: 'Шығарылымды жариялаушыдан қайта алыңыз.',
    },
  },
} satisfies ErrorTexts;
