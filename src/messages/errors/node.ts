/** Texts of the codes of the composition root, the server and the command line. */
import type { ErrorTexts } from './model.ts';

export const nodeErrors = {
  E_USAGE: {
    en: { message: 'The call is not understood: {$reason}.', remedy: 'See kua help.' },
    ru: { message: 'Вызов не понят: {$reason}.', remedy: 'Смотрите kua help.' },
    kk: { message: 'Шақыру түсініксіз: {$reason}.', remedy: 'kua help пәрменін қараңыз.' },
  },
  E_INPUT: {
    en: {
      message: 'The request does not have the expected form at {$path}: {$reason}.',
      remedy: 'The expected form is described at /api/1/openapi.json.',
    },
    ru: {
      message: 'Запрос не соответствует ожидаемой форме в {$path}: {$reason}.',
      remedy: 'Ожидаемая форма описана в /api/1/openapi.json.',
    },
    kk: {
      message: 'Сұраныс {$path} жерінде күтілген пішінге сай емес: {$reason}.',
      remedy: 'Күтілген пішін /api/1/openapi.json құжатында сипатталған.',
    },
  },
  E_TEXT_LONG: {
    en: {
      message: 'A text is longer than {$max} characters ({$field}). Nothing was saved.',
      remedy: 'Shorten it, or put a part of it elsewhere.',
    },
    ru: {
      message: 'Текст длиннее {$max} знаков ({$field}). Ничего не сохранено.',
      remedy: 'Сократите его или перенесите часть в другое место.',
    },
    kk: {
      message: 'Мәтін {$max} таңбадан ұзын ({$field}). Ештеңе сақталған жоқ.',
      remedy: 'Қысқартыңыз немесе бір бөлігін басқа жерге көшіріңіз.',
    },
  },
  E_TEXT_CHARACTER: {
    en: {
      message: 'A text has a character that cannot be kept as it is: NUL, or half of a pair ({$field}).',
      remedy: 'Delete it, or type the place again. Nothing was saved.',
    },
    ru: {
      message: 'В тексте есть знак, который нельзя сохранить как есть: NUL или половина пары ({$field}).',
      remedy: 'Удалите его или наберите это место заново. Ничего не сохранено.',
    },
    kk: {
      message: 'Мәтінде сол күйінде сақталмайтын таңба бар: NUL немесе жұптың жартысы ({$field}).',
      remedy: 'Оны өшіріңіз немесе сол жерді қайта теріңіз. Ештеңе сақталған жоқ.',
    },
  },
  E_KIND: {
    en: { message: 'There is no kind of record called {$kind}.', remedy: 'Kinds: {$known}.' },
    ru: { message: 'Вида записи {$kind} нет.', remedy: 'Виды: {$known}.' },
    kk: { message: '{$kind} деген жазба түрі жоқ.', remedy: 'Түрлері: {$known}.' },
  },
  E_NOT_FOUND: {
    en: { message: 'No record {$id} is known here.', remedy: 'Check the id, or search for the record.' },
    ru: { message: 'Запись {$id} здесь не известна.', remedy: 'Проверьте идентификатор или найдите запись поиском.' },
    kk: { message: '{$id} жазбасы мұнда белгісіз.', remedy: 'Идентификаторды тексеріңіз немесе жазбаны іздеңіз.' },
  },
  E_SPACE: {
    en: { message: 'There is no space {$space} on this node.', remedy: 'kua space list shows the spaces.' },
    ru: { message: 'На этом узле нет пространства {$space}.', remedy: 'Список показывает kua space list.' },
    kk: { message: 'Бұл торапта {$space} кеңістігі жоқ.', remedy: 'Тізімді kua space list көрсетеді.' },
  },
  E_SPACE_EXISTS: {
    en: { message: 'A space named {$space} exists already.', remedy: 'Choose another name.' },
    ru: { message: 'Пространство {$space} уже есть.', remedy: 'Выберите другое имя.' },
    kk: { message: '{$space} кеңістігі бұрыннан бар.', remedy: 'Басқа атау таңдаңыз.' },
  },
  E_NO_NODE: {
    en: {
      message: 'There is no node in {$dir}.',
      remedy: 'Make one with kua init, or name another folder with --data.',
    },
    ru: {
      message: 'В папке {$dir} нет узла.',
      remedy: 'Создайте его командой kua init или укажите другую папку через --data.',
    },
    kk: {
      message: '{$dir} қалтасында торап жоқ.',
      remedy: 'Оны kua init арқылы жасаңыз немесе --data арқылы басқа қалтаны көрсетіңіз.',
    },
  },
  E_NODE_EXISTS: {
    en: {
      message: 'A node exists in {$dir} already; nothing was changed.',
      remedy: 'Use it, or name another folder with --data.',
    },
    ru: {
      message: 'В папке {$dir} узел уже есть; ничего не изменено.',
      remedy: 'Пользуйтесь им или укажите другую папку через --data.',
    },
    kk: {
      message: '{$dir} қалтасында торап бұрыннан бар; ештеңе өзгертілмеді.',
      remedy: 'Соны пайдаланыңыз немесе --data арқылы басқа қалтаны көрсетіңіз.',
    },
  },
  E_INDICATOR: {
    en: {
      message: 'The demand has no indicator {$indicator}; it has {$known}.',
      remedy: 'Name one of its indicators, or add one to the demand first.',
    },
    ru: {
      message: 'У требования нет индикатора {$indicator}; есть {$known}.',
      remedy: 'Укажите один из его индикаторов или сначала добавьте новый.',
    },
    kk: {
      message: 'Талапта {$indicator} индикаторы жоқ; бары: {$known}.',
      remedy: 'Индикаторларының бірін көрсетіңіз немесе алдымен жаңасын қосыңыз.',
    },
  },
  E_PORT: {
    en: {
      message: 'Port {$port} is in use by another program.',
      remedy: 'Stop that program, or choose another port: kua serve --port {$next}.',
    },
    ru: {
      message: 'Порт {$port} занят другой программой.',
      remedy: 'Остановите её или выберите другой порт: kua serve --port {$next}.',
    },
    kk: {
      message: '{$port} портын басқа бағдарлама пайдалануда.',
      remedy: 'Оны тоқтатыңыз немесе басқа порт таңдаңыз: kua serve --port {$next}.',
    },
  },
  E_SESSION: {
    en: {
      message: 'You are not logged in, or the session has ended.',
      remedy: 'Open a login link: kua user link NAME prints one.',
    },
    ru: {
      message: 'Вы не вошли, или сеанс закончился.',
      remedy: 'Откройте ссылку для входа: её печатает kua user link ИМЯ.',
    },
    kk: {
      message: 'Сіз кірмегенсіз немесе сеанс аяқталған.',
      remedy: 'Кіру сілтемесін ашыңыз: оны kua user link АТЫ басып шығарады.',
    },
  },
  E_LOGIN: {
    en: {
      message: 'This login link is not valid: it was used, or is older than 15 minutes.',
      remedy: 'Make a new one: kua user link NAME.',
    },
    ru: {
      message: 'Ссылка для входа недействительна: её уже использовали или ей больше 15 минут.',
      remedy: 'Сделайте новую: kua user link ИМЯ.',
    },
    kk: {
      message: 'Кіру сілтемесі жарамсыз: пайдаланылған немесе 15 минуттан ескі.',
      remedy: 'Жаңасын жасаңыз: kua user link АТЫ.',
    },
  },
  E_CSRF: {
    en: { message: 'The request does not carry this session’s token.', remedy: 'Reload the page and try again.' },
    ru: { message: 'В запросе нет знака этого сеанса.', remedy: 'Обновите страницу и повторите.' },
    kk: { message: 'Сұраныста осы сеанстың белгісі жоқ.', remedy: 'Бетті жаңартып, қайталап көріңіз.' },
  },
  E_FORBIDDEN: {
    en: {
      message: 'Your role does not allow this. It needs the role {$role} or higher.',
      remedy: 'Ask a manager of your organisation.',
    },
    ru: {
      message: 'Ваша роль этого не позволяет. Нужна роль {$role} или выше.',
      remedy: 'Обратитесь к управляющему вашей организации.',
    },
    kk: {
      message: 'Сіздің рөліңіз бұған рұқсат бермейді. {$role} немесе одан жоғары рөл керек.',
      remedy: 'Ұйымыңыздың басқарушысына жүгініңіз.',
    },
  },
  E_RATE: {
    en: { message: 'Too many requests in a short time.', remedy: 'Wait {$seconds} seconds and try again.' },
    ru: { message: 'Слишком много запросов за короткое время.', remedy: 'Подождите {$seconds} с и повторите.' },
    kk: { message: 'Қысқа уақытта сұраныс тым көп.', remedy: '{$seconds} секунд күтіп, қайталаңыз.' },
  },
  E_HOST: {
    en: {
      message: 'This node does not answer under the name {$host}.',
      remedy: 'Open the address that kua serve printed.',
    },
    ru: {
      message: 'Этот узел не отвечает под именем {$host}.',
      remedy: 'Откройте адрес, который напечатал kua serve.',
    },
    kk: { message: 'Бұл торап {$host} атымен жауап бермейді.', remedy: 'kua serve басып шығарған мекенжайды ашыңыз.' },
  },
  E_PATH: {
    en: { message: 'There is no {$path} in this API.', remedy: 'The paths are listed at /api/1/openapi.json.' },
    ru: { message: 'В этом API нет пути {$path}.', remedy: 'Пути перечислены в /api/1/openapi.json.' },
    kk: { message: 'Бұл API-де {$path} жолы жоқ.', remedy: 'Жолдар /api/1/openapi.json құжатында берілген.' },
  },
  E_BODY_SIZE: {
    en: {
      message: 'The request is larger than {$max} bytes.',
      remedy: 'Send less at once; files go through kua evidence add.',
    },
    ru: {
      message: 'Запрос больше {$max} байт.',
      remedy: 'Отправляйте меньше за раз; файлы добавляет kua evidence add.',
    },
    kk: {
      message: 'Сұраныс {$max} байттан үлкен.',
      remedy: 'Бір жолы азырақ жіберіңіз; файлдарды kua evidence add қосады.',
    },
  },
  E_FILE: {
    en: { message: 'The file {$file} cannot be read: {$reason}.', remedy: 'Check the name and the permissions.' },
    ru: { message: 'Файл {$file} не читается: {$reason}.', remedy: 'Проверьте имя и права доступа.' },
    kk: { message: '{$file} файлы оқылмайды: {$reason}.', remedy: 'Атауы мен рұқсаттарын тексеріңіз.' },
  },
  E_USER: {
    en: {
      message: 'There is no person {$name} on this node.',
      remedy: 'The page People shows who is here and invites others (or: kua user list, kua user add NAME).',
    },
    ru: {
      message: 'На этом узле нет человека {$name}.',
      remedy: 'Страница «Люди» показывает, кто здесь есть, и приглашает других (или: kua user list, kua user add ИМЯ).',
    },
    kk: {
      message: 'Бұл торапта {$name} деген адам жоқ.',
      remedy:
        '«Адамдар» беті мұнда кім бар екенін көрсетеді және басқаларды шақырады (немесе: kua user list, kua user add АТЫ).',
    },
  },
  E_USER_EXISTS: {
    en: {
      message: 'A person named {$name} exists already.',
      remedy: 'Choose another name, or change the role of that person on the page People (or: kua user role).',
    },
    ru: {
      message: 'Человек {$name} уже есть.',
      remedy: 'Выберите другое имя или смените роль этого человека на странице «Люди» (или: kua user role).',
    },
    kk: {
      message: '{$name} деген адам бұрыннан бар.',
      remedy: 'Басқа ат таңдаңыз немесе ол адамның рөлін «Адамдар» бетінде өзгертіңіз (немесе: kua user role).',
    },
  },
  E_USER_LOCKED: {
    en: { message: 'The account {$name} is locked.', remedy: 'A manager can open it: kua user lock NAME --off.' },
    ru: {
      message: 'Учётная запись {$name} заблокирована.',
      remedy: 'Управляющий может открыть её: kua user lock ИМЯ --off.',
    },
    kk: { message: '{$name} тіркелгісі бұғатталған.', remedy: 'Басқарушы оны аша алады: kua user lock АТЫ --off.' },
  },
  E_LAST_MANAGER: {
    en: { message: '{$name} is the last manager of this node.', remedy: 'Give another person the role manager first.' },
    ru: {
      message: '{$name} — последний управляющий этого узла.',
      remedy: 'Сначала дайте роль manager другому человеку.',
    },
    kk: { message: '{$name} — бұл тораптың соңғы басқарушысы.', remedy: 'Алдымен manager рөлін басқа адамға беріңіз.' },
  },
  E_ROLE: {
    en: { message: 'There is no role {$role}.', remedy: 'Roles: volunteer, documenter, reviewer, manager.' },
    ru: { message: 'Роли {$role} нет.', remedy: 'Роли: volunteer, documenter, reviewer, manager.' },
    kk: { message: '{$role} рөлі жоқ.', remedy: 'Рөлдер: volunteer, documenter, reviewer, manager.' },
  },
  E_CLAIM: {
    en: {
      message: 'No claim {$claim} of this organisation is live.',
      remedy: 'kua show ID lists the claims. Another organisation’s claim is answered with a claim of your own.',
    },
    ru: {
      message: 'Нет действующего утверждения {$claim} этой организации.',
      remedy: 'Утверждения показывает kua show ID. На чужое утверждение отвечают своим.',
    },
    kk: {
      message: 'Осы ұйымның {$claim} деген күшіндегі мәлімдемесі жоқ.',
      remedy: 'Мәлімдемелерді kua show ID көрсетеді. Өзгенің мәлімдемесіне өз мәлімдемеңізбен жауап беріңіз.',
    },
  },
  E_ERASE_ROLE: {
    en: {
      message: 'Another organisation wrote this, and our seat in {$space} may not ask to erase it.',
      remedy: 'Ask that organisation to erase it, or a manager of the space.',
    },
    ru: {
      message: 'Это написала другая организация, и наше место в {$space} не вправе просить стереть это.',
      remedy: 'Попросите стереть саму организацию или управляющего пространства.',
    },
    kk: {
      message: 'Мұны басқа ұйым жазған, ал біздің {$space} ішіндегі орнымыз өшіруді сұрай алмайды.',
      remedy: 'Өшіруді сол ұйымнан немесе кеңістік басқарушысынан сұраңыз.',
    },
  },
  E_ERASE_ASKED: {
    en: {
      message: 'Our organisation has asked to erase {$entry} already.',
      remedy: 'It is erased when a manager of one more organisation asks for the same; send them a bundle or sync.',
    },
    ru: {
      message: 'Наша организация уже просила стереть {$entry}.',
      remedy:
        'Запись сотрётся, когда о том же попросит управляющий ещё одной организации; отправьте им пакет или выполните обмен.',
    },
    kk: {
      message: 'Біздің ұйым {$entry} жазбасын өшіруді бұрын сұраған.',
      remedy: 'Тағы бір ұйымның басқарушысы соны сұрағанда өшіріледі; оларға топтама жіберіңіз немесе алмасыңыз.',
    },
  },
  E_ENTRY: {
    en: {
      message: 'No entry {$entry} is held here, or it is not one that can be erased: {$reason}.',
      remedy: 'kua show ID --json names the entry of every claim.',
    },
    ru: {
      message: 'Запись журнала {$entry} здесь не хранится или её нельзя стереть: {$reason}.',
      remedy: 'Запись каждого утверждения показывает kua show ID --json.',
    },
    kk: {
      message: '{$entry} журнал жазбасы мұнда жоқ немесе оны өшіруге болмайды: {$reason}.',
      remedy: 'Әр мәлімдеменің жазбасын kua show ID --json көрсетеді.',
    },
  },
  E_EXAMPLE: {
    en: { message: 'There is no example {$name}.', remedy: 'The example is called january-2022.' },
    ru: { message: 'Примера {$name} нет.', remedy: 'Пример называется january-2022.' },
    kk: { message: '{$name} мысалы жоқ.', remedy: 'Мысал january-2022 деп аталады.' },
  },
  E_ADDRESS: {
    en: {
      message: 'The address {$address} is not one of this computer, or others could listen on the way to it.',
      remedy: 'Without a certificate (--tls, --tls-key) the node answers on 127.0.0.1 only.',
    },
    ru: {
      message: 'Адрес {$address} не принадлежит этому компьютеру, или по дороге к нему могли бы подслушать.',
      remedy: 'Без сертификата (--tls, --tls-key) узел отвечает только на 127.0.0.1.',
    },
    kk: {
      message: '{$address} мекенжайы бұл компьютердікі емес не оған барар жолда біреу тыңдай алар еді.',
      remedy: 'Сертификатсыз (--tls, --tls-key) торап тек 127.0.0.1 мекенжайында жауап береді.',
    },
  },
  E_TLS: {
    en: {
      message: '{$file} cannot be used for TLS ({$reason}).',
      remedy:
        'certificate, key: give PEM files. other key: the key is of another certificate. dates: it is not valid today. names: it names no host (subjectAltName).',
    },
    ru: {
      message: '{$file} не годится для TLS ({$reason}).',
      remedy:
        'certificate, key: дайте файлы PEM. other key: ключ от другого сертификата. dates: сегодня не действует. names: не называет хост (subjectAltName).',
    },
    kk: {
      message: '{$file} TLS үшін жарамайды ({$reason}).',
      remedy:
        'certificate, key: PEM файлдарын беріңіз. other key: кілт басқа сертификаттікі. dates: бүгін күші жоқ. names: ешбір хостты атамайды (subjectAltName).',
    },
  },
  E_SELF_REVIEW: {
    en: {
      message: '{$name} wrote what is to be reviewed, or has reviewed it already.',
      remedy: 'Another person of the organisation reviews it.',
    },
    ru: {
      message: '{$name} — автор проверяемого или уже проверил(а) его.',
      remedy: 'Проверяет другой человек организации.',
    },
    kk: {
      message: '{$name} — тексерілетіннің авторы немесе оны бұрын тексерген.',
      remedy: 'Ұйымның басқа адамы тексереді.',
    },
  },
  E_INTERNAL: {
    en: {
      message: 'A fault in the program stopped this request; what was acknowledged before is kept.',
      remedy: 'Try again; if it returns, run kua doctor and report the request id {$request}.',
    },
    ru: {
      message: 'Ошибка в программе прервала запрос; подтверждённое раньше сохранено.',
      remedy: 'Повторите; если повторится, запустите kua doctor и сообщите номер запроса {$request}.',
    },
    kk: {
      message: 'Бағдарламадағы ақау сұранысты тоқтатты; бұрын расталғаны сақталған.',
      remedy: 'Қайталап көріңіз; қайталанса, kua doctor іске қосып, {$request} сұраныс нөмірін хабарлаңыз.',
    },
  },
} satisfies ErrorTexts;
