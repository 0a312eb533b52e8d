/** Fields that every kind carries, and structures that several kinds share. */
import { choice, date, type FieldDef, L, names, prose, ref, struct, term, text, type VisLetter } from '../field.ts';

/** Note, tags, sources, and the code under which a file or a printed list knows the record (EV047, RE017). */
export const COMMON_FIELDS: readonly FieldDef[] = [
  text('code', '*', 'P', L('Code in the source list', 'Код в исходном списке', 'Бастапқы тізімдегі коды'), {
    group: 'sources',
    facet: true,
    help: L(
      'The number under which the source or a printed list has this record, such as EV047.',
      'Номер, под которым запись стоит в источнике или печатном списке, например EV047.',
      'Дереккөздегі немесе баспа тізіміндегі жазба нөмірі, мысалы EV047.',
    ),
  }),
  text('tags', '*', 'C', L('Tags', 'Метки', 'Белгілер'), { group: 'handling', facet: true }),
  ref('source', ['Source', 'Evidence'], '*', 'C', L('Sources', 'Источники', 'Дереккөздер'), { group: 'sources' }),
  prose('note', '*', 'O', L('Internal note', 'Внутренняя заметка', 'Ішкі жазба'), {
    group: 'private',
    help: L('Stays in your organisation.', 'Остаётся внутри вашей организации.', 'Ұйымыңыздың ішінде қалады.'),
  }),
];

/** A person's consent: who gave it, for what, how, and whether it still holds. */
export const consent = (vis: VisLetter = 'C', at: readonly string[] = []): FieldDef =>
  struct(
    'consent',
    '*',
    vis,
    L('Consent', 'Согласие', 'Келісім'),
    [
      choice(
        'by',
        {
          self: L('the person', 'само лицо', 'адамның өзі'),
          family: L('family', 'родственники', 'туыстары'),
          lawyer: L('lawyer', 'адвокат', 'адвокат'),
          guardian: L('guardian', 'законный представитель', 'заңды өкілі'),
        },
        '1',
        'C',
        L('Given by', 'Кто дал', 'Кім берді'),
      ),
      text('who', '?', 'V', L('Name of who gave it', 'Имя давшего согласие', 'Келісім берушінің есімі')),
      term('scope', 'consent_scope', '+', 'C', L('For what', 'На что', 'Не үшін')),
      term('manner', 'consent_manner', '1', 'C', L('How given', 'Как дано', 'Қалай берілді')),
      struct('script', '?', 'C', L('Text read aloud', 'Зачитанный текст', 'Оқылған мәтін'), [
        text('lang', '1', 'C', L('Language', 'Язык', 'Тілі')),
        text('version', '1', 'C', L('Version', 'Версия', 'Нұсқасы')),
      ]),
      date('at', '1', 'C', L('Given on', 'Дата согласия', 'Берілген күні')),
      date('until', '?', 'C', L('Valid until', 'Действует до', 'Жарамды мерзімі')),
      ref('evidence', ['Evidence'], '?', 'V', L('Evidence', 'Подтверждение', 'Айғақ')),
      date('withdrawn', '?', 'C', L('Withdrawn on', 'Отозвано', 'Қайтарып алынған күні')),
    ],
    {
      at,
      group: 'handling',
      help: L(
        'Consent given by phone never covers the press or a published name or image.',
        'Согласие по телефону не распространяется на прессу, публикацию имени и изображения.',
        'Телефонмен берілген келісім баспасөзге, есімді немесе бейнені жариялауға жарамайды.',
      ),
    },
  );

export const nameField = (card: '+' | '*', vis: VisLetter): FieldDef =>
  names('names', card, vis, L('Names', 'Имена и названия', 'Аты-жөні мен атаулары'), {
    help: L(
      'Every spelling is a name of its own, with its language.',
      'Каждое написание заносится отдельно, с указанием языка.',
      'Әр жазылуы тілімен бірге бөлек енгізіледі.',
    ),
  });
