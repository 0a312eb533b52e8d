/** `kua evidence add|check`, `kua custody`. */
import { AS_OF, type CommandSpec, present, SPACE } from '../command.ts';
import { objects } from '../objects.ts';
import { pairs } from '../table.ts';

export const evidenceCommands: readonly CommandSpec[] = [
  {
    usage: 'evidence add <file>',
    summary: 'cmd_evidence_add',
    options: [
      { flags: '--kind <kind>', text: 'opt_evidence_kind' },
      { flags: '--sha256 <hex>', text: 'opt_sha256' },
      { flags: '--source <id>', text: 'opt_source' },
      SPACE,
    ],
    async run(s, given) {
      const out = await s.call('evidence.add', {
        ...present({
          space: given.text('space'),
          kind: given.text('kind'),
          sha256: given.text('sha256'),
          source: given.text('source'),
        }),
        ...s.person,
        file: s.path(given.arg(0)),
      });
      return {
        json: out,
        text: () =>
          [
            s.t(out.duplicate ? 'evidence_held' : 'evidence_added', { id: out.id }),
            pairs([
              ['SHA-256', out.sha256],
              [s.t('col_size'), String(out.size)],
              [s.t('col_type'), out.mime],
            ]),
          ].join('\n'),
      };
    },
  },
  {
    usage: 'evidence check',
    summary: 'cmd_evidence_check',
    options: [
      { flags: '--deep', text: 'opt_deep' },
      { flags: '--sweep', text: 'opt_sweep' },
    ],
    async run(s, given) {
      const out = await s.call('evidence.check', { deep: given.flag('deep'), sweep: given.flag('sweep') });
      return {
        json: out,
        yes: out.ok,
        text: () =>
          [
            s.t(out.ok ? 'evidence_ok' : 'evidence_not_ok', { objects: out.objects, bytes: String(out.bytes) }),
            ...out.missing.map((x) => s.t('evidence_missing', { sha256: x })),
            ...out.damaged.map((x) => s.t('evidence_damaged', { sha256: x })),
            ...out.unreferenced.map((x) => s.t('evidence_unreferenced', { sha256: x })),
          ].join('\n'),
      };
    },
  },
  {
    usage: 'custody <sha256>',
    summary: 'cmd_custody',
    options: [SPACE, AS_OF],
    async run(s, given) {
      const out = await s.call('custody', {
        ...present({ space: given.text('space'), as_of: given.text('as-of') }),
        lang: s.lang,
        sha256: given.arg(0).toLowerCase(),
      });
      return {
        json: out,
        text: () =>
          [
            out.evidence.map((e) => `${e.id}  ${e.space}`).join('\n'),
            objects(
              out.trail,
              new Map([
                ['at', s.t('col_date')],
                ['action', s.t('col_action')],
                ['outcome', s.t('col_result')],
                ['organisation', s.t('col_organisation')],
                ['claim', s.t('col_claim')],
              ]),
              s.world.columns,
            ),
          ].join('\n'),
      };
    },
  },
];
