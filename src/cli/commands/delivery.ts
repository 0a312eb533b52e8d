/** `kua delivery new|list|receipt|answer|withdraw|rules|letter`: what was handed over, to whom, and whether a reply is due. */
import type { DeliveryJson, ReplyRowJson } from '../../contract/areas/deliveries.ts';
import { AS_OF, type CommandSpec, type Given, present, SPACE } from '../command.ts';
import type { Session } from '../session.ts';
import { table } from '../table.ts';

const scoped = (given: Given) => present({ space: given.text('space'), as_of: given.text('as-of') });
const inSpace = (given: Given) => present({ space: given.text('space') });
const some = (list: readonly string[]): readonly string[] | undefined => (list.length > 0 ? list : undefined);

/** State of the clock in words, with the days that are left or have passed. */
function clockText(s: Session, d: DeliveryJson): string {
  const { state, days } = d.clock;
  switch (state) {
    case 'overdue':
      return s.t('clock_overdue', { days: days ?? 0 });
    case 'waiting':
      return s.t('clock_waiting', { days: days ?? 0 });
    case 'no_due':
      return s.t('clock_no_due');
    case 'no_receipt':
      return s.t('clock_no_receipt');
    case 'publication_only':
      return s.t('clock_publication_only');
    case 'answered':
      return s.t('clock_answered');
    case 'withdrawn':
      return s.t('clock_withdrawn');
    default:
      return state;
  }
}

async function listText(s: Session, deliveries: readonly DeliveryJson[]): Promise<string> {
  const { displayValue } = await import('../../records/display.ts');
  const word = (field: string, value: string): string => displayValue('Delivery', field, value, s.lang);
  return table(
    [
      s.t('col_id'),
      s.t('col_at'),
      s.t('col_what'),
      s.t('col_addressees'),
      s.t('col_purpose'),
      s.t('col_due'),
      s.t('col_clock'),
    ],
    deliveries.map((d) => [
      d.id,
      d.at,
      d.what.map((w) => w.key ?? w.title).join(', '),
      d.addressee?.title ?? '',
      word('purpose', d.purpose),
      d.due?.date ?? '',
      clockText(s, d),
    ]),
    s.world.columns,
  );
}

/** How far a rule was checked: never left out, because nobody may rely on a date that no lawyer confirmed. */
function statusText(s: Session, row: Pick<ReplyRowJson, 'status'>): string {
  switch (row.status) {
    case 'confirmed':
      return s.t('rule_confirmed');
    case 'confirm_with_a_lawyer':
      return s.t('rule_lawyer');
    default:
      return s.t('rule_verify');
  }
}

