/** Person: someone the case concerns. Names leave the case space only by consent or a reviewer's decision. */
import { bool, choice, count, date, type KindSpec, L, place, prose, ref, struct, text } from '../field.ts';
import { COMMON_FIELDS, consent, nameField } from './common.ts';

const SEX = {
  female: L('female', 'женский', 'әйел'),
  male: L('male', 'мужской', 'ер'),
  other: L('other', 'иной', 'басқа'),
  unknown: L('unknown', 'неизвестно', 'белгісіз'),
};
const LIFE = {
  alive: L('alive', 'жив(а)', 'тірі'),
  dead: L('dead', 'умер(ла)', 'қайтыс болған'),
  missing: L('missing', 'пропал(а) без вести', 'хабарсыз кеткен'),
  unknown: L('unknown', 'неизвестно', 'белгісіз'),
};

export const person: KindSpec = {
  kind: 'Person',
  label: L('Person', 'Лицо', 'Тұлға'),
  plural: L('People', 'Люди', 'Адамдар'),
  date: null,
  place: null,
  state: null,
  fields: [
    nameField('*', 'C'),
    bool('name_withheld', '1', 'P', L('Name withheld', 'Имя не раскрывается', 'Есімі ашылмайды')),
    date('birth', '?', 'V', L('Date of birth', 'Дата рождения', 'Туған күні'), { group: 'private' }),
    struct('age_at', '?', 'C', L('Age at a date', 'Возраст на дату', 'Белгілі күнгі жасы'), [
      count('count', '1', 'C', L('Age', 'Возраст', 'Жасы')),
      date('date', '1', 'C', L('On', 'На дату', 'Күні')),
    ]),
    bool('minor', '?', 'C', L('Minor', 'Несовершеннолетний(яя)', 'Кәмелетке толмаған'), {
      help: L(
        'Unknown age is treated as a minor.',
        'При неизвестном возрасте действуют правила для несовершеннолетних.',
        'Жасы белгісіз болса, кәмелетке толмағандарға арналған ереже қолданылады.',
      ),
    }),
    choice('sex', SEX, '?', 'C', L('Sex', 'Пол', 'Жынысы')),
    text('citizenship', '*', 'C', L('Citizenship', 'Гражданство', 'Азаматтығы')),
    text('occupation', '*', 'C', L('Occupation', 'Род занятий', 'Кәсібі'), { facet: true }),
    place('residence', '?', 'V', L('Residence', 'Место жительства', 'Тұрғылықты жері'), { group: 'private' }),
    struct(
      'identifiers',
      '*',
      'V',
      L('Identity numbers', 'Номера документов', 'Құжат нөмірлері'),
      [text('kind', '1', 'V', L('Kind', 'Вид', 'Түрі')), text('value', '1', 'V', L('Number', 'Номер', 'Нөмірі'))],
      { group: 'private' },
    ),
    ref('photo', ['Evidence'], '*', 'V', L('Photograph', 'Фотография', 'Фотосурет'), { group: 'private' }),
    struct(
      'public_office',
      '?',
      'P',
      L('Public office', 'Публичная должность', 'Мемлекеттік лауазымы'),
      [
        text('office', '1', 'P', L('Office', 'Должность', 'Лауазымы')),
        ref('source', ['Source', 'Evidence'], '1', 'P', L('Source', 'Источник', 'Дереккөз')),
        ref('decided_by', ['Person'], '1', 'C', L('Decided by', 'Кто принял решение', 'Кім шешті')),
        date('at', '1', 'P', L('Decided on', 'Дата решения', 'Шешім күні')),
      ],
      {
        group: 'handling',
        help: L(
          'A decision of a reviewer with a source, never free text.',
          'Решение рецензента со ссылкой на источник, не свободный текст.',
          'Дереккөзі бар сарапшы шешімі, еркін мәтін емес.',
        ),
      },
    ),
    text('named_publicly_by', '*', 'C', L('Named publicly by', 'Кем назван(а) публично', 'Есімін кім жариялады')),
    consent('C', ['published']),
    choice('life_state', LIFE, '?', 'C', L('Alive or dead', 'Жизненный статус', 'Өмір жағдайы')),
    prose('health', '*', 'V', L('Health', 'Здоровье', 'Денсаулығы'), { group: 'private' }),
    ...COMMON_FIELDS,
  ],
};
