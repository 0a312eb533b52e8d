/** A sound body for each route that writes, over the example case, and the bad pieces that take the place of its parts. */
import type { Json } from '../../src/base/result.ts';

export type Body = { readonly [name: string]: Json };

/** What is known of the example, for bodies that refer to it. */
export interface Known {
  readonly event: string;
  readonly source: string;
  readonly person: string;
  readonly signal: string;
  readonly draft: string;
  readonly revision: string;
  readonly claim: string;
  readonly entry: string;
  readonly signature: string;
  readonly organisation: string;
  readonly delivery: string;
}

const at = '2022-01-06';

/** One sound body per route; a route that takes none has an empty one. */
export const bodies = (k: Known): { readonly [route: string]: Body } => ({
  'users.add': { name: 'Practice person', role: 'volunteer' },
  'log.checkpoint': {},
  'log.request': { to: 'witness.example/foo' },
  'log.answer': { request: 'old 0\n\nexample.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n' },
  'log.apply': { answer: '200\ntext/plain\n\n', from: 'witness.example/foo' },
  'log.trust': {
    vkey: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    url: 'https://witness.example/',
  },
  undo: { entry: k.entry, reason: 'by mistake' },
  'records.bulk': { ids: [k.event], expect: 1, action: 'task', text: 'practice', due: at },
  'searches.put': { name: 'Mine', filter: { text: 'rally', kind: ['Event'], from: at } },
  'searches.delete': {},
  'query.keep': { text: 'words' },
  'record.new': {
    kind: 'Event',
    fields: {
      title: 'Practice',
      date: at,
      kind: 'protest',
      injured: { low: 3, high: 9, as_given: 'some', exact: false },
    },
    speaker: 'A speaker',
    source: k.source,
    note: 'a note',
  },
  claim: { id: k.event, field: 'description', value: 'Practice words', speaker: 'A speaker', obs: at, note: 'a note' },
  retract: { claim: k.claim, reason: 'by mistake' },
  review: { id: k.event, conclusion: 'not_verified', text: 'why', dissent: 'but' },
  'demand.measure': { indicator: 'i1', at, met: 'no', value: 'none', evidence: [k.source] },
  'demand.respond': {
    at,
    from: 'Office',
    text: 'A reply',
    bears: 'context',
    by_addressee: false,
    evidence: [k.source],
  },
  'demand.move': { to: 'met', at, because: [k.event], note: 'a note' },
  'signals.new': {
    channel: 'form',
    text: 'Heard',
    place: 'Almaty',
    claimed_at: at,
    theme: 'clash',
    speaker: 'A caller',
  },
  'signals.triage_many': { action: 'later', ids: [k.signal], reason: 'because', until: '2022-02-01' },
  'signals.form_put': { on: true, title: 'Reports', expires: '2022-03-01' },
  'signals.triage': { action: 'set_aside', reason: 'because', expect: 'none' },
  'signals.presence': { reading: true },
  'record.decide': { field: 'title', claim: k.claim, verb: 'prefer', reason: 'because' },
  'evidence.recheck': {},
  'quote.check': { source: k.source, quote: 'words' },
  'consent.give': { by: 'self', scope: ['record'], manner: 'written', at, until: '2023-01-01' },
  'consent.approve': { claim: k.claim, reason: 'because' },
  'consent.withdraw': { claim: k.claim, scope: ['record'], at, reason: 'because' },
  'statement.new': { title: 'Practice', lang_original: 'en', text: 'We demand.', demands: [], date: at },
  'statement.draft': {
    revision: k.revision,
    title: 'Practice',
    date: at,
    addressees: ['Ministry (practice)'],
    versions: [{ lang: 'en', text: 'We demand it.', standing: 'original' }],
    demands: [{ key: 'D1', clauses: [{ lang: 'en', text: 'demand it' }], addressees: ['Ministry (practice)'] }],
    annexes: [],
  },
  'statement.freeze': { hash: '0'.repeat(64) },
  'statement.sign': { signed_as: 'Practice', mandate: 'a decision', reservation: 'but' },
  'statement.publish': {},
  'statement.replace': { date: at },
  'statement.open_request': { file: '{}' },
  'statement.answer': { file: '{}', signed_as: 'Practice', mandate: 'a decision' },
  'statement.check_answer': { file: '{}' },
  'statement.add_signature': { file: '{}' },
  'statement.signatory': { name: 'Practice group', country: 'KZ', at },
  'statement.confirm': { by: 'A speaker', channel: 'letter', at, evidence: k.source },
  'statement.withdraw_signature': { at, reason: 'because' },
  'statement.withdraw': { at, reason: 'because', deciders: [k.signature] },
  'deliveries.new': {
    what: ['D2'],
    purpose: 'statement',
    addressee: k.organisation,
    channel: 'registered_post',
    at,
    incoming_no: '12',
    due_date: '2022-01-20',
    due_basis: 'a rule',
    note: 'a note',
  },
  'deliveries.receipt': { receipt: [k.source], incoming_no: '12' },
  'deliveries.answer': { at, text: 'A reply', bears: 'context', demands: ['D2'], evidence: [k.source] },
  'deliveries.withdraw': { at, reason: 'because' },
  'demand.decide': { to: 'met', at, because: [k.event], note: 'a note' },
  'demand.second': { answer: 'no', note: 'a note' },
  'demand.sides': { ours: 'ours', theirs: 'theirs', ours_source: k.source, theirs_source: k.source },
  'demand.indicator': { question: 'Is it so?', source: 'source', proves: 'met', target: '1', unit: 'missions' },
  'editions.build': {},
  'editions.prepare': { langs: ['en'], leave_out: [k.event], read_as_of: at },
  'editions.accept': { code: 'demands', fingerprint: 'x', reason: 'because' },
  'editions.confirm': { code: 'demands', fingerprint: 'x' },
  'editions.unanswer': { code: 'demands' },
  'editions.cancel': {},
  'editions.check': { langs: [] },
  'editions.preview': { langs: [] },
  'editions.copy': { folder: 'relative/folder' },
  'editions.correct': { texts: { en: 'It was wrong.' }, replaces: '4 January' },
  'editions.withdraw': { texts: { en: 'It was wrong.' } },
  'mirrors.put': {
    name: 'Copy',
    kind: 's3',
    endpoint: 'https://s3.example',
    bucket: 'b',
    prefix: 'p',
    secret_key: 's',
  },
  'mirrors.delete': {},
  'mirrors.push': { edition: 1 },
  'sync.peer_add': { url: 'https://office.example/' },
  'sync.peer_remove': { url: 'https://office.example/' },
  'people.invite': { name: 'Practice guest', role: 'volunteer' },
  'people.reset': {},
  'people.role': { role: 'volunteer' },
  'people.lock': { locked: false },
  'people.end': { session: 'f'.repeat(16) },
  'coalition.invite': { role: 'write', address: 'https://a.example:7800/' },
  'coalition.read_invitation': { file: 'kua-invite:1:gQ' },
  'coalition.join': { file: 'kua-invite:1:gQ', slug: 'shared', title: 'Shared' },
  'coalition.read_answer': { file: 'kua-answer:1:gQ' },
  'coalition.admit': { file: 'kua-answer:1:gQ', role: 'write', compared: true },
  'coalition.compared': { compared: true },
  'coalition.revoke': { reason: 'because', cuts: ['0123456789abcdef:1'] },
  'coalition.rotate': {},
  'coalition.accept': { entries: [k.entry] },
  'coalition.announce': {},
  'keys.seized': { device: 'Practice organisation B', look: true },
});

