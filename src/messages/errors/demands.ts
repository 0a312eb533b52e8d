/** Texts of the codes of the pure engines: demands, statement text, figures, detention. */
import type { ErrorTexts } from './model.ts';

export const demandErrors = {
  E_NO_STATE: {
    en: {
      message: 'Demand {$demand} is a quotation of what others demanded: it has no state and cannot move.',
      remedy: 'Move a demand of the coalition instead, or record what happened as an event.',
    },
    ru: {
      message: 'Требование {$demand} — цитата чужих требований: у него нет состояния, изменить его нельзя.',
      remedy: 'Меняйте состояние требования коалиции или запишите произошедшее как событие.',
    },
    kk: {
      message: '{$demand} талабы — өзгелер талабының дәйексөзі: оның күйі жоқ, сондықтан өзгермейді.',
      remedy: 'Коалиция талабының күйін өзгертіңіз немесе болған жайтты оқиға ретінде жазыңыз.',
    },
  },
  E_MOVE_FROM: {
    en: {
      message: 'The move from {$from} to {$to} is not allowed.',
      remedy:
        'Read the history at this date: the table of moves says which states lead to {$to}. Two decisions of one day need a time of day.',
    },
    ru: {
      message: 'Переход из состояния {$from} в {$to} не допускается.',
      remedy:
        'Посмотрите историю на эту дату: таблица переходов показывает, из каких состояний возможен {$to}. Двум решениям одного дня нужно время суток.',
    },
    kk: {
      message: '{$from} күйінен {$to} күйіне өтуге болмайды.',
      remedy:
        'Осы күнгі тарихты қараңыз: {$to} күйіне қай күйлерден өтуге болатынын өту кестесі көрсетеді. Бір күнгі екі шешімге сағаты керек.',
    },
  },
  E_MOVE_EVIDENCE: {
    en: {
      message:
        '.input {$missing :string} .match $missing because {{The move to {$to} lacks its ground: nothing is named as its ground.}} evidence {{The move to {$to} lacks its ground: no evidence is named.}} necessary_indicator {{The move to {$to} lacks its ground: the demand has no necessary indicator.}} measurement_yes {{The move to {$to} lacks its ground: indicator {$indicator} has no measurement that says yes, with evidence.}} measurement_named {{The move to {$to} lacks its ground: the measurement of indicator {$indicator} is not named.}} measurement_no {{The move to {$to} lacks its ground: no later measurement that says no is named.}} evidence_record {{The move to {$to} lacks its ground: no event, act or outage with a source is named.}} refusal_by_addressee {{The move to {$to} lacks its ground: no refusal is named.}} delivery {{The move to {$to} lacks its ground: no delivery is named.}} receipt {{The move to {$to} lacks its ground: the delivery has no receipt.}} due_date_passed {{The move to {$to} lacks its ground: the date for a reply has not passed.}} silence {{The move to {$to} lacks its ground: the addressee has answered.}} reason {{The move to {$to} lacks its ground: no reason is given.}} evidence_set_aside {{The move to {$to} lacks its ground: the record {$what} it rests on still stands.}} * {{The move to {$to} lacks its ground: {$missing}.}}',
      remedy: 'Name the measurement, response, record or delivery that the move rests on, with its evidence.',
    },
    ru: {
      message:
        '.input {$missing :string} .match $missing because {{Для перехода в состояние {$to} не хватает основания: ничего не названо основанием.}} evidence {{Для перехода в состояние {$to} не хватает основания: не названо ни одного подтверждения.}} necessary_indicator {{Для перехода в состояние {$to} не хватает основания: у требования нет необходимого индикатора.}} measurement_yes {{Для перехода в состояние {$to} не хватает основания: по индикатору {$indicator} нет измерения «да» с подтверждением.}} measurement_named {{Для перехода в состояние {$to} не хватает основания: измерение по индикатору {$indicator} не названо.}} measurement_no {{Для перехода в состояние {$to} не хватает основания: не названо более позднее измерение «нет».}} evidence_record {{Для перехода в состояние {$to} не хватает основания: не названо событие, деяние или отключение с источником.}} refusal_by_addressee {{Для перехода в состояние {$to} не хватает основания: не назван отказ.}} delivery {{Для перехода в состояние {$to} не хватает основания: не названо вручение.}} receipt {{Для перехода в состояние {$to} не хватает основания: нет подтверждения о вручении.}} due_date_passed {{Для перехода в состояние {$to} не хватает основания: срок ответа ещё не прошёл.}} silence {{Для перехода в состояние {$to} не хватает основания: адресат ответил.}} reason {{Для перехода в состояние {$to} не хватает основания: не указана причина.}} evidence_set_aside {{Для перехода в состояние {$to} не хватает основания: запись {$what}, на которой оно основано, остаётся в силе.}} * {{Для перехода в состояние {$to} не хватает основания: {$missing}.}}',
      remedy: 'Укажите измерение, ответ, запись или вручение, на котором основан переход, с доказательством.',
    },
    kk: {
      message:
        '.input {$missing :string} .match $missing because {{{$to} күйіне өтуге негіз жетіспейді: негіз ретінде ештеңе аталмаған.}} evidence {{{$to} күйіне өтуге негіз жетіспейді: бірде-бір айғақ аталмаған.}} necessary_indicator {{{$to} күйіне өтуге негіз жетіспейді: талапта қажетті индикатор жоқ.}} measurement_yes {{{$to} күйіне өтуге негіз жетіспейді: {$indicator} индикаторы бойынша айғағы бар «иә» өлшемі жоқ.}} measurement_named {{{$to} күйіне өтуге негіз жетіспейді: {$indicator} индикаторының өлшемі аталмаған.}} measurement_no {{{$to} күйіне өтуге негіз жетіспейді: кейінгі «жоқ» өлшемі аталмаған.}} evidence_record {{{$to} күйіне өтуге негіз жетіспейді: дереккөзі бар оқиға, әрекет не байланыс үзілуі аталмаған.}} refusal_by_addressee {{{$to} күйіне өтуге негіз жетіспейді: бас тарту аталмаған.}} delivery {{{$to} күйіне өтуге негіз жетіспейді: тапсыру аталмаған.}} receipt {{{$to} күйіне өтуге негіз жетіспейді: тапсыру туралы түбіртек жоқ.}} due_date_passed {{{$to} күйіне өтуге негіз жетіспейді: жауап мерзімі әлі өткен жоқ.}} silence {{{$to} күйіне өтуге негіз жетіспейді: адресат жауап берген.}} reason {{{$to} күйіне өтуге негіз жетіспейді: себебі көрсетілмеген.}} evidence_set_aside {{{$to} күйіне өтуге негіз жетіспейді: негіз болған {$what} жазбасы әлі күшінде.}} * {{{$to} күйіне өтуге негіз жетіспейді: {$missing}.}}',
      remedy: 'Өту негізделген өлшемді, жауапты, жазбаны немесе табыстауды дәлелімен көрсетіңіз.',
    },
  },
  E_MOVE_CONTEXT: {
    en: {
      message: '{$what} is context ({$reason}) and moves nothing.',
      remedy:
        'Take it out of the grounds. It stays listed under the demand. Name an act of the addressee dated after the demand.',
    },
    ru: {
      message: '{$what} — контекст ({$reason}) и ничего не меняет.',
      remedy:
        'Уберите эту запись из оснований, в списке под требованием она останется. Укажите действие адресата после даты требования.',
    },
    kk: {
      message: '{$what} — мәнмәтін ({$reason}), ол ештеңені өзгертпейді.',
      remedy:
        'Оны негіздерден алып тастаңыз, ол талап астындағы тізімде қалады. Адресаттың талаптан кейінгі әрекетін көрсетіңіз.',
    },
  },
  E_DECIDERS: {
    en: {
      message: 'This decision needs {$needed} different persons, {$given} named.',
      remedy: 'A second person decides in a session of their own.',
    },
    ru: {
      message: 'Для этого решения нужны разные люди: {$needed}; указано: {$given}.',
      remedy: 'Второй человек принимает решение в собственном сеансе.',
    },
    kk: {
      message: 'Бұл шешімге әртүрлі адам керек: {$needed}; көрсетілгені: {$given}.',
      remedy: 'Екінші адам шешімді өз сеансында қабылдайды.',
    },
  },
  W_MOVE_ORDER: {
    en: {
      message: 'The move to {$to} no longer fits what stood before it ({$from}); it is kept and changes nothing.',
      remedy: 'Look at the history and write a new decision.',
    },
    ru: {
      message:
        'Переход в {$to} больше не согласуется с предыдущим состоянием ({$from}); он сохранён и ничего не меняет.',
      remedy: 'Посмотрите историю и примите новое решение.',
    },
    kk: {
      message: '{$to} күйіне өту алдыңғы күймен ({$from}) енді үйлеспейді; ол сақталады, бірақ ештеңені өзгертпейді.',
      remedy: 'Тарихты қарап, жаңа шешім жазыңыз.',
    },
  },
  E_QUOTE: {
    en: {
      message: 'The quotation does not occur in the text: "{$quote}".',
      remedy: 'Copy the words as they stand in the text; spaces of any kind count as one space.',
    },
    ru: {
      message: 'Цитаты нет в тексте: «{$quote}».',
      remedy: 'Скопируйте слова так, как они стоят в тексте; любые пробелы считаются одним пробелом.',
    },
    kk: {
      message: 'Дәйексөз мәтінде кездеспейді: «{$quote}».',
      remedy: 'Сөздерді мәтінде тұрғанындай көшіріңіз; кез келген бос орын бір бос орын саналады.',
    },
  },
  E_FROZEN: {
    en: {
      message: 'The statement is {$state}: its {$field} cannot change.',
      remedy: 'Make a new statement that replaces it. Signatures do not carry over.',
    },
    ru: {
      message: 'Заявление в состоянии {$state}: {$field} изменить нельзя.',
      remedy: 'Создайте новое заявление, которое его заменит. Подписи не переносятся.',
    },
    kk: {
      message: 'Мәлімдеме {$state} күйінде: {$field} өзгертілмейді.',
      remedy: 'Оны алмастыратын жаңа мәлімдеме жасаңыз. Қолтаңбалар көшірілмейді.',
    },
  },
  E_HASH: {
    en: {
      message: 'Another text was signed: hash {$signed}, while the frozen text has {$frozen}.',
      remedy: 'Compare the texts letter by letter and sign the frozen text.',
    },
    ru: {
      message: 'Подписан другой текст: хеш {$signed}, а у зафиксированного текста {$frozen}.',
      remedy: 'Сравните тексты побуквенно и подпишите зафиксированный текст.',
    },
    kk: {
      message: 'Басқа мәтінге қол қойылған: хеші {$signed}, ал бекітілген мәтіндікі {$frozen}.',
      remedy: 'Мәтіндерді әріптеп салыстырып, бекітілген мәтінге қол қойыңыз.',
    },
  },
  E_STATEMENT: {
    en: {
      message: 'The statement cannot go from {$from} to {$to}: {$missing}.',
      remedy: 'A statement is drafted, frozen, published and, if need be, withdrawn, in this order.',
    },
    ru: {
      message: 'Заявление нельзя перевести из {$from} в {$to}: {$missing}.',
      remedy: 'Порядок: черновик, зафиксировано, опубликовано и при необходимости отозвано.',
    },
    kk: {
      message: 'Мәлімдемені {$from} күйінен {$to} күйіне өткізуге болмайды: {$missing}.',
      remedy: 'Реті: жоба, бекітілген, жарияланған, қажет болса қайтарып алынған.',
    },
  },
  E_QUOTABLE: {
    en: {
      message: 'No quotable line: the figure lacks {$part}.',
      remedy: 'Add {$part} to the figure. A number is not quoted without who counted it, when, and what it is not.',
    },
    ru: {
      message: 'Строки для цитирования нет: у числа не указано {$part}.',
      remedy: 'Добавьте {$part}. Число не цитируют без указания, кто считал, на какую дату и чем оно не является.',
    },
    kk: {
      message: 'Дәйексөз жолы жоқ: санда {$part} көрсетілмеген.',
      remedy: '{$part} қосыңыз. Кім, қай күнге санағаны және ол не емес екені көрсетілмеген сан келтірілмейді.',
    },
  },
  E_CLOSE_EVIDENCE: {
    en: {
      message: 'The detention cannot become {$to}: {$missing}.',
      remedy:
        'Close it with a confirmation by the person, family or lawyer, a court or release document, or an authority record, reviewed by a second person. With one source only, record "release reported".',
    },
    ru: {
      message: 'Задержание нельзя перевести в {$to}: {$missing}.',
      remedy:
        'Нужно подтверждение самого человека, семьи или адвоката, документ суда или об освобождении, запись органа, с проверкой вторым человеком. Если источник один, укажите «об освобождении сообщено».',
    },
    kk: {
      message: 'Ұстау жазбасын {$to} күйіне өткізуге болмайды: {$missing}.',
      remedy:
        'Адамның өзінің, отбасының немесе адвокатының растауы, сот не босату құжаты немесе орган жазбасы керек, оны екінші адам тексереді. Дереккөз біреу болса, «босатылғаны хабарланды» деп жазыңыз.',
    },
  },
} satisfies ErrorTexts;