export const deliveryCommands: readonly CommandSpec[] = [
  {
    usage: 'delivery new',
    summary: 'cmd_delivery_new',
    options: [
      { flags: '--what <id>', text: 'opt_what', many: true },
      { flags: '--purpose <word>', text: 'opt_purpose' },
      { flags: '--addressee <id>', text: 'opt_delivered_to' },
      { flags: '--channel <word>', text: 'opt_channel' },
      { flags: '--at <date>', text: 'opt_at' },
      { flags: '--number <text>', text: 'opt_number' },
      { flags: '--receipt <id>', text: 'opt_receipt', many: true },
      { flags: '--due <date>', text: 'opt_due' },
      { flags: '--basis <text>', text: 'opt_basis' },
      { flags: '--rule <row>', text: 'opt_rule' },
      { flags: '--note <text>', text: 'opt_note' },
      SPACE,
    ],
    async run(s, given) {
      const out = await s.call('deliveries.new', {
        ...inSpace(given),
        ...s.person,
        ...present({
          incoming_no: given.text('number'),
          receipt: some(given.many('receipt')),
          due_date: given.text('due'),
          due_basis: given.text('basis'),
          due_row: given.text('rule'),
          note: given.text('note'),
        }),
        what: given.many('what'),
        purpose: given.need('purpose'),
        addressee: given.need('addressee'),
        channel: given.need('channel'),
        at: given.need('at'),
      });
      const { due } = out;
      const note = due === null ? '' : `\n${s.t('delivery_due', { date: due.date, basis: due.basis })}`;
      const mark = due?.status ? `\n${statusText(s, { status: due.status })}` : '';
      return { json: out, text: () => `${s.t('record_done', { id: out.id })}${note}${mark}` };
    },
  },
  {
    usage: 'delivery list',
    summary: 'cmd_delivery_list',
    options: [
      { flags: '--demand <demand>', text: 'opt_of_demand' },
      { flags: '--clock <state>', text: 'opt_clock' },
      SPACE,
      AS_OF,
    ],
    async run(s, given) {
      const out = await s.call('deliveries.list', {
        ...scoped(given),
        ...present({ demand: given.text('demand'), clock: given.text('clock') }),
        lang: s.lang,
      });
      const text = s.json ? '' : await listText(s, out.deliveries);
      return { json: out, text: () => text };
    },
  },
  {
    usage: 'delivery receipt <delivery>',
    summary: 'cmd_delivery_receipt',
    options: [
      { flags: '--receipt <id>', text: 'opt_receipt', many: true },
      { flags: '--number <text>', text: 'opt_number' },
      SPACE,
    ],
    async run(s, given) {
      const out = await s.call('deliveries.receipt', {
        ...inSpace(given),
        ...s.person,
        ...present({ incoming_no: given.text('number') }),
        id: given.arg(0),
        receipt: given.many('receipt'),
      });
      return { json: out, text: () => s.t('record_done', { id: out.id }) };
    },
  },
  {
    usage: 'delivery answer <delivery>',
    summary: 'cmd_delivery_answer',
    options: [
      { flags: '--response <id>', text: 'opt_response_made' },
      { flags: '--at <date>', text: 'opt_at' },
      { flags: '--text <text>', text: 'opt_response_text' },
      { flags: '--bears <word>', text: 'opt_bears' },
      { flags: '--demand <demand>', text: 'opt_answered_demand', many: true },
      { flags: '--evidence <id>', text: 'opt_evidence', many: true },
      SPACE,
    ],
    async run(s, given) {
      const out = await s.call('deliveries.answer', {
        ...inSpace(given),
        ...s.person,
        ...present({
          response: given.text('response'),
          at: given.text('at'),
          text: given.text('text'),
          bears: given.text('bears'),
          demands: some(given.many('demand')),
          evidence: some(given.many('evidence')),
        }),
        id: given.arg(0),
      });
      return { json: out, text: () => s.t('record_done', { id: out.response }) };
    },
  },
  {
    usage: 'delivery withdraw <delivery>',
    summary: 'cmd_delivery_withdraw',
    options: [{ flags: '--reason <text>', text: 'opt_reason' }, { flags: '--at <date>', text: 'opt_at' }, SPACE],
    async run(s, given) {
      const out = await s.call('deliveries.withdraw', {
        ...inSpace(given),
        ...s.person,
        ...present({ at: given.text('at') }),
        id: given.arg(0),
        reason: given.need('reason'),
      });
      return { json: out, text: () => s.t('retract_done', { entry: out.entry }) };
    },
  },
  {
    usage: 'delivery rules',
    summary: 'cmd_delivery_rules',
    async run(s) {
      const out = await s.call('deliveries.rules', { lang: s.lang });
      const units = { days: s.t('unit_days'), working_days: s.t('unit_working_days'), months: s.t('unit_months') };
      const rows = out.rules.map((r) => [r.id, `${r.length} ${units[r.unit]}`, r.basis, statusText(s, r)]);
      const head = [s.t('col_rule'), s.t('col_length'), s.t('col_basis'), s.t('col_status')];
      return { json: out, text: () => table(head, rows, s.world.columns) };
    },
  },
  {
    usage: 'delivery letter <delivery>',
    summary: 'cmd_delivery_letter',
    options: [SPACE, AS_OF],
    async run(s, given) {
      const out = await s.call('deliveries.letter', { ...scoped(given), lang: s.lang, id: given.arg(0) });
      const demands = out.demands.map((d) => `${d.key}. ${d.text}`);
      const [to = '', from = '', title = '', why = '', ...rest] = out.paragraphs;
      const text = [to, from, title, why, ...demands, ...rest].join('\n\n');
      return { json: out, text: () => text };
    },
  },
];
