/** Texts of the desk in Kazakh: record. */
export const deskRecordKk = {
  'new.heading': 'Жаңа жазба',
  'new.title': 'Жаңа жазба: {$kind}',
  'new.kind': 'Жазба түрі',
  'new.save': 'Жазбаны сақтау',
  'new.need': '«{$field}» өрісін толтырыңыз.',
  'new.more': 'Қосымша өрістер ({$n :number})',
  'new.forbidden': 'Сіздің рөліңіз жазбаларды оқуға мүмкіндік береді, жасауға емес.',
  'source.new': 'Жаңа дереккөзді енгізу',
  'source.existing': 'Оның орнына бар дереккөзді таңдау',
  'source.need': 'Жаңа дереккөзге түрі, тақырыбы және сенімділігі қажет.',
};
