/** Texts of the transparency log's codes. */
import type { ErrorTexts } from './model.ts';

export const logErrors = {
  E_LOG_FORMAT: {
    en: {
      message: 'Line {$line} of the {$what} is not in its form: {$reason}.',
      remedy: 'Nothing was taken. Ask the sender for the file again; it must arrive byte for byte as it was written.',
    },
    ru: {
      message: 'Строка {$line} ({$what}) не в своей форме: {$reason}.',
      remedy: 'Ничего не принято. Попросите прислать файл ещё раз; он должен дойти байт в байт.',
    },
    kk: {
      message: '{$line}-жол ({$what}) өз үлгісінде емес: {$reason}.',
      remedy: 'Ештеңе қабылданған жоқ. Файлды қайта жіберуді сұраңыз; ол байтына дейін өзгермей жетуі керек.',
    },
  },
  E_LOG_SIGNATURE: {
    en: {
      message: 'The checkpoint of {$name} carries no valid signature by a key that is known here.',
      remedy: 'Do not rely on it. Compare the log’s key with its owner, then name it: kua log witness trust VKEY.',
    },
    ru: {
      message: 'Под контрольной точкой {$name} нет верной подписи известного здесь ключа.',
      remedy:
        'Не полагайтесь на неё. Сверьте ключ журнала с его владельцем и назовите его: kua log witness trust VKEY.',
    },
    kk: {
      message: '{$name} бақылау нүктесінде мұнда белгілі кілттің дұрыс қолтаңбасы жоқ.',
      remedy: 'Оған сүйенбеңіз. Журнал кілтін иесімен салыстырып, атаңыз: kua log witness trust VKEY.',
    },
  },
  E_LOG_PROOF: {
    en: {
      message: 'The proof does not lead to the root of the log ({$reason}).',
      remedy: 'Do not rely on it: the proof or the entry was changed. Ask for the proof again.',
    },
    ru: {
      message: 'Доказательство не ведёт к корню журнала ({$reason}).',
      remedy: 'Не полагайтесь на него: доказательство или запись изменены. Попросите доказательство ещё раз.',
    },
    kk: {
      message: 'Дәлел журнал түбіріне апармайды ({$reason}).',
      remedy: 'Оған сүйенбеңіз: дәлел не жазба өзгертілген. Дәлелді қайта сұраңыз.',
    },
  },
  E_LOG_BEHIND: {
    en: {
      message: 'This restored log holds {$ours} entries; others have seen it with {$theirs}.',
      remedy: 'It signs nothing more. Restore a newer backup, or begin a new log: kua log new.',
    },
    ru: {
      message: 'В восстановленном журнале {$ours} записей, а другие видели его с {$theirs}.',
      remedy: 'Он больше ничего не подпишет. Восстановите более новую копию или начните новый журнал: kua log new.',
    },
    kk: {
      message: 'Қалпына келтірілген журналда {$ours} жазба бар, ал басқалар {$theirs} жазбасын көрген.',
      remedy:
        'Ол енді ештеңеге қол қоймайды. Жаңарақ көшірмені қалпына келтіріңіз не жаңа журнал бастаңыз: kua log new.',
    },
  },
  E_LOG_RESTORED: {
    en: {
      message: 'This folder was restored from a backup, and no witness has confirmed yet that its log is the newest.',
      remedy: 'Ask the witnesses (kua log witness request --to NAME FILE), or begin a new log: kua log new.',
    },
    ru: {
      message: 'Папка восстановлена из копии, и ни один свидетель ещё не подтвердил, что её журнал — новейший.',
      remedy: 'Спросите свидетелей (kua log witness request --to ИМЯ ФАЙЛ) или начните новый журнал: kua log new.',
    },
    kk: {
      message: 'Қалта көшірмеден қалпына келтірілген, журналының ең жаңа екенін әлі ешбір куәгер растаған жоқ.',
      remedy: 'Куәгерлерден сұраңыз (kua log witness request --to АТЫ ФАЙЛ) не жаңа журнал бастаңыз: kua log new.',
    },
  },
  E_LOG_SPLIT: {
    en: {
      message: 'The log {$origin} has shown two different histories.',
      remedy:
        'The proof is kept in the data folder (log/peers). It counts for nothing here until its owner has explained it; talk to them by voice.',
    },
    ru: {
      message: 'Журнал {$origin} показал две разные истории.',
      remedy:
        'Доказательство сохранено в папке данных (log/peers). Он не учитывается, пока владелец не объяснит; поговорите с ним голосом.',
    },
    kk: {
      message: '{$origin} журналы екі түрлі тарихты көрсетті.',
      remedy:
        'Дәлелі деректер қалтасында сақталған (log/peers). Иесі түсіндіргенше ол есепке алынбайды; онымен дауыспен сөйлесіңіз.',
    },
  },
  E_LOG_ENTRY: {
    en: {
      message: 'The entry {$entry} is not in the signed log yet.',
      remedy:
        'Sign a checkpoint (kua log checkpoint), or check the id; quarantined entries enter the log when they are accepted.',
    },
    ru: {
      message: 'Записи {$entry} ещё нет в подписанном журнале.',
      remedy:
        'Подпишите контрольную точку (kua log checkpoint) или проверьте номер; записи из карантина попадают в журнал, когда их примут.',
    },
    kk: {
      message: '{$entry} жазбасы қол қойылған журналда әлі жоқ.',
      remedy:
        'Бақылау нүктесіне қол қойыңыз (kua log checkpoint) не нөмірін тексеріңіз; карантиндегі жазбалар қабылданғанда журналға кіреді.',
    },
  },
  E_LOG_WITNESS: {
    en: {
      message: 'The witness {$name} did not cosign: {$reason}.',
      remedy:
        'Nothing is lost: the next checkpoint covers the same entries. Ask its people whether they trust this log.',
    },
    ru: {
      message: 'Свидетель {$name} не подписал: {$reason}.',
      remedy:
        'Ничего не потеряно: следующая точка охватит те же записи. Спросите его людей, доверяют ли они этому журналу.',
    },
    kk: {
      message: '{$name} куәгері қол қойған жоқ: {$reason}.',
      remedy: 'Ештеңе жоғалған жоқ: келесі нүкте сол жазбаларды қамтиды. Олардың бұл журналға сенетінін сұраңыз.',
    },
  },
  E_LOG_MIRROR: {
    en: {
      message: 'The log of {$url} cannot be copied ({$reason}).',
      remedy:
        'unsigned: ask its people for kua log checkpoint. large: more entries than are copied; look at its checkpoints.',
    },
    ru: {
      message: 'Журнал {$url} не скопировать ({$reason}).',
      remedy:
        'unsigned: попросите их сделать kua log checkpoint. large: записей больше, чем копируют; смотрите его точки.',
    },
    kk: {
      message: '{$url} журналын көшіру мүмкін емес ({$reason}).',
      remedy: 'unsigned: олардан kua log checkpoint сұраңыз. large: көшірілетіннен көп жазба; нүктелерін қараңыз.',
    },
  },
  E_LOG_UNKNOWN: {
    en: {
      message: 'No log or witness is known here as {$name}.',
      remedy: 'kua log status lists those that are known; add one with kua log witness trust VKEY.',
    },
    ru: {
      message: 'Журнал или свидетель {$name} здесь не известен.',
      remedy: 'Известные перечисляет kua log status; добавьте нового: kua log witness trust VKEY.',
    },
    kk: {
      message: '{$name} деген журнал не куәгер мұнда белгісіз.',
      remedy: 'Белгілілерін kua log status тізеді; жаңасын қосыңыз: kua log witness trust VKEY.',
    },
  },
  E_LOG_TILES: {
    en: {
      message: 'The log’s file {$file} is missing or is not what the ledger says.',
      remedy: 'Nothing is signed. Move the folder log/tile away; it is written again from the ledger.',
    },
    ru: {
      message: 'Файла журнала {$file} нет, или он расходится с реестром.',
      remedy: 'Ничего не подписано. Уберите папку log/tile: она будет записана заново из реестра.',
    },
    kk: {
      message: 'Журналдың {$file} файлы жоқ немесе тізілімге сай емес.',
      remedy: 'Ештеңеге қол қойылған жоқ. log/tile қалтасын алып тастаңыз: ол тізілімнен қайта жазылады.',
    },
  },
} as const satisfies ErrorTexts;
