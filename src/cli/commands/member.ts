/** `kua member invite|join|admit|revoke|list|compare`: members of a space, with no server in common. */
import type { ApiOut } from '../../contract/api.ts';
import type { MemberJson, SeatRoleName, WordsJson } from '../../contract/areas/coalition.ts';
import { type CommandSpec, type Given, present, SPACE } from '../command.ts';
import { lineOrFile, saveLine } from '../line-file.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';

const spaceOf = (given: Given) => present({ space: given.text('space') });
// The node refuses a role it does not know (E_SEAT_ROLE_NAME).
const roleOf = (given: Given) => present({ role: given.text('role') as SeatRoleName | undefined });
const LINE = [
  { flags: '--out <file>', text: 'opt_out_line' },
  { flags: '--qr <file>', text: 'opt_qr' },
] as const;

/** In the letters of the reader's language; the sounds are the same. */
export const spoken = (s: Session, words: WordsJson): string =>
  (s.lang === 'en' ? words.latin : words.cyrillic).join(' ');

const day = (instant: string | null): string => instant?.slice(0, 16).replace('T', ' ') ?? '';
const nameOf = (s: Session, m: MemberJson): string =>
  m.organisation?.name ?? `${s.t('member_unknown')} ${m.party.slice(0, 12)}`;

function memberRow(s: Session, m: MemberJson): readonly string[] {
  const seats = m.seats.filter((seat) => seat.live || !m.live);
  return [
    nameOf(s, m),
    m.role ?? s.t('member_removed'),
    m.ours || m.organisation?.compared ? day(m.organisation?.compared?.at ?? null) : s.t('not_compared'),
    m.last_seen.at === null ? s.t('never') : day(m.last_seen.at),
    m.not_received ? String(m.not_received.all) : '',
    seats.map((seat) => seat.seat.slice(0, 12)).join(' '),
    seats.map((seat) => seat.device?.slice(0, 12) ?? '').join(' '),
    m.organisation ? spoken(s, m.organisation.words) : '',
  ];
}

export function memberTable(s: Session, out: ApiOut<'coalition.read'>): string {
  if (out.state === 'waiting') return s.t('space_waiting');
  const t = (id: Parameters<Session['t']>[0]): string => s.t(id);
  const heads = [t('col_name'), t('col_role'), t('col_compared'), t('col_last_seen'), t('col_not_received')];
  return [
    table(
      [...heads, t('col_seat'), t('col_device'), t('col_words')],
      out.members.map((m) => memberRow(s, m)),
      s.world.columns,
    ),
    ...out.members.flatMap((m) =>
      m.not_received && m.not_received.all > 0
        ? [s.t('member_behind', { name: nameOf(s, m), n: m.not_received.ours, all: m.not_received.all })]
        : [],
    ),
    ...(out.few_managers && out.state === 'open' ? [t('member_few')] : []),
  ].join('\n');
}

async function invite(s: Session, given: Given) {
  const address = given.text('address');
  const out = await s.call('coalition.invite', { ...spaceOf(given), ...roleOf(given), ...present({ address }) });
  const files = await saveLine(s, given, out.text);
  return {
    json: { ...out, files },
    text: () =>
      [
        s.t('member_invited', { text: out.text, words: spoken(s, out.words) }),
        ...(out.link === null ? [] : ['', s.t('member_link', { link: out.link })]),
        ...files,
      ].join('\n'),
  };
}

async function join(s: Session, given: Given) {
  const out = await s.call('coalition.join', {
    file: await lineOrFile(s, given.arg(0), 'kua-invite:'),
    ...present({ slug: given.text('as'), title: given.text('title') }),
    ...s.person,
  });
  const files = await saveLine(s, given, out.text);
  const [words, theirs] = [spoken(s, out.words), spoken(s, out.inviter.words)];
  return {
    json: { ...out, files },
    text: () =>
      [s.t('member_joined', { name: out.inviter.name, theirs, slug: out.slug, text: out.text, words }), ...files].join(
        '\n',
      ),
  };
}

async function admit(s: Session, given: Given) {
  const out = await s.call('coalition.admit', {
    ...spaceOf(given),
    ...roleOf(given),
    file: await lineOrFile(s, given.arg(0), 'kua-answer:'),
    compared: given.flag('compared'),
    ...s.person,
  });
  const { organisation, role } = out.member;
  const { name, id, recipient } = organisation;
  if (!organisation.compared) s.note(s.t('member_admitted_not_compared', { name, id: id.slice(0, 12) }));
  const words = spoken(s, organisation.words);
  return {
    json: out,
    text: () => s.t('member_admitted', { name, role, words, recipient: recipient ?? name }),
  };
}

async function revoke(s: Session, given: Given) {
  const cuts = given.many('cut');
  const out = await s.call('coalition.revoke', {
    ...spaceOf(given),
    member: given.arg(0),
    ...present({ reason: given.text('reason') }),
    ...(cuts.length > 0 ? { cuts } : {}),
    ...s.person,
  });
  return { json: out, text: () => s.t('member_revoked', { seats: out.seats.length, beyond: out.beyond }) };
}

/** An organisation by its name or the first characters of its id, among the members of the space. */
async function organisationMeant(s: Session, given: Given): Promise<string> {
  const word = given.arg(0);
  const { members } = await s.call('coalition.read', spaceOf(given));
  const known = members.flatMap((m) => m.organisation ?? []);
  const found = known.filter((o) => o.name === word || (word.length >= 8 && o.id.startsWith(word.toLowerCase())));
  return found.length === 1 && found[0] ? found[0].id : word;
}

async function compare(s: Session, given: Given) {
  const compared = !given.flag('off');
  const organisation = await organisationMeant(s, given);
  const out = await s.call('coalition.compared', { organisation, compared, ...s.person });
  const { name } = out;
  return {
    json: out,
    text: () => (compared ? s.t('member_compared', { name }) : s.t('member_compared_off', { name })),
  };
}

export const memberCommands: readonly CommandSpec[] = [
  {
    usage: 'member invite',
    summary: 'cmd_member_invite',
    options: [
      SPACE,
      { flags: '--role <role>', text: 'opt_member_role' },
      { flags: '--address <url>', text: 'opt_address' },
      ...LINE,
    ],
    run: invite,
  },
  {
    usage: 'member join <invitation>',
    summary: 'cmd_member_join',
    options: [{ flags: '--as <name>', text: 'opt_as' }, { flags: '--title <title>', text: 'opt_title' }, ...LINE],
    run: join,
  },
  {
    usage: 'member admit <answer>',
    summary: 'cmd_member_admit',
    options: [
      SPACE,
      { flags: '--role <role>', text: 'opt_member_role' },
      { flags: '--compared', text: 'opt_compared' },
    ],
    run: admit,
  },
  {
    usage: 'member revoke <member>',
    summary: 'cmd_member_revoke',
    options: [
      SPACE,
      { flags: '--reason <text>', text: 'opt_reason_member' },
      { flags: '--cut <writer:number>', text: 'opt_cut', many: true },
    ],
    run: revoke,
  },
  {
    usage: 'member list',
    summary: 'cmd_member_list',
    options: [SPACE],
    async run(s, given) {
      const out = await s.call('coalition.read', { ...spaceOf(given), lang: s.lang });
      return { json: out, text: () => memberTable(s, out) };
    },
  },
  {
    usage: 'member compare <organisation>',
    summary: 'cmd_member_compare',
    options: [SPACE, { flags: '--off', text: 'opt_compare_off' }],
    run: compare,
  },
];
