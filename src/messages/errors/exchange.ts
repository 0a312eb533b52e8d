/** Texts of the codes of bundles, sync and proxies (exchange between nodes). */
import type { ErrorTexts } from './model.ts';

export const exchangeErrors = {
  E_BUNDLE_TO: {
    en: {
      message: 'A bundle needs readers: recipients or a passphrase, one of the two.',
      remedy: 'Add --to with an organisation’s name or its age1… recipient, or --passphrase.',
    },
    ru: {
      message: 'Пакету нужны читатели: получатели или парольная фраза, одно из двух.',
      remedy: 'Добавьте --to с названием организации или её получателем age1…, либо --passphrase.',
    },
    kk: {
      message: 'Бумаға оқитындар керек: алушылар не құпия сөйлем, екеуінің бірі.',
      remedy: '--to арқылы ұйым атауын не оның age1… алушысын, болмаса --passphrase қосыңыз.',
    },
  },
  E_BUNDLE_PART: {
    en: {
      message: 'Parts of {$max} bytes are too small: a single entry may need more.',
      remedy: 'Use --max-bytes {$least} or more; 7000000 fits most mail.',
    },
    ru: {
      message: 'Части по {$max} байт слишком малы: одной записи может понадобиться больше.',
      remedy: 'Укажите --max-bytes {$least} или больше; 7000000 проходит почти в любую почту.',
    },
    kk: {
      message: '{$max} байттық бөліктер тым кіші: бір жазбаға көбірек керек болуы мүмкін.',
      remedy: '--max-bytes {$least} не одан көп деңіз; 7000000 поштаның көбіне сыяды.',
    },
  },
  E_BUNDLE_EXISTS: {
    en: { message: 'The file {$file} exists already.', remedy: 'Choose another name; nothing was written.' },
    ru: { message: 'Файл {$file} уже есть.', remedy: 'Выберите другое имя; ничего не записано.' },
    kk: { message: '{$file} файлы бұрыннан бар.', remedy: 'Басқа атау таңдаңыз; ештеңе жазылған жоқ.' },
  },
  E_PROXY: {
    en: {
      message: 'The proxy that is set cannot be used: {$reason}.',
      remedy: 'Set HTTPS_PROXY, HTTP_PROXY or ALL_PROXY to http://HOST:PORT or socks5h://HOST:PORT.',
    },
    ru: {
      message: 'Заданный прокси не годится: {$reason}.',
      remedy: 'Задайте HTTPS_PROXY, HTTP_PROXY или ALL_PROXY в виде http://HOST:PORT или socks5h://HOST:PORT.',
    },
    kk: {
      message: 'Берілген прокси жарамайды: {$reason}.',
      remedy: 'HTTPS_PROXY, HTTP_PROXY не ALL_PROXY мәнін http://HOST:PORT не socks5h://HOST:PORT деп беріңіз.',
    },
  },
  E_SYNC_PLAIN: {
    en: {
      message: 'The address of {$host} is not encrypted on its way; nothing was sent.',
      remedy: 'Use an https:// address or an .onion address of that office, or exchange by bundle.',
    },
    ru: {
      message: 'Связь с {$host} не шифруется в пути; ничего не отправлено.',
      remedy: 'Возьмите адрес https:// или .onion этого офиса, либо обменяйтесь пакетом.',
    },
    kk: {
      message: '{$host} мекенжайымен байланыс жолда шифрланбайды; ештеңе жіберілмеді.',
      remedy: 'Ол кеңсенің https:// не .onion мекенжайын алыңыз немесе бумамен алмасыңыз.',
    },
  },
  E_SYNC_ONION: {
    en: {
      message: '{$host} is an onion address and no proxy that takes names is set; it was not looked up.',
      remedy: 'Start Tor and set ALL_PROXY=socks5h://127.0.0.1:9050.',
    },
    ru: {
      message: '{$host} — адрес onion, а прокси, принимающий имена, не задан; имя никому не сообщено.',
      remedy: 'Запустите Tor и задайте ALL_PROXY=socks5h://127.0.0.1:9050.',
    },
    kk: {
      message: '{$host} — onion мекенжайы, ал атау қабылдайтын прокси берілмеген; атау ешкімнен сұралмады.',
      remedy: 'Tor іске қосып, ALL_PROXY=socks5h://127.0.0.1:9050 деп беріңіз.',
    },
  },
  E_SYNC_URL: {
    en: {
      message: '{$url} is not the address of a node.',
      remedy: 'Write it as https://HOST/ or http://NAME.onion/, without a path.',
    },
    ru: {
      message: '{$url} — не адрес узла.',
      remedy: 'Напишите его как https://HOST/ или http://NAME.onion/, без пути.',
    },
    kk: {
      message: '{$url} — түйін мекенжайы емес.',
      remedy: 'Оны https://HOST/ не http://NAME.onion/ түрінде, жолсыз жазыңыз.',
    },
  },
  E_SYNC_LINK: {
    en: {
      message: 'The connection to the other node failed: {$reason}.',
      remedy: 'What arrived is kept and the next try goes on from there. Try later, or exchange by bundle.',
    },
    ru: {
      message: 'Связь с другим узлом прервалась: {$reason}.',
      remedy:
        'Дошедшее сохранено, следующая попытка продолжит с этого места. Попробуйте позже или обменяйтесь пакетом.',
    },
    kk: {
      message: 'Басқа түйінмен байланыс үзілді: {$reason}.',
      remedy: 'Келгені сақталды, келесі талпыныс сол жерден жалғасады. Кейін көріңіз не бумамен алмасыңыз.',
    },
  },
  E_SYNC_PEER: {
    en: {
      message: 'The other node answered {$status} without saying why.',
      remedy: 'Check that the address is that of a node, and that its program is not older than ours.',
    },
    ru: {
      message: 'Другой узел ответил {$status} без объяснения.',
      remedy: 'Проверьте, что адрес ведёт на узел и его программа не старее нашей.',
    },
    kk: {
      message: 'Басқа түйін түсіндірмей {$status} деп жауап берді.',
      remedy: 'Мекенжай түйіндікі екенін және бағдарламасы біздікінен ескі емесін тексеріңіз.',
    },
  },
  E_SYNC_BASE: {
    en: {
      message: 'The node at {$url} calls itself {$said}; nothing was signed for it.',
      remedy: 'Somebody may stand in between. Ask that office for its address and use exactly that.',
    },
    ru: {
      message: 'Узел по адресу {$url} называет себя {$said}; для него ничего не подписано.',
      remedy: 'Возможно, кто-то стоит посередине. Спросите адрес у того офиса и возьмите ровно его.',
    },
    kk: {
      message: '{$url} мекенжайындағы түйін өзін {$said} дейді; оған ештеңе қойылмады.',
      remedy: 'Арада біреу тұруы мүмкін. Мекенжайды сол кеңседен сұрап, дәл соны алыңыз.',
    },
  },
  E_SYNC_BUSY: {
    en: {
      message: 'An exchange with {$url} is running already.',
      remedy: 'Wait until it has ended; it brings the same.',
    },
    ru: { message: 'Обмен с {$url} уже идёт.', remedy: 'Дождитесь конца: он принесёт то же самое.' },
    kk: { message: '{$url} мекенжайымен алмасу жүріп жатыр.', remedy: 'Аяқталғанын күтіңіз: ол да соны әкеледі.' },
  },
  E_EXCHANGE_BUSY: {
    en: { message: 'Other exchanges are running: {$n}.', remedy: 'Wait until one of them has ended.' },
    ru: { message: 'Идут другие обмены: {$n}.', remedy: 'Дождитесь, пока один из них закончится.' },
    kk: { message: 'Басқа алмасулар жүріп жатыр: {$n}.', remedy: 'Олардың бірі аяқталғанша күтіңіз.' },
  },
  E_EXCHANGE_GONE: {
    en: {
      message: 'This exchange, or its file, is not kept any more.',
      remedy: 'Files wait for one hour, and until the node stops. Write it again.',
    },
    ru: {
      message: 'Этот обмен или его файл больше не хранится.',
      remedy: 'Файлы ждут один час и до остановки узла. Запишите его снова.',
    },
    kk: {
      message: 'Бұл алмасу не оның файлы енді сақталмайды.',
      remedy: 'Файлдар бір сағат және торап тоқтағанша күтеді. Қайта жазыңыз.',
    },
  },
  E_PEER_UNKNOWN: {
    en: {
      message: 'The address {$url} is not on the list of this space.',
      remedy: 'A manager adds it on the Coalition page; then exchange.',
    },
    ru: {
      message: 'Адреса {$url} нет в списке этого пространства.',
      remedy: 'Управляющий добавляет его на странице «Коалиция»; потом обменяйтесь.',
    },
    kk: {
      message: '{$url} мекенжайы бұл кеңістіктің тізімінде жоқ.',
      remedy: 'Басқарушы оны «Коалиция» бетінде қосады; содан кейін алмасыңыз.',
    },
  },
  E_UPLOAD_OFFSET: {
    en: {
      message: 'Of this object {$have} bytes are here; the piece does not go on from there.',
      remedy: 'Go on from {$have}.',
    },
    ru: {
      message: 'Этого объекта здесь {$have} байт; кусок не продолжает с этого места.',
      remedy: 'Продолжите с {$have}.',
    },
    kk: {
      message: 'Бұл нысанның мұнда {$have} байты бар; бөлік сол жерден жалғаспайды.',
      remedy: '{$have} орнынан жалғастырыңыз.',
    },
  },
} as const satisfies ErrorTexts;