/** In place of a text. */
export const badTexts = (k: Known): { readonly [what: string]: Json } => ({
  'ten thousand letters': 'ә'.repeat(10_000),
  '64 KB': 'a'.repeat(65_536),
  '65 KB': 'a'.repeat(66_560),
  NUL: 'a\u0000b',
  'right-to-left override': '\u202eabc\u05d0',
  emoji: '🕊️👩‍👩‍👧',
  'lone surrogate': 'a\ud800b',
  'no such month': '2022-13',
  'unknown term': 'no_such_term',
  'id of another kind': k.person,
  nothing: '',
  blank: ' \n\t ',
  number: 7,
  null: null,
  list: ['x'],
  object: { x: 1 },
});
export const BAD_NUMBERS: { readonly [what: string]: Json } = {
  negative: -1,
  half: 0.5,
  vast: 1e308,
  text: 'x',
  null: null,
};

/** The bodies that come of putting each bad piece in the place of each part, and of spoiling the whole. */
export function* spoiled(body: Body, k: Known): Generator<readonly [what: string, body: Json, bad: Json]> {
  const texts = Object.entries(badTexts(k));
  for (const [path, value] of parts(body, [])) {
    const bad =
      typeof value === 'string'
        ? texts
        : typeof value === 'number'
          ? Object.entries(BAD_NUMBERS)
          : ([['text', 'x']] as const);
    for (const [what, piece] of bad) yield [`${path.join('.')}: ${what}`, put(body, path, piece), piece];
  }
  yield ['unknown member', { ...body, no_such_member: 1 }, null];
  yield ['list', [body], null];
  if (Object.keys(body).length > 0) yield ['empty object', {}, null];
}

function* parts(value: Json, path: readonly string[]): Generator<readonly [readonly string[], Json]> {
  if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) yield* parts(inner as Json, [...path, name]);
  else yield [path, value];
}

function put(into: Json, path: readonly string[], piece: Json): Json {
  const [first, ...rest] = path;
  if (first === undefined) return piece;
  if (Array.isArray(into)) return into.map((v, i) => (String(i) === first ? put(v as Json, rest, piece) : (v as Json)));
  const object = into as Body;
  return { ...object, [first]: put(object[first] ?? null, rest, piece) };
}
