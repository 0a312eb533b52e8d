/** Detention: one person or group held, from the first word of it to the confirmed release. */
import { bool, choice, date, type KindSpec, L, place, prose, ref, struct, term, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

const HELD = ['held_*'];
const WARRANT = {
  shown: L('shown', 'предъявлен', 'көрсетілді'),
  not_shown: L('not shown', 'не предъявлен', 'көрсетілмеді'),
  unknown: L('unknown', 'неизвестно', 'белгісіз'),
};
const HOW = {
  family: L('family', 'родственники', 'туыстары'),
  lawyer: L('lawyer', 'адвокат', 'адвокат'),
  court: L('court', 'суд', 'сот'),
  visit: L('visit', 'посещение', 'бару'),
  authority: L('authority', 'государственный орган', 'мемлекеттік орган'),
  document: L('document', 'документ', 'құжат'),
};

export const detention: KindSpec = {
  kind: 'Detention',
  label: L('Detention', 'Задержание', 'Ұстау'),
  plural: L('Detentions', 'Задержания', 'Ұстаулар'),
  date: 'arrested_at',
  place: 'arrest_place',
  state: 'state',
  fields: [
    ref('subject', ['Person', 'Group'], '1', 'C', L('Who', 'Кто', 'Кім')),
    bool('followed', '1', 'C', L('Followed by us', 'Мы ведём это дело', 'Біз бақылайтын іс'), {
      group: 'state',
      help: L(
        'Only a followed case has clocks and reminders.',
        'Сроки и напоминания есть только у дел, которые мы ведём.',
        'Мерзімдер мен ескертулер тек бақылаудағы істерде болады.',
      ),
    }),
    term('state', 'detention_state', '1', 'C', L('State', 'Состояние', 'Жағдайы'), { group: 'state' }),
    date('arrested_at', '1', 'C', L('Arrested', 'Задержан(а)', 'Ұсталған уақыты'), { at: HELD, group: 'place_time' }),
    place('arrest_place', '?', 'C', L('Place of arrest', 'Место задержания', 'Ұсталған жері'), { group: 'place_time' }),
    term('forces', 'actor_kind', '*', 'C', L('Forces', 'Кто задержал', 'Кім ұстады')),
    choice('warrant', WARRANT, '?', 'C', L('Warrant', 'Ордер', 'Ордер')),
    text('issuer', '?', 'C', L('Issued by', 'Кем выдан', 'Кім берген')),
    text('law', '*', 'C', L('Articles of law', 'Статьи закона', 'Заң баптары')),
    text('reason_stated', '?', 'C', L('Reason stated', 'Заявленная причина', 'Айтылған себеп')),
    term('type', 'detention_type', '1', 'C', L('Type', 'Вид', 'Түрі')),
    struct('holding', '*', 'C', L('Where held', 'Где содержится', 'Қайда ұсталуда'), [
      ref('facility', ['Place', 'Organisation'], '?', 'C', L('Facility', 'Учреждение', 'Мекеме')),
      date('from', '?', 'C', L('From', 'С', 'Басталуы')),
      date('to', '?', 'C', L('To', 'По', 'Аяқталуы')),
      text('authority', '?', 'C', L('Authority', 'Орган', 'Орган')),
    ]),
    term('counsel', 'counsel', '?', 'C', L('Lawyer', 'Адвокат', 'Адвокат')),
    term(
      'outside_contact',
      'outside_contact',
      '?',
      'C',
      L('Contact with family', 'Связь с семьёй', 'Отбасымен байланыс'),
    ),
    text('court', '?', 'C', L('Court', 'Суд', 'Сот')),
    text('case_no', '?', 'C', L('Case number', 'Номер дела', 'Іс нөмірі')),
    struct('hearings', '*', 'C', L('Hearings', 'Заседания', 'Сот отырыстары'), [
      date('at', '1', 'C', L('When', 'Когда', 'Қашан')),
      text('court', '?', 'C', L('Court', 'Суд', 'Сот')),
      text('result', '?', 'C', L('Result', 'Итог', 'Нәтижесі')),
    ]),
    date('term_end', '?', 'C', L('Term ends', 'Окончание срока', 'Мерзімінің аяқталуы')),
    prose('health_alert', '*', 'V', L('Health alert', 'Тревога о здоровье', 'Денсаулық дабылы'), { group: 'private' }),
    struct(
      'ill_treatment_reported',
      '?',
      'V',
      L('Ill-treatment reported', 'Сообщение о жестоком обращении', 'Қатыгез қарау туралы хабар'),
      [date('at', '1', 'V', L('When', 'Когда', 'Қашан')), text('by', '1', 'V', L('By whom', 'Кем', 'Кім'))],
      { group: 'private' },
    ),
    bool('do_not_reinterview', '?', 'C', L('Do not ask again', 'Не опрашивать повторно', 'Қайта сұрамау'), {
      group: 'handling',
    }),
    text('legal_profile', '?', 'C', L('Legal profile', 'Правовой профиль', 'Құқықтық профиль'), { group: 'handling' }),
    ref('lawyer_assigned', ['Person'], '?', 'C', L('Lawyer assigned', 'Назначенный адвокат', 'Тағайындалған адвокат')),
    struct('steps', '*', 'C', L('Steps taken', 'Предпринятые шаги', 'Жасалған қадамдар'), [
      text('what', '1', 'C', L('What', 'Что', 'Не')),
      date('at', '1', 'C', L('When', 'Когда', 'Қашан')),
      text('result', '?', 'C', L('Result', 'Итог', 'Нәтижесі')),
    ]),
    ref('act', ['Act'], '*', 'C', L('Acts', 'Деяния', 'Әрекеттер')),
    struct(
      'last_confirmed',
      '1',
      'C',
      L('Last confirmed', 'Последнее подтверждение', 'Соңғы растау'),
      [
        date('at', '1', 'C', L('When', 'Когда', 'Қашан')),
        text('by', '1', 'C', L('By whom', 'Кем', 'Кім')),
        choice('how', HOW, '1', 'C', L('How', 'Как', 'Қалай')),
      ],
      { at: HELD, group: 'state' },
    ),
    struct(
      'released',
      '?',
      'C',
      L('Released', 'Освобождение', 'Босатылуы'),
      [
        date('at', '1', 'C', L('When', 'Когда', 'Қашан')),
        text('conditions', '?', 'C', L('Conditions', 'Условия', 'Шарттары')),
      ],
      { group: 'state' },
    ),
    ...COMMON_FIELDS,
  ],
};
