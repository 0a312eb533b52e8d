/** `kua demand list|show|measure|respond|move`. Acts are listed and never graded; only a measurement or a refusal moves a state. */
import type { DemandJson } from '../../contract/api.ts';
import { AS_OF, type CommandSpec, type Given, present, SPACE, usage } from '../command.ts';
import type { Session } from '../session.ts';
import { pairs, table } from '../table.ts';

const MET = ['yes', 'no', 'unknown'] as const;
const scoped = (given: Given) => present({ space: given.text('space'), as_of: given.text('as-of') });

const titles = (list: readonly { readonly title: string }[]): string => list.map((x) => x.title).join('; ');

/** Words of the vocabularies in the language of the call; a quotation has no state. */
async function words(s: Session) {
  const { termLabel } = await import('../../records/vocabulary.ts');
  return {
    state: (id: string | null): string => (id === null ? s.t('state_none') : termLabel('demand_state', id, s.lang)),
    bears: (id: string): string => termLabel('response_bears', id, s.lang),
  };
}

async function listText(s: Session, demands: readonly DemandJson[]): Promise<string> {
  const { state } = await words(s);
  return table(
    [s.t('col_demand'), s.t('col_state'), s.t('col_since'), s.t('col_text')],
    demands.map((d) => [d.key, state(d.state), d.history.at(-1)?.at ?? '', d.text]),
    s.world.columns,
  );
}

async function demandText(s: Session, d: DemandJson): Promise<string> {
  const { state, bears } = await words(s);
  const lines = [
    `${d.key}  ${d.text}`,
    pairs([
      [s.t('col_id'), d.id],
      [s.t('col_state'), state(d.state)],
      [s.t('col_open_since'), d.open_since ?? ''],
      [s.t('col_addressees'), titles(d.addressees)],
      [s.t('col_quotation'), d.verbatim ?? ''],
      [
        s.t('col_reply'),
        [s.t(`reply_${d.reply.state}`), d.reply.at ?? '', d.reply.text ?? ''].filter((x) => x !== '').join(' '),
      ],
    ]),
  ];
  if (d.history.length > 0)
    lines.push(
      '',
      table(
        [s.t('col_state'), s.t('col_at'), s.t('col_because')],
        d.history.map((m) => [
          state(m.state),
          m.at,
          [titles(m.because), m.note ?? ''].filter((x) => x !== '').join('; '),
        ]),
        s.world.columns,
      ),
    );
  if (d.acts.length > 0)
    lines.push(
      '',
      table(
        [s.t('col_at'), s.t('col_from'), s.t('col_bears'), s.t('col_text')],
        d.acts.map((a) => [a.at, a.from, bears(a.bears), a.text]),
        s.world.columns,
      ),
    );
  if (d.indicators.length > 0)
    lines.push(
      '',
      table(
        [s.t('col_indicator'), s.t('col_proves'), s.t('col_latest'), s.t('col_question')],
        d.indicators.map((i) => [i.id, i.proves, i.latest ? `${i.latest.met} ${i.latest.at}` : '', i.question]),
        s.world.columns,
      ),
    );
  return lines.join('\n');
}

export const demandCommands: readonly CommandSpec[] = [
  {
    usage: 'demand list',
    summary: 'cmd_demand_list',
    options: [SPACE, AS_OF],
    async run(s, given) {
      const out = await s.call('demand.list', { ...scoped(given), lang: s.lang });
      const text = s.json ? '' : await listText(s, out.demands);
      return { json: out, text: () => text };
    },
  },
  {
    usage: 'demand show <demand>',
    summary: 'cmd_demand_show',
    options: [SPACE, AS_OF],
    async run(s, given) {
      const out = await s.call('demand.show', { ...scoped(given), lang: s.lang, id: given.arg(0) });
      const text = s.json ? '' : await demandText(s, out);
      return { json: out, text: () => text };
    },
  },
  {
    usage: 'demand measure <demand> <indicator>',
    summary: 'cmd_demand_measure',
    options: [
      { flags: '--at <date>', text: 'opt_at' },
      { flags: '--met <answer>', text: 'opt_met' },
      { flags: '--value <text>', text: 'opt_measured' },
      { flags: '--evidence <id>', text: 'opt_evidence', many: true },
      SPACE,
    ],
    async run(s, given) {
      const answer = given.need('met');
      const met =
        MET.find((m) => m === answer) ?? usage(s.t, 'usage_one_of', { name: '--met', allowed: MET.join(', ') });
      const out = await s.call('demand.measure', {
        ...present({ space: given.text('space') }),
        ...s.person,
        demand: given.arg(0),
        indicator: given.arg(1),
        at: given.need('at'),
        met,
        value: given.need('value'),
        evidence: given.many('evidence'),
      });
      return { json: out, text: () => s.t('record_done', { id: out.id }) };
    },
  },
  {
    usage: 'demand respond <demand>',
    summary: 'cmd_demand_respond',
    options: [
      { flags: '--at <date>', text: 'opt_at' },
      { flags: '--from <who>', text: 'opt_response_from' },
      { flags: '--text <text>', text: 'opt_response_text' },
      { flags: '--bears <word>', text: 'opt_bears' },
      { flags: '--by-addressee', text: 'opt_by_addressee' },
      { flags: '--evidence <id>', text: 'opt_evidence', many: true },
      SPACE,
    ],
    async run(s, given) {
      const out = await s.call('demand.respond', {
        ...present({ space: given.text('space') }),
        ...s.person,
        demand: given.arg(0),
        at: given.need('at'),
        from: given.need('from'),
        text: given.need('text'),
        bears: given.need('bears'),
        by_addressee: given.flag('by-addressee'),
        evidence: given.many('evidence'),
      });
      return { json: out, text: () => s.t('record_done', { id: out.id }) };
    },
  },
  {
    usage: 'demand move <demand> <state>',
    summary: 'cmd_demand_move',
    options: [
      { flags: '--at <date>', text: 'opt_at' },
      { flags: '--because <id>', text: 'opt_because', many: true },
      { flags: '--note <text>', text: 'opt_note' },
      SPACE,
    ],
    async run(s, given) {
      const out = await s.call('demand.move', {
        ...present({ space: given.text('space'), note: given.text('note') }),
        ...s.person,
        demand: given.arg(0),
        to: given.arg(1),
        at: given.need('at'),
        because: given.many('because'),
      });
      return { json: out, text: () => s.t('demand_moved', { state: out.state }) };
    },
  },
];
