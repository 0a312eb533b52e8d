/** Texts of the store's codes: databases, data folder, vault file, backups. */
import type { ErrorTexts } from './model.ts';

export const storeErrors = {
  E_DB_DAMAGED: {
    en: {
      message: 'The database {$file} is damaged or was encrypted under another key.',
      remedy:
        'Nothing was changed. Delete only index.db (it is rebuilt); for ledger.db restore a backup with kua restore.',
    },
    ru: {
      message: 'База {$file} повреждена или зашифрована другим ключом.',
      remedy:
        'Ничего не изменено. Удалить можно только index.db (он строится заново); ledger.db восстановите из копии командой kua restore.',
    },
    kk: {
      message: '{$file} дерекқоры бүлінген немесе басқа кілтпен шифрланған.',
      remedy:
        'Ештеңе өзгерген жоқ. Тек index.db файлын жоюға болады (қайта құрылады); ledger.db файлын kua restore арқылы көшірмеден қалпына келтіріңіз.',
    },
  },
  E_DB_BUSY: {
    en: {
      message: 'The database {$file} stayed busy for ten seconds.',
      remedy: 'Wait until the running search or export is over and repeat; nothing was changed.',
    },
    ru: {
      message: 'База {$file} была занята десять секунд.',
      remedy: 'Дождитесь конца поиска или выгрузки и повторите; ничего не изменено.',
    },
    kk: {
      message: '{$file} дерекқоры он секунд бойы бос болмады.',
      remedy: 'Іздеу немесе шығару аяқталғанша күтіп, қайталаңыз; ештеңе өзгерген жоқ.',
    },
  },
  E_DB_IO: {
    en: {
      message: 'The database {$file} cannot be read or written.',
      remedy: 'Check that the disk is there, not read-only, and that the folder belongs to you.',
    },
    ru: {
      message: 'Базу {$file} нельзя прочитать или записать.',
      remedy: 'Проверьте, что диск подключён, не только для чтения, и что папка принадлежит вам.',
    },
    kk: {
      message: '{$file} дерекқорын оқу не жазу мүмкін емес.',
      remedy: 'Дискінің қосулы екенін, тек оқуға арналмағанын және қалтаның сізге тиесілі екенін тексеріңіз.',
    },
  },
  E_DISK_FULL: {
    en: {
      message: 'The disk that holds {$file} has no room for this.',
      remedy:
        'Free some space (1 GiB must stay free) and repeat; nothing was half-written, what was acknowledged is kept.',
    },
    ru: {
      message: 'На диске, где лежит {$file}, не хватает места.',
      remedy:
        'Освободите место (1 ГиБ должен оставаться свободным) и повторите; ничего не записано наполовину, подтверждённое сохранено.',
    },
    kk: {
      message: '{$file} тұрған дискіде орын жетпейді.',
      remedy:
        'Орын босатыңыз (1 ГиБ бос қалуы керек) да, қайталаңыз; ештеңе жартылай жазылған жоқ, расталғаны сақталды.',
    },
  },
  E_NEWER: {
    en: {
      message: '{$what} has format {$format}; this program knows formats up to {$supported}.',
      remedy: 'Use the newer program that wrote it; nothing was touched.',
    },
    ru: {
      message: '{$what}: формат {$format}, а эта программа знает форматы до {$supported}.',
      remedy: 'Откройте более новой программой, которая это записала; ничего не тронуто.',
    },
    kk: {
      message: '{$what} пішімі {$format}; бұл бағдарлама {$supported} дейінгі пішімдерді біледі.',
      remedy: 'Оны жазған жаңарақ бағдарламамен ашыңыз; ештеңеге тиген жоқпыз.',
    },
  },
  E_FOLDER: {
    en: {
      message:
        '.input {$reason :string} .match $reason ' +
        'foreign {{The folder {$dir} is not empty and is no data folder of Kuä: it holds {$name}.}} ' +
        'no_road {{The folder {$dir} has format {$name}, from which no migration is known.}} ' +
        '* {{The file {$name} of the data folder {$dir} is damaged.}}',
      remedy: 'Name another folder with --data, or restore a backup into an empty one; nothing was touched.',
    },
    ru: {
      message:
        '.input {$reason :string} .match $reason ' +
        'foreign {{Папка {$dir} не пуста и не является папкой данных Kuä: в ней лежит {$name}.}} ' +
        'no_road {{У папки {$dir} формат {$name}, перехода с него нет.}} ' +
        '* {{Файл {$name} папки данных {$dir} повреждён.}}',
      remedy: 'Укажите другую папку через --data или восстановите копию в пустую папку; ничего не тронуто.',
    },
    kk: {
      message:
        '.input {$reason :string} .match $reason ' +
        'foreign {{{$dir} қалтасы бос емес әрі Kuä деректер қалтасы емес: ішінде {$name} бар.}} ' +
        'no_road {{{$dir} қалтасының пішімі {$name}, одан көшу жолы жоқ.}} ' +
        '* {{{$dir} деректер қалтасындағы {$name} файлы бүлінген.}}',
      remedy:
        '--data арқылы басқа қалтаны көрсетіңіз немесе көшірмені бос қалтаға қалпына келтіріңіз; ештеңеге тиген жоқпыз.',
    },
  },
  E_IN_USE: {
    en: {
      message:
        '.input {$pid :string} .input {$address :string} .match $pid $address ' +
        '|| * {{The data folder {$dir} is in use by a node that is just starting or stopping.}} ' +
        '* || {{The data folder {$dir} is in use by process {$pid}.}} ' +
        '* * {{The data folder {$dir} is in use by process {$pid}, which answers at {$address}.}}',
      remedy: 'Use the running node, or stop it first; one node at a time owns a data folder.',
    },
    ru: {
      message:
        '.input {$pid :string} .input {$address :string} .match $pid $address ' +
        '|| * {{Папку данных {$dir} занимает узел, который запускается или останавливается.}} ' +
        '* || {{Папку данных {$dir} занимает процесс {$pid}.}} ' +
        '* * {{Папку данных {$dir} занимает процесс {$pid}, он отвечает по адресу {$address}.}}',
      remedy: 'Работайте с запущенным узлом или сначала остановите его; папкой владеет один узел.',
    },
    kk: {
      message:
        '.input {$pid :string} .input {$address :string} .match $pid $address ' +
        '|| * {{{$dir} деректер қалтасын іске қосылып не тоқтап жатқан торап пайдалануда.}} ' +
        '* || {{{$dir} деректер қалтасын {$pid} процесі пайдалануда.}} ' +
        '* * {{{$dir} деректер қалтасын {$pid} процесі пайдалануда, мекенжайы {$address}.}}',
      remedy: 'Іске қосулы торапты пайдаланыңыз немесе алдымен оны тоқтатыңыз; қалтаға бір мезгілде бір торап ие.',
    },
  },
  E_VAULT_KEY: {
    en: {
      message: 'No passphrase or key file was given for the vault of {$dir}.',
      remedy: 'Give --key-file FILE (32 bytes, outside the data folder) or --passphrase-stdin.',
    },
    ru: {
      message: 'Для хранилища ключей {$dir} не дан ни пароль, ни файл ключа.',
      remedy: 'Укажите --key-file FILE (32 байта, вне папки данных) или --passphrase-stdin.',
    },
    kk: {
      message: '{$dir} кілт қоймасына құпиясөз де, кілт файлы да берілмеді.',
      remedy: '--key-file FILE (32 байт, деректер қалтасынан тыс) немесе --passphrase-stdin көрсетіңіз.',
    },
  },
  E_KEY_FILE: {
    en: {
      message:
        '.input {$reason :string} .match $reason ' +
        'inside {{The key file {$path} lies inside the data folder it opens.}} ' +
        'missing {{There is no key file {$path}.}} ' +
        'length {{The key file {$path} does not hold exactly 32 bytes.}} ' +
        'exists {{The key file {$path} is there already and is not replaced.}} ' +
        '* {{The key file {$path} cannot be read.}}',
      remedy:
        'Keep a file of 32 random bytes outside the data folder, readable by you alone, and name it with --key-file.',
    },
    ru: {
      message:
        '.input {$reason :string} .match $reason ' +
        'inside {{Файл ключа {$path} лежит внутри папки данных, которую он открывает.}} ' +
        'missing {{Файла ключа {$path} нет.}} ' +
        'length {{В файле ключа {$path} не ровно 32 байта.}} ' +
        'exists {{Файл ключа {$path} уже есть и не заменяется.}} ' +
        '* {{Файл ключа {$path} не читается.}}',
      remedy:
        'Держите файл из 32 случайных байтов вне папки данных, доступный только вам, и укажите его через --key-file.',
    },
    kk: {
      message:
        '.input {$reason :string} .match $reason ' +
        'inside {{{$path} кілт файлы өзі ашатын деректер қалтасының ішінде жатыр.}} ' +
        'missing {{{$path} кілт файлы жоқ.}} ' +
        'length {{{$path} кілт файлында дәл 32 байт емес.}} ' +
        'exists {{{$path} кілт файлы бұрыннан бар, ол ауыстырылмайды.}} ' +
        '* {{{$path} кілт файлын оқу мүмкін емес.}}',
      remedy:
        '32 кездейсоқ байттан тұратын, тек сіз оқи алатын файлды деректер қалтасынан тыс сақтап, --key-file арқылы көрсетіңіз.',
    },
  },
  E_ERASED_FILE: {
    en: {
      message: 'The list of erased entries {$file} is damaged.',
      remedy: 'Take erased.cbor from the newest backup; without it a restored backup could bring erased content back.',
    },
    ru: {
      message: 'Список стёртых записей {$file} повреждён.',
      remedy: 'Возьмите erased.cbor из последней копии; без него восстановление могло бы вернуть стёртое.',
    },
    kk: {
      message: 'Өшірілген жазбалар тізімі {$file} бүлінген.',
      remedy: 'erased.cbor файлын ең соңғы көшірмеден алыңыз; онсыз қалпына келтіру өшірілгенді қайтаруы мүмкін.',
    },
  },
  E_BACKUP_DAMAGED: {
    en: {
      message: 'The backup {$file} is damaged or no backup: {$member}.',
      remedy: 'Use another copy of the backup; nothing was restored.',
    },
    ru: {
      message: 'Резервная копия {$file} повреждена или не является копией: {$member}.',
      remedy: 'Возьмите другую копию; ничего не восстановлено.',
    },
    kk: {
      message: '{$file} сақтық көшірмесі бүлінген немесе көшірме емес: {$member}.',
      remedy: 'Көшірменің басқа данасын алыңыз; ештеңе қалпына келтірілген жоқ.',
    },
  },
  E_BACKUP_EXISTS: {
    en: {
      message: 'There is a file {$file} already; a backup never replaces one.',
      remedy: 'Give another file name.',
    },
    ru: {
      message: 'Файл {$file} уже есть; копия не заменяет чужих файлов.',
      remedy: 'Укажите другое имя файла.',
    },
    kk: {
      message: '{$file} файлы бұрыннан бар; көшірме бар файлды ауыстырмайды.',
      remedy: 'Басқа файл атын беріңіз.',
    },
  },
  E_BACKUP_BLOB: {
    en: {
      message: 'The stored object {$address} is damaged, so the backup was not written.',
      remedy: 'Run kua evidence check: it puts damaged objects aside; then repeat the backup.',
    },
    ru: {
      message: 'Хранимый объект {$address} повреждён, поэтому копия не записана.',
      remedy: 'Выполните kua evidence check: повреждённые объекты будут отложены; затем повторите.',
    },
    kk: {
      message: 'Сақталған {$address} нысаны бүлінген, сондықтан көшірме жазылмады.',
      remedy: 'kua evidence check орындаңыз: бүлінген нысандар бөлек қойылады; содан соң қайталаңыз.',
    },
  },
  E_RESTORE_TARGET: {
    en: {
      message: 'The folder {$dir} is not empty; a backup is restored into an empty one only.',
      remedy: 'Name an empty or new folder with --data; nothing was restored.',
    },
    ru: {
      message: 'Папка {$dir} не пуста; копия восстанавливается только в пустую.',
      remedy: 'Укажите пустую или новую папку через --data; ничего не восстановлено.',
    },
    kk: {
      message: '{$dir} қалтасы бос емес; көшірме тек бос қалтаға қалпына келтіріледі.',
      remedy: '--data арқылы бос не жаңа қалтаны көрсетіңіз; ештеңе қалпына келтірілген жоқ.',
    },
  },
} satisfies ErrorTexts;
