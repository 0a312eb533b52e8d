/** Texts of the desk in English: record. */
export const deskRecordEn = {
  'new.heading': 'New record',
  'new.title': 'New record: {$kind}',
  'new.kind': 'Kind of record',
  'new.save': 'Save the record',
  'new.need': 'Give a value for the field “{$field}”.',
  'new.more': 'More fields ({$n :number})',
  'new.forbidden': 'Your role may read records, not make them.',
  'source.new': 'Write down a new source',
  'source.existing': 'Choose an existing source instead',
  'source.need': 'A new source needs its kind, title and reliability.',
};
