/** Texts of the letter that goes with a delivery in English. */
// biome-ignore format: one text, one line
export const replyLetterEn = {
  to: 'To: {$addressee}',
  from: 'From: {$org}, {$date}',
  reply_title: 'Request for a reply',
  reply_why: 'We follow the demands below, which are addressed to you. We ask what you hold on them before more is published.',
  cover_title: 'Delivery of demands',
  cover_why: 'We hand over the demands below, which are addressed to you.',
  what: 'Enclosed: {$what}',
  due: 'Please reply by {$due}.',
  no_due: 'No date for a reply is set. We ask you to reply as soon as you can.',
  uncut: 'Your reply will be printed uncut beside each demand, with its date.',
  silence: 'If no reply arrives by that date, this is printed: asked on {$date}, no answer.',
  close: '{$org}',
} as const;
