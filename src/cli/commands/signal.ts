/** `kua signal list|triage`: the queue of signals, and one decision on one or several of them. */
import type { ApiIn } from '../../contract/api.ts';
import { TRIAGE_ACTIONS, type TriageAction } from '../../contract/areas/signals.ts';
import { AS_OF, type CommandSpec, present, SPACE, usage } from '../command.ts';
import { table } from '../table.ts';

export const signalCommands: readonly CommandSpec[] = [
  {
    usage: 'signal list',
    summary: 'cmd_signal_list',
    options: [
      { flags: '--state <state>', text: 'opt_signal_state', many: true },
      { flags: '--place <place>', text: 'opt_signal_place', many: true },
      { flags: '--limit <n>', text: 'opt_limit' },
      { flags: '--after <cursor>', text: 'opt_after' },
      AS_OF,
      SPACE,
    ],
    async run(s, given) {
      const out = await s.call('signals.list', {
        ...present({ space: given.text('space'), as_of: given.text('as-of'), after: given.text('after') }),
        ...present({ limit: given.whole('limit', 1) }),
        state: given.many('state'),
        place: given.many('place'),
        lang: s.lang,
      });
      const { termLabel } = await import('../../records/vocabulary.ts');
      return {
        json: out,
        text: () =>
          [
            table(
              [s.t('col_code'), s.t('col_state'), s.t('col_at'), s.t('col_place'), s.t('col_text')],
              out.items.map((r) => [
                r.code ?? r.id,
                termLabel('triage_state', r.state, s.lang),
                r.said_at ?? r.received_at ?? '',
                r.place?.title ?? '',
                r.title,
              ]),
              s.world.columns,
            ),
            `${out.items.length} / ${out.total}`,
          ].join('\n'),
      };
    },
  },
  {
    usage: 'signal triage [id] [action]',
    summary: 'cmd_signal_triage',
    options: [
      { flags: '--reason <text>', text: 'opt_reason' },
      { flags: '--assignee <person>', text: 'opt_signal_assignee' },
      { flags: '--other <id>', text: 'opt_signal_other' },
      { flags: '--origin <origin>', text: 'opt_signal_origin' },
      { flags: '--attach <id>', text: 'opt_signal_attach' },
      { flags: '--contradicted-by <id>', text: 'opt_signal_contradicted' },
      { flags: '--until <date>', text: 'opt_signal_until' },
      AS_OF,
      SPACE,
    ],
    async run(s, given) {
      const action: TriageAction | undefined = TRIAGE_ACTIONS.find((a) => a === given.arg(1));
      const origin = (['independent', 'same_origin'] as const).find((o) => o === given.text('origin'));
      if (!action || (given.text('origin') !== undefined && !origin))
        return usage(s.t, 'usage_signal_action', { actions: TRIAGE_ACTIONS.join(', ') });
      const input: ApiIn<'signals.triage'> = {
        ...present({ space: given.text('space'), as_of: given.text('as-of'), reason: given.text('reason') }),
        ...present({ assignee: given.text('assignee'), other: given.text('other'), origin }),
        ...present({ attach: given.text('attach'), contradicted_by: given.text('contradicted-by') }),
        ...present({ until: given.text('until') }),
        ...s.person,
        id: given.arg(0),
        action,
      };
      const out = await s.call('signals.triage', input);
      const { termLabel } = await import('../../records/vocabulary.ts');
      return {
        json: out,
        text: () =>
          [termLabel('triage_state', out.state, s.lang), out.record ?? '', out.entry]
            .filter((x) => x !== '')
            .join('  '),
      };
    },
  },
];
