/** Texts of the ledger's codes. */
import type { ErrorTexts } from './model.ts';

export const ledgerErrors = {
  E_SIZE: {
    en: {
      message: 'The entry has {$bytes} bytes; at most {$max} are taken.',
      remedy: 'Write less at once: several smaller entries.',
    },
    ru: {
      message: 'В записи {$bytes} байт; принимается не больше {$max}.',
      remedy: 'Пишите меньше за раз: несколько записей поменьше.',
    },
    kk: {
      message: 'Жазбада {$bytes} байт бар; ең көбі {$max} қабылданады.',
      remedy: 'Бір жолы азырақ жазыңыз: бірнеше кіші жазба.',
    },
  },
  E_COSE: {
    en: { message: 'The bytes are not an entry of this format.', remedy: 'Ask the sender for the entry again.' },
    ru: { message: 'Эти байты — не запись этого формата.', remedy: 'Попросите отправителя прислать запись ещё раз.' },
    kk: { message: 'Бұл байттар осы пішімдегі жазба емес.', remedy: 'Жіберушіден жазбаны қайта сұраңыз.' },
  },
  E_CBOR: {
    en: { message: 'The encoding is broken at byte {$offset}: {$reason}.', remedy: 'Ask the sender for it again.' },
    ru: {
      message: 'Кодирование нарушено в байте {$offset}: {$reason}.',
      remedy: 'Попросите отправителя прислать ещё раз.',
    },
    kk: { message: 'Кодтау {$offset}-байтта бұзылған: {$reason}.', remedy: 'Жіберушіден қайта сұраңыз.' },
  },
  E_HEADER: {
    en: {
      message: 'The entry’s header does not have the right form: {$reason}.',
      remedy: 'Ask the sender for it again.',
    },
    ru: { message: 'Заголовок записи неверной формы: {$reason}.', remedy: 'Попросите отправителя прислать ещё раз.' },
    kk: { message: 'Жазба тақырыбының пішіні дұрыс емес: {$reason}.', remedy: 'Жіберушіден қайта сұраңыз.' },
  },
  E_KEY: {
    en: {
      message: 'The entry is signed with a key that no verifier may accept.',
      remedy: 'Tell the sender: their key is broken.',
    },
    ru: {
      message: 'Запись подписана ключом, который нельзя принимать.',
      remedy: 'Сообщите отправителю: его ключ негоден.',
    },
    kk: {
      message: 'Жазба қабылдауға болмайтын кілтпен қойылған.',
      remedy: 'Жіберушіге хабарлаңыз: оның кілті жарамсыз.',
    },
  },
  E_SIG: {
    en: {
      message: 'The signature does not hold: the entry was changed or is not by its writer.',
      remedy: 'Do not use it; ask the sender for the original.',
    },
    ru: {
      message: 'Подпись не сходится: запись изменена или не от своего автора.',
      remedy: 'Не используйте её; попросите у отправителя оригинал.',
    },
    kk: {
      message: 'Қолтаңба сәйкес емес: жазба өзгертілген немесе авторынікі емес.',
      remedy: 'Оны пайдаланбаңыз; жіберушіден түпнұсқасын сұраңыз.',
    },
  },
  E_CHAIN: {
    en: { message: 'The entry does not continue its writer’s chain.', remedy: 'Ask the sender for the whole chain.' },
    ru: { message: 'Запись не продолжает цепь своего автора.', remedy: 'Попросите у отправителя всю цепь.' },
    kk: { message: 'Жазба авторының тізбегін жалғастырмайды.', remedy: 'Жіберушіден бүкіл тізбекті сұраңыз.' },
  },
  E_CLOCK: {
    en: {
      message: 'The entry’s time does not come after that of the entry before it.',
      remedy: 'Check the clock of the device that wrote it.',
    },
    ru: { message: 'Время записи не позже времени предыдущей.', remedy: 'Проверьте часы устройства, где она сделана.' },
    kk: { message: 'Жазба уақыты алдыңғысынан кейін емес.', remedy: 'Оны жазған құрылғының сағатын тексеріңіз.' },
  },
  E_EPOCH_RULE: {
    en: {
      message: 'The entry is open where it must be sealed, or sealed where it must be open.',
      remedy: 'Do not use it; tell the sender.',
    },
    ru: {
      message: 'Запись открыта там, где должна быть запечатана, или наоборот.',
      remedy: 'Не используйте её; сообщите отправителю.',
    },
    kk: {
      message: 'Жазба мөрленуі тиіс жерде ашық, не керісінше.',
      remedy: 'Оны пайдаланбаңыз; жіберушіге хабарлаңыз.',
    },
  },
  E_EPOCH: {
    en: { message: 'A key that was handed over does not fit its name.', remedy: 'Ask for the key again.' },
    ru: { message: 'Переданный ключ не соответствует своему имени.', remedy: 'Попросите ключ ещё раз.' },
    kk: { message: 'Берілген кілт өз атына сәйкес емес.', remedy: 'Кілтті қайта сұраңыз.' },
  },
  E_ERASED: {
    en: { message: 'This payload was erased and is not taken again.', remedy: 'Nothing needs to be done.' },
    ru: { message: 'Это содержание стёрто и снова не принимается.', remedy: 'Ничего делать не нужно.' },
    kk: { message: 'Бұл мазмұн өшірілген, қайта қабылданбайды.', remedy: 'Ештеңе істеудің қажеті жоқ.' },
  },
  E_ERASE_KIND: {
    en: { message: 'Only data entries can be erased.', remedy: 'Name the entry of the claim that is to go.' },
    ru: {
      message: 'Стереть можно только записи с данными.',
      remedy: 'Укажите запись того утверждения, которое надо стереть.',
    },
    kk: {
      message: 'Тек деректері бар жазбаларды өшіруге болады.',
      remedy: 'Өшірілетін мәлімдеменің жазбасын көрсетіңіз.',
    },
  },
  E_PAYLOAD: {
    en: { message: 'The payload is not the one that the entry names.', remedy: 'Ask the sender for it again.' },
    ru: { message: 'Содержание не то, которое названо в записи.', remedy: 'Попросите отправителя прислать ещё раз.' },
    kk: { message: 'Мазмұн жазбада аталғаны емес.', remedy: 'Жіберушіден қайта сұраңыз.' },
  },
  E_COMMIT: {
    en: {
      message: 'The payload’s key does not fit the entry.',
      remedy: 'The entry stays and is shown as unreadable; tell its author.',
    },
    ru: {
      message: 'Ключ содержания не подходит к записи.',
      remedy: 'Запись остаётся и показана как нечитаемая; сообщите автору.',
    },
    kk: {
      message: 'Мазмұн кілті жазбаға сәйкес емес.',
      remedy: 'Жазба қалады, оқылмайтын деп көрсетіледі; авторына хабарлаңыз.',
    },
  },
  E_AEAD: {
    en: {
      message: 'The payload cannot be opened: it was changed.',
      remedy: 'The entry stays and is shown as unreadable; tell its author.',
    },
    ru: {
      message: 'Содержание не открывается: оно изменено.',
      remedy: 'Запись остаётся и показана как нечитаемая; сообщите автору.',
    },
    kk: {
      message: 'Мазмұн ашылмайды: ол өзгертілген.',
      remedy: 'Жазба қалады, оқылмайтын деп көрсетіледі; авторына хабарлаңыз.',
    },
  },
  E_BODY: {
    en: {
      message: 'The payload does not have the right form: {$reason}.',
      remedy: 'The entry stays and is shown as unreadable; tell its author.',
    },
    ru: {
      message: 'Содержание неверной формы: {$reason}.',
      remedy: 'Запись остаётся и показана как нечитаемая; сообщите автору.',
    },
    kk: {
      message: 'Мазмұн пішіні дұрыс емес: {$reason}.',
      remedy: 'Жазба қалады, оқылмайтын деп көрсетіледі; авторына хабарлаңыз.',
    },
  },
  E_CLAIMS: {
    en: {
      message: 'The claims in the payload do not have the right form: {$reason}.',
      remedy: 'The entry stays and is shown as unreadable; tell its author.',
    },
    ru: {
      message: 'Утверждения в содержании неверной формы: {$reason}.',
      remedy: 'Запись остаётся и показана как нечитаемая; сообщите автору.',
    },
    kk: {
      message: 'Мазмұндағы мәлімдемелердің пішіні дұрыс емес: {$reason}.',
      remedy: 'Жазба қалады, оқылмайтын деп көрсетіледі; авторына хабарлаңыз.',
    },
  },
  E_AUTH: {
    en: {
      message: 'The entry does not name a right to do what it does.',
      remedy: 'It has no effect; a manager can repeat it.',
    },
    ru: {
      message: 'Запись не называет права на то, что делает.',
      remedy: 'Она не действует; управляющий может её повторить.',
    },
    kk: { message: 'Жазба өз әрекетіне құқықты көрсетпейді.', remedy: 'Ол күшіне енбейді; басқарушы қайталай алады.' },
  },
  E_CUT_SELF: {
    en: {
      message: 'The removal would take away the right it stands on, or removes its own author.',
      remedy: 'It has no effect; a manager whose right does not come from the removed one can make it.',
    },
    ru: {
      message: 'Исключение отнимает право, на котором само стоит, или исключает своего автора.',
      remedy: 'Оно не действует; его может сделать управляющий, чьё право не от исключаемого.',
    },
    kk: {
      message: 'Шығару өзі сүйенген құқықты жояды немесе өз авторын шығарады.',
      remedy: 'Ол күшіне енбейді; құқығы шығарылушыдан алынбаған басқарушы жасай алады.',
    },
  },
  E_FORK: {
    en: {
      message: 'The writer’s chain has split before this grant or acceptance, so it is suspended.',
      remedy: 'Another manager repeats it if it is right; both branches are kept as proof.',
    },
    ru: {
      message: 'Цепочка автора разошлась до этого допуска или принятия, и оно приостановлено.',
      remedy: 'Если оно верно, его повторяет другой управляющий; обе ветви хранятся как доказательство.',
    },
    kk: {
      message: 'Автордың тізбегі осы рұқсатқа немесе қабылдауға дейін екіге бөлінген, сондықтан ол тоқтатылды.',
      remedy: 'Дұрыс болса, оны басқа басқарушы қайталайды; екі тармақ та дәлел ретінде сақталады.',
    },
  },
  P_VERSION: {
    en: {
      message: 'The entry is of a newer version of Kuä and waits unread.',
      remedy: 'Update Kuä; the entry is then read by itself.',
    },
    ru: {
      message: 'Запись от более новой версии Kuä и ждёт непрочитанной.',
      remedy: 'Обновите Kuä; запись прочтётся сама.',
    },
    kk: { message: 'Жазба Kuä-ның жаңа нұсқасынан, оқылмай күтуде.', remedy: 'Kuä-ны жаңартыңыз; жазба өзі оқылады.' },
  },
  P_SPACE: {
    en: { message: 'The entry belongs to a space that is not here yet.', remedy: 'It waits until the space arrives.' },
    ru: { message: 'Запись относится к пространству, которого здесь ещё нет.', remedy: 'Она ждёт, пока оно придёт.' },
    kk: { message: 'Жазба мұнда әлі жоқ кеңістікке қатысты.', remedy: 'Ол келгенше күтеді.' },
  },
  P_PREV: {
    en: { message: 'An earlier entry of the same writer is missing.', remedy: 'It waits until that entry arrives.' },
    ru: { message: 'Нет более ранней записи того же автора.', remedy: 'Она ждёт, пока та придёт.' },
    kk: { message: 'Сол автордың бұрынғы жазбасы жоқ.', remedy: 'Ол келгенше күтеді.' },
  },
  Q_NO_CERT: {
    en: {
      message: 'The writer is not certified in this space.',
      remedy: 'The entry is kept aside; a manager can admit the writer.',
    },
    ru: {
      message: 'Автор не заверен в этом пространстве.',
      remedy: 'Запись отложена; управляющий может принять автора.',
    },
    kk: {
      message: 'Автор бұл кеңістікте куәландырылмаған.',
      remedy: 'Жазба бөлек сақталды; басқарушы авторды қабылдай алады.',
    },
  },
  Q_NO_GRANT: {
    en: {
      message: 'The writer’s role does not allow this entry.',
      remedy: 'The entry is kept aside until a manager admits its seat with that right.',
    },
    ru: {
      message: 'Роль автора не позволяет такую запись.',
      remedy: 'Запись отложена, пока управляющий не даст его месту это право.',
    },
    kk: {
      message: 'Автордың рөлі мұндай жазбаға рұқсат бермейді.',
      remedy: 'Басқарушы оның орнына осы құқықты бергенше, жазба бөлек сақталады.',
    },
  },
  Q_CUT: {
    en: {
      message: 'The writer was removed before this entry.',
      remedy: 'The entry is kept aside; a manager can accept it.',
    },
    ru: { message: 'Автор исключён до этой записи.', remedy: 'Запись отложена; управляющий может её принять.' },
    kk: { message: 'Автор бұл жазбаға дейін шығарылған.', remedy: 'Жазба бөлек сақталды; басқарушы қабылдай алады.' },
  },
  E_VAULT: {
    en: {
      message: 'The vault file is damaged: {$reason}.',
      remedy: 'Restore a backup with kua restore; nothing was changed.',
    },
    ru: {
      message: 'Файл хранилища ключей повреждён: {$reason}.',
      remedy: 'Восстановите копию командой kua restore; ничего не изменено.',
    },
    kk: {
      message: 'Кілт қоймасының файлы бүлінген: {$reason}.',
      remedy: 'kua restore арқылы көшірмені қалпына келтіріңіз; ештеңе өзгерген жоқ.',
    },
  },
  E_UNLOCK: {
    en: {
      message: 'This passphrase or key file does not open the vault.',
      remedy: 'Check it and try again; nothing was changed.',
    },
    ru: {
      message: 'Этот пароль или файл ключа не открывает хранилище.',
      remedy: 'Проверьте и повторите; ничего не изменено.',
    },
    kk: {
      message: 'Бұл құпиясөз немесе кілт файлы қойманы ашпайды.',
      remedy: 'Тексеріп, қайталаңыз; ештеңе өзгерген жоқ.',
    },
  },
  E_STALE: {
    en: {
      message: 'Another copy of this node has written further than this one.',
      remedy: 'Start a new writer: kua restore does it by itself.',
    },
    ru: {
      message: 'Другая копия этого узла записала больше, чем эта.',
      remedy: 'Начните новую цепь: kua restore делает это сам.',
    },
    kk: {
      message: 'Бұл тораптың басқа көшірмесі одан әрі жазған.',
      remedy: 'Жаңа тізбек бастаңыз: kua restore оны өзі жасайды.',
    },
  },
  E_QUOTA: {
    en: { message: 'The limit of entries kept aside is reached.', remedy: 'A manager decides on the ones that wait.' },
    ru: { message: 'Достигнут предел отложенных записей.', remedy: 'Управляющий решает по тем, что ждут.' },
    kk: { message: 'Бөлек сақталған жазбалар шегіне жетті.', remedy: 'Күткендері туралы басқарушы шешеді.' },
  },
  E_CARD: {
    en: {
      message: 'The signature names another organisation, or another card of it.',
      remedy: 'Ask the signatory for the card under which it signed.',
    },
    ru: {
      message: 'Подпись называет другую организацию или другую её карточку.',
      remedy: 'Попросите у подписавшей организации карточку, под которой она подписала.',
    },
    kk: {
      message: 'Қолтаңба басқа ұйымды не оның басқа карточкасын атайды.',
      remedy: 'Қол қойған ұйымнан қол қойған кездегі карточкасын сұраңыз.',
    },
  },
} satisfies ErrorTexts;
