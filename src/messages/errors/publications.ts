/** Texts of failures of building, checking and mirroring editions. */
import type { ErrorTexts } from './model.ts';

export const publicationErrors = {
  E_NAME_GROUND: {
    en: {
      message:
        'Of {$n} persons a name is to be shown, and nothing recorded carries it: no consent, no public office, no public naming.',
      remedy: 'Record the ground at the person, or leave the person out of this edition.',
    },
    ru: {
      message:
        'Имена решено показать ({$n}), но записанного основания нет: ни согласия, ни публичной должности, ни публичного называния.',
      remedy: 'Запишите основание в записи лица или не включайте это лицо в выпуск.',
    },
    kk: {
      message:
        '{$n} адамның есімін көрсету шешілген, бірақ жазылған негіз жоқ: келісім де, лауазым да, жария аталу да.',
      remedy: 'Негізін адамның жазбасына енгізіңіз немесе оны бұл басылымға қоспаңыз.',
    },
  },
  E_NAME_ALLEGED: {
    en: {
      message: 'An alleged perpetrator is to be named. Missing: {$missing}.',
      remedy:
        'Role and unit may be shown. For a name: a reviewer, a second reviewer and right of reply, answered or past its date. Or leave the person out.',
    },
    ru: {
      message: 'Предполагаемый исполнитель должен быть назван. Не хватает: {$missing}.',
      remedy:
        'Роль и подразделение показать можно. Для имени нужны рецензент, второй рецензент и право на ответ с ответом или истёкшим сроком. Или не включайте лицо.',
    },
    kk: {
      message: 'Ықтимал орындаушының есімі аталмақ. Жетіспейтіні: {$missing}.',
      remedy:
        'Рөлі мен бөлімшесін көрсетуге болады. Есімі үшін сарапшы, екінші сарапшы және жауап беру құқығы керек. Немесе адамды қоспаңыз.',
    },
  },
  E_NAME_MINOR: {
    en: {
      message: 'A name is to be shown of {$n} persons who are minors or whose age is not known.',
      remedy: 'Record the age when it is known. A minor is not named in an edition: leave the person out.',
    },
    ru: {
      message: 'Решено показать имена лиц, которые несовершеннолетние или чей возраст неизвестен: {$n}.',
      remedy: 'Запишите возраст, если он известен. Несовершеннолетние в выпуске не называются: не включайте это лицо.',
    },
    kk: {
      message: 'Кәмелетке толмаған немесе жасы белгісіз {$n} адамның есімі көрсетілмек.',
      remedy: 'Жасы белгілі болса, жазыңыз. Кәмелетке толмаған адам басылымда аталмайды: оны қоспаңыз.',
    },
  },
  E_CONSENT_WITHDRAWN: {
    en: {
      message: 'Consent was taken back, and {$records} records about these persons are still in the edition.',
      remedy: 'Leave these records out. Then print the recall letters for the copies that went out before.',
    },
    ru: {
      message: 'Согласие отозвано, но записи об этих лицах ещё в выпуске: {$records}.',
      remedy: 'Не включайте эти записи. Затем напечатайте письма об отзыве для прежних копий.',
    },
    kk: {
      message: 'Келісім қайтарып алынды, бірақ бұл адамдар туралы {$records} жазба әлі басылымда.',
      remedy: 'Бұл жазбаларды қоспаңыз. Содан кейін бұрынғы көшірмелер үшін қайтару хаттарын басып шығарыңыз.',
    },
  },
  E_NAME_IN_STATEMENT: {
    en: {
      message:
        'The statement or its demands name a person whose name is withheld. Without these words the text would have a hole.',
      remedy: 'Record a ground for the name at the person, or publish another statement.',
    },
    ru: {
      message:
        'Заявление или его требования называют лицо, чьё имя не раскрывается. Без этих слов в тексте была бы дыра.',
      remedy: 'Запишите основание для имени в записи лица или публикуйте другое заявление.',
    },
    kk: {
      message: 'Мәлімдеме немесе оның талаптары есімі ашылмайтын адамды атайды. Бұл сөздерсіз мәтін үзіледі.',
      remedy: 'Есімнің негізін адамның жазбасына енгізіңіз немесе басқа мәлімдеме жариялаңыз.',
    },
  },
  E_PLACE_EXACT: {
    en: {
      message: 'The words of {$n} records tell a place more exactly than its settlement: coordinates or a flat.',
      remedy: 'Shorten the words at the record, or leave the record out.',
    },
    ru: {
      message:
        'В словах записей место указано точнее населённого пункта: координаты или квартира. Таких записей: {$n}.',
      remedy: 'Сократите слова в записи или не включайте её.',
    },
    kk: {
      message: '{$n} жазбаның сөздері орынды елді мекеннен дәлірек айтады: координата немесе пәтер.',
      remedy: 'Жазбадағы сөздерді қысқартыңыз немесе жазбаны қоспаңыз.',
    },
  },
  E_NAME_IN_CORRECTION: {
    en: {
      message: '{$n} corrections or reasons name a person whose name this edition withholds.',
      remedy: 'Take the claim back at the Publication record and write the correction without the name.',
    },
    ru: {
      message: 'Исправления или причины называют лицо, чьё имя выпуск не раскрывает: {$n}.',
      remedy: 'Отзовите утверждение в записи публикации и напишите исправление без имени.',
    },
    kk: {
      message: '{$n} түзету немесе себеп бұл басылым ашпайтын адамның есімін атайды.',
      remedy: 'Жарияланым жазбасындағы мәлімдеуді қайтарып алып, түзетуді есімсіз жазыңыз.',
    },
  },
  E_TRANSLATION_UNMARKED: {
    en: {
      message: 'Texts of the statement lack the words “unofficial translation, not signed”: {$langs}.',
      remedy:
        'Set their standing to unofficial at the statement, or freeze the text with the agreed translations in it.',
    },
    ru: {
      message: 'Тексты заявления без пометки «неофициальный перевод, не подписан»: {$langs}.',
      remedy: 'Отметьте их в заявлении как неофициальные или зафиксируйте текст вместе с согласованными переводами.',
    },
    kk: {
      message: 'Мәлімдеменің «бейресми аударма, қол қойылмаған» деген белгісі жоқ мәтіндері: {$langs}.',
      remedy: 'Мәлімдемеде оларды бейресми деп белгілеңіз немесе мәтінді келісілген аудармаларымен бекітіңіз.',
    },
  },
  E_SMALL_CELL: {
    en: {
      message: 'Beside edition {$editions}, {$n} numbers would tell of fewer than {$k} persons: {$cells}.',
      remedy: 'Leave these numbers out of this edition. Nobody can accept this away.',
    },
    ru: {
      message: 'Рядом с выпуском {$editions} числа ({$n}) выдали бы группу меньше {$k} человек: {$cells}.',
      remedy: 'Не включайте эти числа в выпуск. Согласиться с этим не может никто.',
    },
    kk: {
      message: '{$editions}-басылыммен қатар {$n} сан {$k} адамнан аз топты білдіріп қояр еді: {$cells}.',
      remedy: 'Бұл сандарды басылымға қоспаңыз. Мұны ешкім өз келісімімен рұқсат ете алмайды.',
    },
  },
  E_EDITION_STOPPED: {
    en: {
      message: 'The edition is not built. Checks that stop it: {$n} ({$checks}).',
      remedy:
        'Mend what they name at the records, or leave it out. Publications on the desk lists each with its records.',
    },
    ru: {
      message: 'Выпуск не собран. Проверки, которые его останавливают: {$n} ({$checks}).',
      remedy: 'Исправьте названное в записях или не включайте. Страница «Публикации» показывает каждую с её записями.',
    },
    kk: {
      message: 'Басылым құрастырылмады. Оны тоқтататын тексерулер: {$n} ({$checks}).',
      remedy: 'Аталғанын жазбаларда түзетіңіз немесе қоспаңыз. «Жарияланымдар» беті әрқайсысын жазбаларымен көрсетеді.',
    },
  },
  E_EDITION_ASK: {
    en: {
      message: 'The edition is not built. Checks that need an answer in words: {$n} ({$checks}).',
      remedy: 'Answer them under Publications, or with --accept CODE=REASON on the command line.',
    },
    ru: {
      message: 'Выпуск не собран. Проверки, которым нужен ответ словами: {$n} ({$checks}).',
      remedy: 'Ответьте на странице «Публикации» или в командной строке через --accept КОД=ПРИЧИНА.',
    },
    kk: {
      message: 'Басылым құрастырылмады. Сөзбен жауап керек тексерулер: {$n} ({$checks}).',
      remedy: '«Жарияланымдар» бетінде немесе пәрмен жолында --accept КОД=СЕБЕП арқылы жауап беріңіз.',
    },
  },
  E_EDITION_SECOND: {
    en: {
      message: 'Answers about people wait for a second person: {$n} ({$checks}).',
      remedy: 'Another reviewer confirms them under Publications, in a session of their own.',
    },
    ru: {
      message: 'Ответы о людях ждут второго человека: {$n} ({$checks}).',
      remedy: 'Другой рецензент подтверждает их на странице «Публикации» в собственном сеансе.',
    },
    kk: {
      message: 'Адамдар туралы жауаптар екінші адамды күтеді: {$n} ({$checks}).',
      remedy: 'Басқа сарапшы оларды «Жарияланымдар» бетінде өз сеансында растайды.',
    },
  },
  E_EDITION_STALE: {
    en: {
      message:
        'Records changed while the edition was built, a consent or a name among them, it may be. Records concerned: {$n}. {$checks}',
      remedy: 'Nothing was published. Check again and build again.',
    },
    ru: {
      message:
        'Пока выпуск собирался, записи изменились; среди них может быть согласие или имя. Записей: {$n}. {$checks}',
      remedy: 'Ничего не опубликовано. Проверьте и соберите снова.',
    },
    kk: {
      message:
        'Басылым құрастырылып жатқанда жазбалар өзгерді, арасында келісім не есім болуы мүмкін. Жазба: {$n}. {$checks}',
      remedy: 'Ештеңе жарияланған жоқ. Қайта тексеріп, қайта құрастырыңыз.',
    },
  },
  E_EDITION_CANCELLED: {
    en: {
      message: 'The build was cancelled. Nothing of it was kept.',
      remedy: 'Build again when you are ready.',
    },
    ru: {
      message: 'Сборка отменена. Ничего от неё не сохранено.',
      remedy: 'Соберите снова, когда будете готовы.',
    },
    kk: {
      message: 'Құрастыру тоқтатылды. Одан ештеңе сақталған жоқ.',
      remedy: 'Дайын болғанда қайта құрастырыңыз.',
    },
  },
  E_EDITION_ANSWER: {
    en: {
      message: 'The check {$check} asks nothing now, or asks something else than what was answered.',
      remedy: 'Look at the checks again and answer what they say now.',
    },
    ru: {
      message: 'Проверка {$check} сейчас ничего не спрашивает или спрашивает другое.',
      remedy: 'Посмотрите проверки снова и ответьте на то, что в них сейчас.',
    },
    kk: {
      message: '{$check} тексеруі қазір ештеңе сұрамайды немесе басқаны сұрайды.',
      remedy: 'Тексерулерді қайта қарап, қазіргісіне жауап беріңіз.',
    },
  },
  E_SECOND_PERSON: {
    en: {
      message: '{$name} gave this answer. A second person confirms it.',
      remedy: 'Ask another reviewer to confirm it in a session of their own.',
    },
    ru: {
      message: 'Этот ответ дал(а) {$name}. Подтверждает второй человек.',
      remedy: 'Попросите другого рецензента подтвердить его в собственном сеансе.',
    },
    kk: {
      message: 'Бұл жауапты {$name} берген. Оны екінші адам растайды.',
      remedy: 'Басқа сарапшыдан оны өз сеансында растауды сұраңыз.',
    },
  },
  E_EDITION_UNKNOWN: {
    en: {
      message: 'This node has built no edition {$number} of this space.',
      remedy: 'Look at the list of editions.',
    },
    ru: {
      message: 'Этот узел не собирал выпуск {$number} этого пространства.',
      remedy: 'Посмотрите список выпусков.',
    },
    kk: {
      message: 'Бұл түйін осы кеңістіктің {$number}-басылымын құрастырған жоқ.',
      remedy: 'Басылымдар тізімін қараңыз.',
    },
  },
  E_EDITION_NONE: {
    en: {
      message: 'No edition of {$space} has been built yet.',
      remedy: 'Build one under Publications first.',
    },
    ru: {
      message: 'Ни одного выпуска {$space} ещё не собрано.',
      remedy: 'Сначала соберите выпуск на странице «Публикации».',
    },
    kk: {
      message: '{$space} бойынша әлі бірде-бір басылым құрастырылған жоқ.',
      remedy: 'Алдымен «Жарияланымдар» бетінде басылым құрастырыңыз.',
    },
  },
  E_EDITION_GONE: {
    en: {
      message: 'The folder of edition {$number} is no longer where it was built.',
      remedy: 'Take it from a copy or a mirror, and check it there with kua verify.',
    },
    ru: {
      message: 'Папки выпуска {$number} больше нет там, где он был собран.',
      remedy: 'Возьмите его из копии или зеркала и проверьте там командой kua verify.',
    },
    kk: {
      message: '{$number}-басылымның қалтасы құрастырылған жерінде енді жоқ.',
      remedy: 'Оны көшірмеден немесе айнадан алып, kua verify арқылы тексеріңіз.',
    },
  },
  E_EDITION_CHANGED: {
    en: {
      message: 'The edition in {$dir} is not what was built: {$check}. {$detail}',
      remedy: 'Do not spread it. Take it from a copy that verifies.',
    },
    ru: {
      message: 'Выпуск в {$dir} не такой, каким был собран: {$check}. {$detail}',
      remedy: 'Не распространяйте его. Возьмите его из копии, которая проходит проверку.',
    },
    kk: {
      message: '{$dir} ішіндегі басылым құрастырылғандай емес: {$check}. {$detail}',
      remedy: 'Оны таратпаңыз. Тексеруден өтетін көшірмеден алыңыз.',
    },
  },
  E_EDITION_WITHDRAWN: {
    en: {
      message: 'Edition {$number} is withdrawn already.',
      remedy: 'The next edition says so. Build it.',
    },
    ru: {
      message: 'Выпуск {$number} уже отозван.',
      remedy: 'Следующий выпуск об этом скажет. Соберите его.',
    },
    kk: {
      message: '{$number}-басылым қайтарып алынған.',
      remedy: 'Бұл туралы келесі басылым айтады. Оны құрастырыңыз.',
    },
  },
  E_FOLDER_ABSENT: {
    en: {
      message: 'There is no folder {$folder} on the machine of the node.',
      remedy: 'Name a folder that is there, from the root of the disk. A stick must be plugged in.',
    },
    ru: {
      message: 'На машине узла нет папки {$folder}.',
      remedy: 'Укажите существующую папку от корня диска. Накопитель должен быть вставлен.',
    },
    kk: {
      message: 'Түйін машинасында {$folder} қалтасы жоқ.',
      remedy: 'Диск түбірінен бастап бар қалтаны көрсетіңіз. Жинақтағыш салынған болуы керек.',
    },
  },
  E_MIRROR_ADDRESS: {
    en: {
      message: '{$endpoint} is no address of a mirror.',
      remedy: 'Write https:// and the host. Plain http is for this machine and onion addresses only.',
    },
    ru: {
      message: '{$endpoint} не годится как адрес зеркала.',
      remedy: 'Напишите https:// и имя хоста. Обычный http только для этой машины и адресов onion.',
    },
    kk: {
      message: '{$endpoint} айна мекенжайы бола алмайды.',
      remedy: 'https:// және хост атауын жазыңыз. Жай http тек осы машина мен onion мекенжайлары үшін.',
    },
  },
  E_MIRROR_BUCKET_NAME: {
    en: {
      message: '{$bucket} is no name of a bucket.',
      remedy: "A bucket's name has 3 to 63 small letters, digits, dots or hyphens.",
    },
    ru: {
      message: '{$bucket} не годится как имя бакета.',
      remedy: 'Имя бакета: от 3 до 63 строчных букв, цифр, точек или дефисов.',
    },
    kk: {
      message: '{$bucket} бакет атауы бола алмайды.',
      remedy: 'Бакет атауы: 3-тен 63-ке дейін кіші әріп, цифр, нүкте немесе дефис.',
    },
  },
  E_MIRROR_PREFIX: {
    en: {
      message: '{$prefix} is no folder in a bucket.',
      remedy: 'Use letters, digits, dots, hyphens, and slashes between parts.',
    },
    ru: {
      message: '{$prefix} не годится как папка в бакете.',
      remedy: 'Буквы, цифры, точки, дефисы и косые черты между частями.',
    },
    kk: {
      message: '{$prefix} бакеттегі қалта бола алмайды.',
      remedy: 'Әріптер, цифрлар, нүктелер, дефистер және бөліктер арасында қиғаш сызықтар.',
    },
  },
  E_MIRROR_BUCKET: {
    en: {
      message: '{$host} has no bucket {$bucket}.',
      remedy: 'Make the bucket at the service, or correct its name.',
    },
    ru: {
      message: 'На {$host} нет бакета {$bucket}.',
      remedy: 'Создайте бакет у поставщика или исправьте имя.',
    },
    kk: {
      message: '{$host} қызметінде {$bucket} бакеті жоқ.',
      remedy: 'Бакетті қызметте жасаңыз немесе атауын түзетіңіз.',
    },
  },
  E_MIRROR_KEY: {
    en: {
      message: '{$host} refuses the key: {$reason}. Nothing more was sent.',
      remedy: 'Check access key, secret key, region, and what the key may do.',
    },
    ru: {
      message: '{$host} не принимает ключ: {$reason}. Больше ничего не отправлено.',
      remedy: 'Проверьте ключ доступа, секретный ключ, регион и права ключа.',
    },
    kk: {
      message: '{$host} кілтті қабылдамады: {$reason}. Бұдан әрі ештеңе жіберілген жоқ.',
      remedy: 'Қатынау кілтін, құпия кілтті, аймақты және кілт құқықтарын тексеріңіз.',
    },
  },
  E_MIRROR_NETWORK: {
    en: {
      message: '{$host} did not answer to the end: {$reason}. What was sent stays there.',
      remedy: 'Push again when the network is back: only what is missing is sent.',
    },
    ru: {
      message: '{$host} не ответил до конца: {$reason}. Отправленное там остаётся.',
      remedy: 'Отправьте снова, когда сеть вернётся: пойдёт только недостающее.',
    },
    kk: {
      message: '{$host} соңына дейін жауап бермеді: {$reason}. Жіберілгені сонда қалады.',
      remedy: 'Желі қалпына келгенде қайта жіберіңіз: тек жетіспейтіні жіберіледі.',
    },
  },
  E_MIRROR_ANSWER: {
    en: {
      message: '{$host} answered {$status}. What was sent stays there.',
      remedy: 'Wait and push again: only what is missing is sent. If it repeats, ask the service.',
    },
    ru: {
      message: '{$host} ответил {$status}. Отправленное там остаётся.',
      remedy: 'Подождите и отправьте снова: пойдёт только недостающее. Если повторится, обратитесь к поставщику.',
    },
    kk: {
      message: '{$host} {$status} деп жауап берді. Жіберілгені сонда қалады.',
      remedy: 'Күтіп, қайта жіберіңіз: тек жетіспейтіні жіберіледі. Қайталанса, қызметке жүгініңіз.',
    },
  },
  E_MIRROR_FOREIGN: {
    en: {
      message: 'The mirror holds {$files} files that are no edition of ours. They are not touched.',
      remedy: 'Name an empty place, or empty this one yourself.',
    },
    ru: {
      message: 'В зеркале лежат чужие файлы: {$files}. Они не тронуты.',
      remedy: 'Укажите пустое место или освободите это сами.',
    },
    kk: {
      message: 'Айнада біздің басылым емес {$files} файл жатыр. Оларға тиіспедік.',
      remedy: 'Бос орынды көрсетіңіз немесе бұл орынды өзіңіз босатыңыз.',
    },
  },
  E_MIRROR_FOLDER: {
    en: {
      message: 'The mirror in {$folder} cannot be written: {$reason}.',
      remedy: 'Plug the stick in, free some space, or choose another folder.',
    },
    ru: {
      message: 'В зеркало {$folder} нельзя писать: {$reason}.',
      remedy: 'Вставьте накопитель, освободите место или выберите другую папку.',
    },
    kk: {
      message: '{$folder} айнасына жазу мүмкін емес: {$reason}.',
      remedy: 'Жинақтағышты салыңыз, орын босатыңыз немесе басқа қалтаны таңдаңыз.',
    },
  },
  E_MIRROR_DIFFERS: {
    en: {
      message: 'Read back, the mirror is not the edition: {$missing} files are missing or differ, {$what} among them.',
      remedy: 'Push again. If it repeats, somebody else writes to this place.',
    },
    ru: {
      message: 'При чтении обратно зеркало не совпадает с выпуском: файлов {$missing}, среди них {$what}.',
      remedy: 'Отправьте снова. Если повторится, в это место пишет кто-то ещё.',
    },
    kk: {
      message: 'Қайта оқығанда айна басылыммен сәйкес емес: {$missing} файл, арасында {$what}.',
      remedy: 'Қайта жіберіңіз. Қайталанса, бұл орынға басқа біреу жазып жатыр.',
    },
  },
  E_MIRROR_UNKNOWN: {
    en: {
      message: 'There is no mirror {$id}.',
      remedy: 'Look at the list of mirrors.',
    },
    ru: {
      message: 'Зеркала {$id} нет.',
      remedy: 'Посмотрите список зеркал.',
    },
    kk: {
      message: '{$id} айнасы жоқ.',
      remedy: 'Айналар тізімін қараңыз.',
    },
  },
} satisfies ErrorTexts;
