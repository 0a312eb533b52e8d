/** `kua claim`, `kua record new`, `kua review`, `kua erase`, `kua erasures`: what people write by hand. */
import type { Json } from '../../base/result.ts';
import { type CommandSpec, type Given, type OptionSpec, pair, present, SPACE, usage } from '../command.ts';

const SPOKEN: readonly OptionSpec[] = [
  { flags: '--speaker <who>', text: 'opt_speaker' },
  { flags: '--conf <grade>', text: 'opt_conf' },
  { flags: '--source <id>', text: 'opt_source' },
  { flags: '--modality <modality>', text: 'opt_modality' },
  { flags: '--obs <date>', text: 'opt_obs' },
  { flags: '--lang-of-value <lang>', text: 'opt_value_lang' },
  { flags: '--note <text>', text: 'opt_note' },
  { flags: '--vis <audience>', text: 'opt_vis' },
];

const spoken = (given: Given) =>
  present({
    speaker: given.text('speaker'),
    conf: given.text('conf'),
    source: given.text('source'),
    modality: given.text('modality'),
    obs: given.text('obs'),
    value_lang: given.text('lang-of-value'),
    note: given.text('note'),
    vis: given.text('vis'),
  });

/** `FIELD=VALUE ...`: a field named twice gets the list of its values. */
function fieldsOf(given: Given, from: number, t: Parameters<typeof pair>[0]): { readonly [field: string]: Json } {
  const fields: { [field: string]: Json } = {};
  for (const arg of given.args.slice(from)) {
    const [field, value] = pair(t, arg);
    const before = fields[field];
    fields[field] =
      before === undefined ? value : [...(Array.isArray(before) ? (before as readonly Json[]) : [before]), value];
  }
  return fields;
}

export const recordCommands: readonly CommandSpec[] = [
  {
    usage: 'claim [id] [field] [value]',
    summary: 'cmd_claim',
    options: [
      ...SPOKEN,
      { flags: '--replaces <claim>', text: 'opt_replaces' },
      { flags: '--retract <claim>', text: 'opt_retract' },
      { flags: '--reason <text>', text: 'opt_reason' },
      SPACE,
    ],
    async run(s, given) {
      const scope = { ...present({ space: given.text('space') }), ...s.person };
      const withdrawn = given.text('retract');
      if (withdrawn !== undefined) {
        if (given.args.length > 0) usage(s.t, 'usage_retract_alone');
        const out = await s.call('retract', {
          ...scope,
          ...present({ reason: given.text('reason') }),
          claim: withdrawn,
        });
        return { json: out, text: () => s.t('retract_done', { entry: out.entry }) };
      }
      const names = ['id', 'field', 'value'];
      const missing = names[given.args.length];
      if (missing !== undefined) usage(s.t, 'usage_argument', { name: missing });
      const out = await s.call('claim', {
        ...scope,
        ...spoken(given),
        ...present({ replaces: given.text('replaces') }),
        id: given.arg(0),
        field: given.arg(1),
        value: given.arg(2),
      });
      return { json: out, text: () => s.t('claim_done', { claim: out.claim }) };
    },
  },
  {
    usage: 'record new <kind> <field=value...>',
    summary: 'cmd_record_new',
    options: [
      { flags: '--speaker <who>', text: 'opt_speaker' },
      { flags: '--conf <grade>', text: 'opt_conf' },
      { flags: '--source <id>', text: 'opt_source' },
      SPACE,
    ],
    async run(s, given) {
      const out = await s.call('record.new', {
        ...present({
          space: given.text('space'),
          speaker: given.text('speaker'),
          conf: given.text('conf'),
          source: given.text('source'),
        }),
        ...s.person,
        kind: given.arg(0),
        fields: fieldsOf(given, 1, s.t),
      });
      return { json: out, text: () => s.t('record_done', { id: out.id }) };
    },
  },
  {
    usage: 'review <id>',
    summary: 'cmd_review',
    options: [
      { flags: '--conclusion <conclusion>', text: 'opt_conclusion' },
      { flags: '--text <text>', text: 'opt_review_text' },
      { flags: '--check <kind>', text: 'opt_check' },
      { flags: '--evidence <id>', text: 'opt_evidence' },
      { flags: '--dissent <text>', text: 'opt_dissent' },
      SPACE,
    ],
    async run(s, given) {
      const out = await s.call('review', {
        ...present({
          space: given.text('space'),
          text: given.text('text'),
          check: given.text('check'),
          evidence: given.text('evidence'),
          dissent: given.text('dissent'),
        }),
        ...s.person,
        id: given.arg(0),
        conclusion: given.need('conclusion'),
      });
      return { json: out, text: () => s.t('review_done', { id: out.id }) };
    },
  },
  {
    usage: 'erase <entry>',
    summary: 'cmd_erase',
    options: [{ flags: '--ground <text>', text: 'opt_ground' }, { flags: '--local', text: 'opt_local' }, SPACE],
    async run(s, given) {
      const out = await s.call('erase', {
        ...present({ space: given.text('space') }),
        entry: given.arg(0),
        ground: given.need('ground'),
        local: given.flag('local'),
      });
      const said = (): string => {
        if (out.waiting !== null) return s.t('erase_waiting');
        return s.t(out.finished ? 'erase_done' : 'erase_unfinished', { count: out.erased });
      };
      return { json: out, text: said };
    },
  },
  {
    usage: 'erasures',
    summary: 'cmd_erasures',
    options: [SPACE],
    async run(s, given) {
      const out = await s.call('erasure.status', present({ space: given.text('space') }));
      const names = (parties: readonly { readonly name: string }[]): string => parties.map((x) => x.name).join(', ');
      const line = (e: (typeof out.erasures)[number]): string => {
        const head = s.t('erasure_line', { entry: e.entry.slice(0, 12), at: e.at, who: e.by.name, ground: e.ground });
        const waits = e.targets.some((x) => x.state === 'waiting') ? [s.t('erasure_second')] : [];
        const done = e.done.length > 0 ? [s.t('erasure_confirmed', { who: names(e.done) })] : [];
        const missing = e.missing.length > 0 ? [s.t('erasure_missing', { who: names(e.missing) })] : [];
        return [head, ...[...waits, ...done, ...missing].map((x) => `  ${x}`)].join('\n');
      };
      const said = (): string => (out.erasures.length === 0 ? s.t('erasures_none') : out.erasures.map(line).join('\n'));
      return { json: out, text: said };
    },
  },
];
