/** Texts of the evidence room's codes. */
import type { ErrorTexts } from './model.ts';

export const evidenceErrors = {
  E_BLOB_HASH: {
    en: {
      message: 'The file’s SHA-256 is {$actual}, not {$expected} as the sender says.',
      remedy: 'Nothing was kept. Send the file again; it was changed or cut on its way.',
    },
    ru: {
      message: 'SHA-256 файла — {$actual}, а отправитель назвал {$expected}.',
      remedy: 'Ничего не сохранено. Отправьте файл ещё раз: он изменён или обрезан в пути.',
    },
    kk: {
      message: 'Файлдың SHA-256 мәні {$actual}, жіберуші айтқан {$expected} емес.',
      remedy: 'Ештеңе сақталған жоқ. Файлды қайта жіберіңіз: ол жолда өзгерген немесе қиылған.',
    },
  },
  E_UPLOAD: {
    en: {
      message: 'This file is no longer being sent.',
      remedy: 'Nothing was kept of it. Choose the file again.',
    },
    ru: {
      message: 'Передача этого файла уже прервана.',
      remedy: 'От него ничего не сохранено. Выберите файл ещё раз.',
    },
    kk: {
      message: 'Бұл файлды жіберу тоқтап қалған.',
      remedy: 'Одан ештеңе сақталған жоқ. Файлды қайта таңдаңыз.',
    },
  },
  E_BLOB_TOO_LARGE: {
    en: {
      message: 'The file has {$size} bytes; at most {$max} are taken.',
      remedy: 'Raise KUA_MAX_BLOB if the disk allows it, or add the file in parts; nothing was kept.',
    },
    ru: {
      message: 'В файле {$size} байт; принимается не больше {$max}.',
      remedy: 'Увеличьте KUA_MAX_BLOB, если диск позволяет, или добавьте файл частями; ничего не сохранено.',
    },
    kk: {
      message: 'Файлда {$size} байт бар; ең көбі {$max} қабылданады.',
      remedy: 'Диск көтерсе, KUA_MAX_BLOB мәнін арттырыңыз немесе файлды бөліктеп қосыңыз; ештеңе сақталған жоқ.',
    },
  },
  E_BLOB_MISSING: {
    en: {
      message: 'The stored object {$address} is not held by this node.',
      remedy: 'Get it from a member that has it, or restore a backup; its record and custody stay as they are.',
    },
    ru: {
      message: 'Хранимого объекта {$address} на этом узле нет.',
      remedy: 'Получите его от участника, у которого он есть, или восстановите копию; запись и история остаются.',
    },
    kk: {
      message: 'Сақталған {$address} нысаны бұл торапта жоқ.',
      remedy: 'Оны бар мүшеден алыңыз немесе көшірмені қалпына келтіріңіз; жазбасы мен тарихы сол күйінде қалады.',
    },
  },
  E_BLOB_AUTH: {
    en: {
      message:
        'The stored object {$address} does not open at segment {$segment}: it was changed, cut, or the key is another’s.',
      remedy: 'Run kua evidence check, then restore the object from a backup or another member.',
    },
    ru: {
      message: 'Хранимый объект {$address} не открывается на сегменте {$segment}: изменён, обрезан или ключ чужой.',
      remedy: 'Выполните kua evidence check, затем восстановите объект из копии или от другого участника.',
    },
    kk: {
      message: 'Сақталған {$address} нысаны {$segment}-сегментте ашылмайды: өзгерген, қиылған немесе кілт бөтен.',
      remedy: 'kua evidence check орындап, нысанды көшірмеден немесе басқа мүшеден қалпына келтіріңіз.',
    },
  },
  E_BLOB_ALG: {
    en: {
      message: 'The stored object {$address} uses form {$alg}, which this program cannot open.',
      remedy: 'Open it with a newer program; the object is kept as it is.',
    },
    ru: {
      message: 'Хранимый объект {$address} имеет форму {$alg}, которую эта программа не открывает.',
      remedy: 'Откройте более новой программой; объект хранится как есть.',
    },
    kk: {
      message: 'Сақталған {$address} нысанының түрі {$alg}, оны бұл бағдарлама аша алмайды.',
      remedy: 'Жаңарақ бағдарламамен ашыңыз; нысан сол күйінде сақталады.',
    },
  },
} satisfies ErrorTexts;
