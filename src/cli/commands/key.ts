/** `kua key show|words|rotate|paper|recover|seized`: keys of this organisation, and a device that was taken. */
import type { ApiOut } from '../../contract/api.ts';
import type { SeatRoleName, SeizedJson } from '../../contract/areas/coalition.ts';
import { type CommandSpec, type Given, present, usage } from '../command.ts';
import { lineOrFile, saveLine } from '../line-file.ts';
import type { Session } from '../session.ts';
import { pairs, table } from '../table.ts';
import { spoken } from './member.ts';

/** The key from paper: never an argument, which other programs of the computer can read. */
async function paperTyped(s: Session, given: Given): Promise<string> {
  if (given.flag('paper-stdin')) return s.world.readLine();
  if (!s.world.canAsk) return usage(s.t, 'usage_option_needed', { name: '--paper-stdin' });
  return (await s.world.ask(s.t('paper_ask'))) ?? '';
}

const paperText = (s: Session, out: ApiOut<'keys.paper'>): string =>
  s.t('key_paper', { card: out.card, paper: out.paper, cards: out.cards });
const told = (s: Session, spaces: readonly string[]): readonly string[] =>
  spaces.length === 0 ? [] : [s.t('key_told', { spaces: spaces.join(', ') })];

async function show(s: Session) {
  const out = await s.call('keys.read', { lang: s.lang });
  const { organisation: o } = out;
  return {
    json: out,
    text: () =>
      [
        pairs([
          [s.t('col_organisation'), o.name],
          [s.t('col_id'), o.id],
          [s.t('col_card'), String(o.card)],
          [s.t('col_key'), out.key],
          [s.t('col_next_key'), out.next],
          [s.t('col_device'), out.device],
          [s.t('col_recipient'), out.recipient],
          [s.t('col_words'), spoken(s, o.words)],
        ]),
        ...(out.next_here ? [s.t('key_next_here')] : []),
        ...(out.key_here ? [] : [s.t('key_elsewhere')]),
        '',
        table(
          [s.t('col_name'), s.t('col_role'), s.t('col_seat')],
          out.seats.map((x) => [x.slug, x.live ? (x.role ?? '') : s.t('member_removed'), x.seat]),
          s.world.columns,
        ),
      ].join('\n'),
  };
}

async function rotate(s: Session, given: Given) {
  const paper = given.flag('paper-stdin') ? await s.world.readLine() : undefined;
  const out = await s.call('keys.rotate', {
    ...present({ name: given.text('name'), paper }),
    paper_only: given.flag('paper-only'),
    ...s.person,
  });
  return { json: out, text: () => [paperText(s, out), ...told(s, out.announced)].join('\n') };
}

async function recover(s: Session, given: Given) {
  const cards = given.text('cards');
  const out = await s.call('keys.recover', {
    paper: await paperTyped(s, given),
    ...(cards === undefined ? {} : { cards: await lineOrFile(s, cards, 'kua-cards:') }),
  });
  const { name } = out.organisation;
  return {
    json: out,
    text: () => [s.t('key_recovered', { name }), '', paperText(s, out), ...told(s, out.announced)].join('\n'),
  };
}

function seizedText(s: Session, out: SeizedJson, looked: boolean): string {
  const name = out.organisation ?? out.device.slice(0, 12);
  const n = out.spaces.filter((x) => x.done === 'removed' || x.done === 'before').length;
  const left = out.spaces.filter((x) => x.done === 'not_manager' || x.done === 'failed');
  return [
    looked ? s.t('seized_looked', { name }) : s.t('seized_done', { name, n }),
    ...(looked || out.persons.length === 0 ? [] : [s.t('seized_warn')]),
    '',
    out.persons.length === 0
      ? s.t('seized_nobody')
      : table(
          [s.t('col_risk'), s.t('col_name'), s.t('col_detention'), s.t('col_records'), s.t('col_id')],
          out.persons.map((x) => [s.t(`risk_${x.risk}`), x.title, x.detention ?? '', String(x.records), x.id]),
          s.world.columns,
        ),
    '',
    table(
      [s.t('col_name'), s.t('col_done'), s.t('col_entries')],
      out.spaces.map((x) => [x.slug, s.t(`done_${x.done}`), String(x.notes)]),
      s.world.columns,
    ),
    ...(left.length === 0 ? [] : [s.t('seized_left', { spaces: left.map((x) => x.slug).join(', ') })]),
  ].join('\n');
}

