/** Texts of the codes of members, invitations, keys and a seized device. */
import type { ErrorTexts } from './model.ts';

export const coalitionErrors = {
  E_QR_LONG: {
    en: {
      message: 'The line has {$bytes} characters; a QR picture holds at most {$max}.',
      remedy: 'Save it as a file: --out FILE.',
    },
    ru: {
      message: 'В строке {$bytes} знаков; QR-картинка вмещает не больше {$max}.',
      remedy: 'Сохраните её файлом: --out ФАЙЛ.',
    },
    kk: {
      message: 'Жолда {$bytes} таңба бар; QR суретке ең көбі {$max} сыяды.',
      remedy: 'Оны файл етіп сақтаңыз: --out ФАЙЛ.',
    },
  },
  E_SEAT: {
    en: {
      message: 'This node has no seat in the space {$space}.',
      remedy: 'Ask one of its managers to admit you: kua member join, then send them the answer.',
    },
    ru: {
      message: 'У этого узла нет места в пространстве {$space}.',
      remedy: 'Попросите управляющего принять вас: kua member join, затем отправьте ему ответ.',
    },
    kk: {
      message: 'Бұл тораптың {$space} кеңістігінде орны жоқ.',
      remedy: 'Басқарушыдан қабылдауды сұраңыз: kua member join, сосын жауабын жіберіңіз.',
    },
  },
  E_SEAT_ENDED: {
    en: {
      message: 'This node was removed from the space {$space}. What it holds can be read; nothing more can be written.',
      remedy: 'If this is a mistake, ask another manager; a return needs a new invitation.',
    },
    ru: {
      message: 'Этот узел удалён из пространства {$space}. Имеющееся можно читать, писать больше нельзя.',
      remedy: 'Если это ошибка, обратитесь к другому управляющему; для возвращения нужно новое приглашение.',
    },
    kk: {
      message: 'Бұл торап {$space} кеңістігінен шығарылған. Барын оқуға болады, енді жазуға болмайды.',
      remedy: 'Қате болса, басқа басқарушыға хабарласыңыз; қайту үшін жаңа шақыру керек.',
    },
  },
  E_SEAT_ROLE: {
    en: {
      message: 'The role of this node in the space {$space} does not allow that.',
      remedy: 'Ask a manager of the space to do it. The roles: kua member list.',
    },
    ru: {
      message: 'Роль этого узла в пространстве {$space} этого не позволяет.',
      remedy: 'Попросите управляющего пространства. Роли: kua member list.',
    },
    kk: {
      message: 'Бұл тораптың {$space} кеңістігіндегі рөлі оған рұқсат бермейді.',
      remedy: 'Кеңістік басқарушысынан сұраңыз. Рөлдер: kua member list.',
    },
  },
  E_SEAT_ROLE_NAME: {
    en: { message: 'There is no role {$role} for a member.', remedy: 'Roles: relay, read, write, manage.' },
    ru: { message: 'Роли {$role} для участника нет.', remedy: 'Роли: relay, read, write, manage.' },
    kk: { message: 'Мүше үшін {$role} деген рөл жоқ.', remedy: 'Рөлдер: relay, read, write, manage.' },
  },
  E_SPACE_OWN: {
    en: {
      message: 'The space {$space} holds your own notes and is never shared.',
      remedy: 'Make a space for the case: kua space new NAME.',
    },
    ru: {
      message: 'Пространство {$space} хранит ваши собственные записи, его не открывают другим.',
      remedy: 'Создайте пространство для дела: kua space new ИМЯ.',
    },
    kk: {
      message: '{$space} кеңістігінде өз жазбаларыңыз сақталады, ол ешкіммен бөлісілмейді.',
      remedy: 'Іс үшін кеңістік жасаңыз: kua space new АТЫ.',
    },
  },
  E_SPACE_PUBLIC: {
    en: { message: 'The space {$space} is public and has no keys to change.', remedy: 'Nothing needs to be done.' },
    ru: { message: 'Пространство {$space} открытое, менять в нём ключи не нужно.', remedy: 'Ничего делать не надо.' },
    kk: { message: '{$space} кеңістігі ашық, онда ауыстыратын кілт жоқ.', remedy: 'Ештеңе істеудің қажеті жоқ.' },
  },
  E_INVITE_ADDRESS: {
    en: {
      message: '{$address} is not the address of a node.',
      remedy: 'Write it as https://HOST:PORT/ or http://NAME.onion/, or leave it out.',
    },
    ru: {
      message: '{$address} — не адрес узла.',
      remedy: 'Запишите его как https://ХОСТ:ПОРТ/ или http://ИМЯ.onion/ либо не указывайте.',
    },
    kk: {
      message: '{$address} — торап мекенжайы емес.',
      remedy: 'Оны https://ХОСТ:ПОРТ/ немесе http://АТЫ.onion/ түрінде жазыңыз немесе көрсетпеңіз.',
    },
  },
  E_INVITE_FORM: {
    en: {
      message: 'This is not an invitation, or a part of it is missing.',
      remedy: 'Copy the whole line that begins with kua-invite, or ask for the file again.',
    },
    ru: {
      message: 'Это не приглашение, или его часть потеряна.',
      remedy: 'Скопируйте всю строку, которая начинается с kua-invite, или попросите файл ещё раз.',
    },
    kk: {
      message: 'Бұл шақыру емес немесе бір бөлігі жоғалған.',
      remedy: 'kua-invite деп басталатын жолды толық көшіріңіз немесе файлды қайта сұраңыз.',
    },
  },
  E_INVITE_SIG: {
    en: {
      message: 'The invitation was changed on its way: its signature does not hold.',
      remedy: 'Do not use it. Ask the person who invited you for a new one, by another channel.',
    },
    ru: {
      message: 'Приглашение изменили в пути: подпись не сходится.',
      remedy: 'Не используйте его. Попросите новое у пригласившего, по другому каналу.',
    },
    kk: {
      message: 'Шақыру жолда өзгертілген: қолтаңбасы сәйкес емес.',
      remedy: 'Оны қолданбаңыз. Шақырған адамнан басқа арна арқылы жаңасын сұраңыз.',
    },
  },
  E_ANSWER_FORM: {
    en: {
      message: 'This is not a newcomer’s answer, or a part of it is missing.',
      remedy: 'Copy the whole line that begins with kua-answer, or ask for the file again.',
    },
    ru: {
      message: 'Это не ответ нового участника, или его часть потеряна.',
      remedy: 'Скопируйте всю строку, которая начинается с kua-answer, или попросите файл ещё раз.',
    },
    kk: {
      message: 'Бұл жаңа мүшенің жауабы емес немесе бір бөлігі жоғалған.',
      remedy: 'kua-answer деп басталатын жолды толық көшіріңіз немесе файлды қайта сұраңыз.',
    },
  },
  E_ANSWER_SIG: {
    en: {
      message: 'The answer was changed on its way: a signature in it does not hold.',
      remedy: 'Admit nobody with it. Ask the newcomer for a new one, by another channel.',
    },
    ru: {
      message: 'Ответ изменили в пути: подпись в нём не сходится.',
      remedy: 'Никого по нему не принимайте. Попросите новый у участника, по другому каналу.',
    },
    kk: {
      message: 'Жауап жолда өзгертілген: ондағы қолтаңба сәйкес емес.',
      remedy: 'Ол бойынша ешкімді қабылдамаңыз. Жаңа мүшеден басқа арна арқылы жаңасын сұраңыз.',
    },
  },
  E_ANSWER_SPACE: {
    en: {
      message: 'The answer is for another space than {$space}.',
      remedy: 'Name the space it is for with --space, or send the newcomer an invitation to this one.',
    },
    ru: {
      message: 'Ответ относится к другому пространству, не к {$space}.',
      remedy: 'Укажите нужное через --space или пришлите участнику приглашение в это.',
    },
    kk: {
      message: 'Жауап {$space} емес, басқа кеңістікке арналған.',
      remedy: 'Қажетін --space арқылы көрсетіңіз немесе жаңа мүшеге осыған шақыру жіберіңіз.',
    },
  },
  E_CARD_FAULT: {
    en: {
      message: 'Two different cards of {$organisation} with one number are known here: one of them is not theirs.',
      remedy: 'Speak with them by another channel. Neither card is used until they have founded a new identity.',
    },
    ru: {
      message: 'Здесь известны две разные карточки {$organisation} с одним номером: одна из них чужая.',
      remedy: 'Свяжитесь с ними по другому каналу. Ни одна не используется, пока они не создадут новую.',
    },
    kk: {
      message: '{$organisation} ұйымының бір нөмірлі екі түрлі карточкасы белгілі: бірі олардікі емес.',
      remedy: 'Олармен басқа арна арқылы сөйлесіңіз. Жаңасын жасағанша екеуі де қолданылмайды.',
    },
  },
  E_CARD_REPLACED: {
    en: {
      message: '{$organisation} signed this with the key of card {$card}; card {$newest} has replaced it.',
      remedy: 'Whoever sent it may hold a stolen key. Ask the organisation for a new one, by another channel.',
    },
    ru: {
      message: '{$organisation} подписывает это ключом карточки {$card}; её сменила карточка {$newest}.',
      remedy: 'У отправителя может быть украденный ключ. Попросите новое у организации по другому каналу.',
    },
    kk: {
      message: '{$organisation} мұны {$card} карточкасының кілтімен қойған; оны {$newest} карточкасы алмастырған.',
      remedy: 'Жіберушінің қолында ұрланған кілт болуы мүмкін. Ұйымнан басқа арна арқылы жаңасын сұраңыз.',
    },
  },
  E_JOINED: {
    en: {
      message: 'This node is a member of the space {$space} already.',
      remedy: 'Nothing needs to be done. Members: kua member list.',
    },
    ru: {
      message: 'Этот узел уже участник пространства {$space}.',
      remedy: 'Ничего делать не надо. Участники: kua member list.',
    },
    kk: {
      message: 'Бұл торап {$space} кеңістігінің мүшесі болып тұр.',
      remedy: 'Ештеңе істеудің қажеті жоқ. Мүшелер: kua member list.',
    },
  },
  E_ADMITTED: {
    en: {
      message: 'This seat is admitted to the space {$space} already.',
      remedy: 'Send the newcomer what you hold: kua bundle write, or let them sync.',
    },
    ru: {
      message: 'Это место в пространстве {$space} уже принято.',
      remedy: 'Отправьте участнику то, что у вас есть: kua bundle write, или пусть синхронизируется.',
    },
    kk: {
      message: 'Бұл орын {$space} кеңістігіне қабылданып қойған.',
      remedy: 'Жаңа мүшеге барыңызды жіберіңіз: kua bundle write, не ол синхрондасын.',
    },
  },
  E_ADMIT_ENDED: {
    en: {
      message: 'This seat was removed from the space {$space}; a seat never returns.',
      remedy: 'Invite the member again: their node makes a new seat for the new answer.',
    },
    ru: {
      message: 'Это место удалено из пространства {$space}; места не возвращают.',
      remedy: 'Пригласите участника снова: его узел создаст новое место для нового ответа.',
    },
    kk: {
      message: 'Бұл орын {$space} кеңістігінен шығарылған; орын қайтарылмайды.',
      remedy: 'Мүшені қайта шақырыңыз: оның торабы жаңа жауапқа жаңа орын жасайды.',
    },
  },
  E_ORGANISATION: {
    en: {
      message: 'No other organisation {$organisation} is known here.',
      remedy: 'The members and their ids: kua member list.',
    },
    ru: {
      message: 'Другой организации {$organisation} здесь не знают.',
      remedy: 'Участники и их номера: kua member list.',
    },
    kk: {
      message: '{$organisation} деген басқа ұйым мұнда белгісіз.',
      remedy: 'Мүшелер мен нөмірлері: kua member list.',
    },
  },
  E_MEMBER: {
    en: {
      message: '{$member} has no live seat in this space.',
      remedy: 'The members, with the keys of their seats: kua member list.',
    },
    ru: {
      message: 'У {$member} нет действующего места в этом пространстве.',
      remedy: 'Участники и ключи их мест: kua member list.',
    },
    kk: {
      message: '{$member} осы кеңістікте қолданыстағы орынға ие емес.',
      remedy: 'Мүшелер мен орын кілттері: kua member list.',
    },
  },
  E_MEMBER_MANY: {
    en: { message: '{$member} means more than one member.', remedy: 'Name the key of the seat: kua member list.' },
    ru: { message: '{$member} подходит нескольким участникам.', remedy: 'Назовите ключ места: kua member list.' },
    kk: { message: '{$member} бірнеше мүшеге сәйкес келеді.', remedy: 'Орын кілтін атаңыз: kua member list.' },
  },
  E_CUT: {
    en: {
      message: '{$cut} is not a place in a chain of this member.',
      remedy: 'Write WRITER:NUMBER as kua member list shows them, not above the last number held here.',
    },
    ru: {
      message: '{$cut} — не место в цепи этого участника.',
      remedy: 'Пишите АВТОР:НОМЕР, как показывает kua member list, не выше последнего номера здесь.',
    },
    kk: {
      message: '{$cut} — бұл мүше тізбегіндегі орын емес.',
      remedy: 'kua member list көрсеткендей АВТОР:НӨМІР деп жазыңыз, мұндағы соңғы нөмірден аспасын.',
    },
  },
  E_REVOKE_SELF: {
    en: { message: 'A seat cannot remove itself from the space {$space}.', remedy: 'Ask another manager to do it.' },
    ru: {
      message: 'Место не может удалить само себя из пространства {$space}.',
      remedy: 'Попросите другого управляющего.',
    },
    kk: { message: 'Орын {$space} кеңістігінен өзін-өзі шығара алмайды.', remedy: 'Басқа басқарушыдан сұраңыз.' },
  },
  E_QUARANTINE_ENTRY: {
    en: {
      message: 'No entry {$entry} is in quarantine here, or more than one begins so.',
      remedy: 'The list: kua space quarantine.',
    },
    ru: {
      message: 'Записи {$entry} в карантине нет, или так начинается несколько.',
      remedy: 'Список: kua space quarantine.',
    },
    kk: {
      message: 'Карантинде {$entry} жазбасы жоқ немесе бірнешеуі солай басталады.',
      remedy: 'Тізім: kua space quarantine.',
    },
  },
  E_ACCEPT: {
    en: {
      message: 'The entry {$entry} cannot be accepted by name ({$code}).',
      remedy: 'Only what a removal cut off is accepted so. For the rest, admit the seat of its writer.',
    },
    ru: {
      message: 'Запись {$entry} нельзя принять по имени ({$code}).',
      remedy: 'Так принимают только отсечённое удалением. Для остального примите место её автора.',
    },
    kk: {
      message: '{$entry} жазбасын атап қабылдауға болмайды ({$code}).',
      remedy: 'Солай тек шығару кезінде кесілгені қабылданады. Қалғаны үшін авторының орнын қабылдаңыз.',
    },
  },
  E_ANNOUNCED: {
    en: {
      message: 'The members of the space {$space} have your newest card already.',
      remedy: 'Nothing needs to be done.',
    },
    ru: {
      message: 'У участников пространства {$space} уже есть ваша новая карточка.',
      remedy: 'Ничего делать не надо.',
    },
    kk: { message: '{$space} кеңістігінің мүшелерінде жаңа карточкаңыз бар.', remedy: 'Ештеңе істеудің қажеті жоқ.' },
  },
  E_PAPER: {
    en: {
      message: 'This is not a key from paper: a character is wrong or missing.',
      remedy: 'Read the groups again, one by one. O and 0 are the same, so are I, L and 1.',
    },
    ru: {
      message: 'Это не ключ с бумаги: какой-то знак неверен или пропущен.',
      remedy: 'Прочтите группы ещё раз, по одной. O и 0 — одно и то же, как и I, L и 1.',
    },
    kk: {
      message: 'Бұл қағаздағы кілт емес: бір таңба қате немесе жоқ.',
      remedy: 'Топтарды бір-бірлеп қайта оқыңыз. O мен 0 бірдей, I, L және 1 де бірдей.',
    },
  },
  E_PAPER_OTHER: {
    en: {
      message: 'This key on paper is not the one that comes next (card {$card}).',
      remedy: 'Look for a newer sheet; each change of the key prints another.',
    },
    ru: {
      message: 'Этот ключ на бумаге — не следующий (карточка {$card}).',
      remedy: 'Найдите более новый лист: при каждой смене ключа печатают другой.',
    },
    kk: {
      message: 'Қағаздағы бұл кілт келесісі емес ({$card} карточкасы).',
      remedy: 'Жаңарақ парақты іздеңіз: кілт ауысқан сайын басқасы басылады.',
    },
  },
  E_PAPER_NEEDED: {
    en: {
      message: 'The next key is not in the vault of this node; it is on paper.',
      remedy: 'Type it in: kua key rotate --paper-stdin.',
    },
    ru: {
      message: 'Следующего ключа в хранилище узла нет, он на бумаге.',
      remedy: 'Введите его: kua key rotate --paper-stdin.',
    },
    kk: {
      message: 'Келесі кілт тораптың қоймасында жоқ, ол қағазда.',
      remedy: 'Оны теріңіз: kua key rotate --paper-stdin.',
    },
  },
  E_PAPER_GONE: {
    en: {
      message: 'The next key is on paper only; this node does not have it.',
      remedy: 'Take the sheet that was printed. Without it the key of the organisation cannot be changed.',
    },
    ru: {
      message: 'Следующий ключ только на бумаге, у этого узла его нет.',
      remedy: 'Возьмите напечатанный лист. Без него ключ организации не сменить.',
    },
    kk: {
      message: 'Келесі кілт тек қағазда, бұл торапта жоқ.',
      remedy: 'Басылған парақты алыңыз. Онсыз ұйым кілтін ауыстыру мүмкін емес.',
    },
  },
  E_CARDS_FORM: {
    en: {
      message: 'These are not the cards of an organisation, or a part is missing.',
      remedy: 'Copy the whole line that begins with kua-cards; it stands on the sheet and with each member.',
    },
    ru: {
      message: 'Это не карточки организации, или часть потеряна.',
      remedy: 'Скопируйте всю строку, которая начинается с kua-cards; она есть на листе и у участников.',
    },
    kk: {
      message: 'Бұл ұйым карточкалары емес немесе бір бөлігі жоғалған.',
      remedy: 'kua-cards деп басталатын жолды толық көшіріңіз; ол парақта және мүшелерде бар.',
    },
  },
  E_CARDS_MANY: {
    en: {
      message: 'The key was changed {$max} times; one organisation has no more cards than that.',
      remedy: 'Found a new organisation on a new node, and be admitted as that.',
    },
    ru: {
      message: 'Ключ меняли {$max} раз; больше карточек у одной организации не бывает.',
      remedy: 'Создайте новую организацию на новом узле и вступите от её имени.',
    },
    kk: {
      message: 'Кілт {$max} рет ауысты; бір ұйымда одан көп карточка болмайды.',
      remedy: 'Жаңа торапта жаңа ұйым құрып, соның атынан кіріңіз.',
    },
  },
  E_RECOVER_USED: {
    en: {
      message: 'Other members know this node as another organisation already.',
      remedy: 'Recover on a new node: kua init in an empty folder, then kua key recover.',
    },
    ru: {
      message: 'Другие участники уже знают этот узел как другую организацию.',
      remedy: 'Восстанавливайте на новом узле: kua init в пустой папке, затем kua key recover.',
    },
    kk: {
      message: 'Басқа мүшелер бұл торапты басқа ұйым ретінде біледі.',
      remedy: 'Жаңа торапта қалпына келтіріңіз: бос қалтада kua init, сосын kua key recover.',
    },
  },
  E_DEVICE: {
    en: {
      message: 'No seat of a device {$device} is known here.',
      remedy: 'Name the organisation, or a key from kua member list (8 characters or more).',
    },
    ru: {
      message: 'Места устройства {$device} здесь не знают.',
      remedy: 'Назовите организацию или ключ из kua member list (от 8 знаков).',
    },
    kk: {
      message: '{$device} құрылғысының орны мұнда белгісіз.',
      remedy: 'Ұйымды немесе kua member list ішіндегі кілтті атаңыз (8 таңбадан бастап).',
    },
  },
  E_ORG_KEY: {
    en: {
      message: 'The key of the organisation {$organisation} is not on this computer but on another one of yours.',
      remedy:
        'Do this on the computer that has the key: the one where kua key show does not say that the key is elsewhere.',
    },
    ru: {
      message: 'Ключ организации {$organisation} не на этом компьютере, а на другом вашем.',
      remedy: 'Сделайте это на компьютере с ключом: там kua key show не говорит, что ключ на другом.',
    },
    kk: {
      message: '{$organisation} ұйымының кілті бұл компьютерде емес, басқа компьютеріңізде.',
      remedy: 'Мұны кілті бар компьютерде жасаңыз: онда kua key show кілт басқа жерде деп айтпайды.',
    },
  },
  E_DEVICE_FORM: {
    en: {
      message: 'This is no line of a computer that is to join its organisation, or a part of it is missing.',
      remedy: 'Copy the whole line: kua-device from the new computer, kua-device-keys back to it.',
    },
    ru: {
      message: 'Это не строка компьютера, который присоединяют к организации, или её часть потеряна.',
      remedy: 'Скопируйте строку целиком: kua-device с нового компьютера, kua-device-keys обратно на него.',
    },
    kk: {
      message: 'Бұл — ұйымға қосылатын компьютердің жолы емес не оның бөлігі жоғалған.',
      remedy: 'Жолды толық көшіріңіз: жаңа компьютерден kua-device, оған кері kua-device-keys.',
    },
  },
  E_DEVICE_SIG: {
    en: {
      message: 'The line was changed on its way, or the key that it names did not make it.',
      remedy: 'Make a new line: kua key device ask on the new computer, then kua key device add.',
    },
    ru: {
      message: 'Строку изменили по дороге, или сделал её не тот ключ, который в ней назван.',
      remedy: 'Сделайте новую: kua key device ask на новом компьютере, затем kua key device add.',
    },
    kk: {
      message: 'Жол жолда өзгертілген не оны онда аталған кілт жасамаған.',
      remedy: 'Жаңасын жасаңыз: жаңа компьютерде kua key device ask, сосын kua key device add.',
    },
  },
  E_DEVICE_SELF: {
    en: {
      message: 'The line comes from this very computer.',
      remedy: 'Run kua key device ask on the new computer and bring its line here.',
    },
    ru: {
      message: 'Эта строка с этого же компьютера.',
      remedy: 'Выполните kua key device ask на новом компьютере и принесите его строку сюда.',
    },
    kk: {
      message: 'Бұл жол осы компьютердің өзінен.',
      remedy: 'Жаңа компьютерде kua key device ask орындап, жолын осында әкеліңіз.',
    },
  },
  E_DEVICE_COMPARE: {
    en: {
      message: 'The words of the new computer were not compared. Here they are: {$latin} ({$cyrillic})',
      remedy:
        'Nothing was done. If the same words stand on its screen, run the command again with --compared; if not, somebody changed the line.',
    },
    ru: {
      message: 'Слова нового компьютера не сверены. Вот они: {$cyrillic} ({$latin})',
      remedy:
        'Ничего не сделано. Если на его экране те же слова, повторите команду с --compared; если нет, строку подменили.',
    },
    kk: {
      message: 'Жаңа компьютердің сөздері салыстырылмаған. Міне олар: {$cyrillic} ({$latin})',
      remedy:
        'Ештеңе жасалмады. Оның экранында да сол сөздер тұрса, пәрменді --compared қосып қайталаңыз; болмаса, жолды біреу ауыстырған.',
    },
  },
  E_DEVICE_ROLE: {
    en: {
      message: 'A computer of your own cannot be a relay: it could not read what it needs to be one of yours.',
      remedy: 'Roles here: read, write, manage.',
    },
    ru: {
      message: 'Свой компьютер не бывает передатчиком (relay): он не прочёл бы того, что нужно, чтобы быть вашим.',
      remedy: 'Роли здесь: read, write, manage.',
    },
    kk: {
      message: 'Өз компьютеріңіз таратқыш (relay) бола алмайды: сіздікі болу үшін керегін оқи алмас еді.',
      remedy: 'Мұндағы рөлдер: read, write, manage.',
    },
  },
  E_DEVICE_SPACES: {
    en: {
      message: 'A line brings a computer into 1 to {$max} spaces.',
      remedy: 'Name the spaces with --space; for more of them ask again on the new computer: kua key device ask.',
    },
    ru: {
      message: 'Одна строка вводит компьютер в пространства числом от 1 до {$max}.',
      remedy: 'Назовите их через --space; если нужно больше, запросите снова на новом компьютере: kua key device ask.',
    },
    kk: {
      message: 'Бір жол компьютерді 1-ден {$max}-ге дейін кеңістікке кіргізеді.',
      remedy: 'Оларды --space арқылы атаңыз; көбірек керек болса, жаңа компьютерде қайта сұраңыз: kua key device ask.',
    },
  },
  E_DEVICE_OTHER: {
    en: { message: 'This line is for another computer.', remedy: 'Take it on the computer whose line was added.' },
    ru: { message: 'Эта строка для другого компьютера.', remedy: 'Примите её на том компьютере, чью строку добавили.' },
    kk: { message: 'Бұл жол басқа компьютерге арналған.', remedy: 'Оны жолы қосылған компьютерде қабылдаңыз.' },
  },
  E_DEVICE_USED: {
    en: {
      message: 'Others know this computer as the organisation {$organisation} already.',
      remedy: 'Begin in an empty folder: kua init, then kua key device ask.',
    },
    ru: {
      message: 'Этот компьютер уже знают как организацию {$organisation}.',
      remedy: 'Начните в пустой папке: kua init, затем kua key device ask.',
    },
    kk: {
      message: 'Басқалар бұл компьютерді {$organisation} ұйымы деп біледі.',
      remedy: 'Бос қалтадан бастаңыз: kua init, сосын kua key device ask.',
    },
  },
  E_DEVICE_MANY: {
    en: {
      message: '{$device} means more than one device.',
      remedy: 'Name the key of the device: kua member list shows it.',
    },
    ru: {
      message: '{$device} подходит нескольким устройствам.',
      remedy: 'Назовите ключ устройства: его показывает kua member list.',
    },
    kk: {
      message: '{$device} бірнеше құрылғыға сәйкес келеді.',
      remedy: 'Құрылғы кілтін атаңыз: оны kua member list көрсетеді.',
    },
  },
  E_SEIZED_HERE: {
    en: {
      message: 'This is the device you are working on; a seat cannot remove itself.',
      remedy: 'Press it on another node: a colleague’s, or that of another organisation of the coalition.',
    },
    ru: {
      message: 'Это то самое устройство, на котором вы работаете; место не удаляет само себя.',
      remedy: 'Нажмите на другом узле: у коллеги или в другой организации коалиции.',
    },
    kk: {
      message: 'Бұл өзіңіз жұмыс істеп отырған құрылғы; орын өзін-өзі шығармайды.',
      remedy: 'Басқа торапта басыңыз: әріптесіңізде немесе коалицияның басқа ұйымында.',
    },
  },
} satisfies ErrorTexts;
