/** The letter that calls a copy back, in English. */
export const recallEn = {
  'what.edition': 'edition',
  'what.export': 'export file',
  'what.delivery': 'document handed over',
  'what.dossier': 'dossier',
  'what.bundle': 'bundle of records',
  to: 'To: {$to}',
  subject: 'Subject: a consent was withdrawn; please take one record back',
  given: 'On {$date} a copy went to you: {$what} “{$title}”. It shows record {$subject}.',
  withdrawn:
    'The person concerned has withdrawn consent. We may no longer pass this record on, and ask the same of you.',
  'ask.delete': 'Please delete the record from the copy and from everything made from it, backups at their next turn.',
  'ask.passed': 'If you passed it on, please tell us to whom, or forward this letter to them.',
  'ask.edition': 'A new edition without the record replaces this one. Please offer and link only the new one.',
  'ask.pages': 'Please take pages, feeds and quotations that name the person out of your own offer.',
  confirm: 'Please confirm in writing what was done, and on which day.',
  from: 'From: {$organisation}',
};