async function seized(s: Session, given: Given) {
  const look = given.flag('look');
  const out = await s.call('keys.seized', { device: given.arg(0), look, ...s.person });
  return {
    json: out,
    // Something is left to do: another manager must act.
    yes: look || out.spaces.every((x) => x.done === 'removed' || x.done === 'before'),
    text: () => seizedText(s, out, look),
  };
}

async function deviceAsk(s: Session, given: Given) {
  const out = await s.call('keys.device_ask', s.person);
  const files = await saveLine(s, given, out.text);
  const text = [s.t('device_asked', { text: out.text }), '', s.t('device_words', { words: spoken(s, out.words) })];
  return { json: { ...out, files }, text: () => [...text, ...files].join('\n') };
}

async function deviceAdd(s: Session, given: Given) {
  const out = await s.call('keys.device_add', {
    file: await lineOrFile(s, given.arg(1), 'kua-device:'),
    spaces: given.many('space'),
    ...present({ role: given.text('role') as SeatRoleName | undefined, address: given.text('address') }),
    compared: given.flag('compared'),
    ...s.person,
  });
  const files = await saveLine(s, given, out.text);
  const { organisation } = await s.call('keys.read', { lang: s.lang });
  const added = s.t('device_added', { words: spoken(s, out.words), text: out.text });
  const send = s.t('device_send', { name: `"${organisation.name}"` });
  const answers = out.spaces.flatMap((x) =>
    x.answer === null ? [] : [s.t('device_answer', { space: x.slug, text: x.answer })],
  );
  return { json: { ...out, files }, text: () => [added, '', send, ...answers, ...files].join('\n') };
}

async function deviceTake(s: Session, given: Given) {
  const out = await s.call('keys.device_take', {
    file: await lineOrFile(s, given.arg(1), 'kua-device-keys:'),
    ...s.person,
  });
  const { name, words } = out.organisation;
  const spaces = out.spaces.map((x) => x.slug).join(', ');
  return { json: out, text: () => s.t('device_taken', { name, words: spoken(s, words), spaces }) };
}

/** Three steps, on two computers. */
function device(s: Session, given: Given) {
  const action = given.arg(0);
  if (action === 'ask') return deviceAsk(s, given);
  if (action === 'add') return deviceAdd(s, given);
  if (action === 'take') return deviceTake(s, given);
  return usage(s.t, 'device_action', { name: action.slice(0, 40) });
}

export const keyCommands: readonly CommandSpec[] = [
  { usage: 'key show', summary: 'cmd_key_show', run: show },
  {
    usage: 'key words',
    summary: 'cmd_key_words',
    async run(s) {
      const { organisation } = await s.call('keys.read', { lang: s.lang });
      const { name, id, words } = organisation;
      return { json: { name, id, words }, text: () => s.t('key_words', { words: spoken(s, words) }) };
    },
  },
  {
    usage: 'key rotate',
    summary: 'cmd_key_rotate',
    options: [
      { flags: '--name <organisation>', text: 'opt_new_name' },
      { flags: '--paper-stdin', text: 'opt_paper_stdin' },
      { flags: '--paper-only', text: 'opt_paper_only' },
    ],
    run: rotate,
  },
  {
    usage: 'key paper',
    summary: 'cmd_key_paper',
    options: [{ flags: '--forget', text: 'opt_forget' }],
    async run(s, given) {
      const forget = given.flag('forget');
      const out = await s.call('keys.paper', { forget });
      return { json: out, text: () => [paperText(s, out), ...(forget ? [s.t('key_forgotten')] : [])].join('\n') };
    },
  },
  {
    usage: 'key recover',
    summary: 'cmd_key_recover',
    options: [
      { flags: '--paper-stdin', text: 'opt_paper_stdin' },
      { flags: '--cards <line>', text: 'opt_cards' },
    ],
    run: recover,
  },
  {
    usage: 'key device <action> [line]',
    summary: 'cmd_key_device',
    options: [
      { flags: '--space <space>', text: 'opt_device_space', many: true },
      { flags: '--role <role>', text: 'opt_member_role' },
      { flags: '--address <url>', text: 'opt_address' },
      { flags: '--compared', text: 'opt_device_compared' },
      { flags: '--out <file>', text: 'opt_out_line' },
      { flags: '--qr <file>', text: 'opt_qr' },
    ],
    run: device,
  },
  {
    usage: 'key seized <device>',
    summary: 'cmd_key_seized',
    options: [{ flags: '--look', text: 'opt_look' }],
    run: seized,
  },
];
