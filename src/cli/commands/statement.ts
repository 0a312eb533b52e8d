/** `kua statement new|draft|show|list|freeze|publish|replace|withdraw`; signing stands in statement-sign.ts. */
import { readFile } from 'node:fs/promises';
import { refuse } from '../../base/failures.ts';
import type { StatementJson } from '../../contract/api.ts';
import { AS_OF, type CommandSpec, type Given, pair, present, SPACE, usage } from '../command.ts';
import type { Session } from '../session.ts';
import { pairs, table } from '../table.ts';
import { statementSignCommands } from './statement-sign.ts';

/** Text of a file as UTF-8; anything else is refused, because a frozen text is hashed byte by byte. */
async function textOf(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    return refuse('E_FILE', { file: path, reason: (cause as NodeJS.ErrnoException).code ?? 'unreadable' }, cause);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    return refuse('E_FILE', { file: path, reason: 'not UTF-8' }, cause);
  }
}

function demandsOf(s: Session, given: Given) {
  const addressees = new Map(given.many('addressee').map((a) => pair(s.t, a)));
  return given.many('demand').map((text) => {
    const [key, verbatim] = pair(s.t, text);
    return { key, verbatim, ...present({ addressee: addressees.get(key) }) };
  });
}

function statementText(s: Session, st: StatementJson): string {
  const text =
    st.versions.find((v) => v.lang === s.lang) ?? st.versions.find((v) => v.standing === 'original') ?? st.versions[0];
  return [
    st.title,
    pairs([
      [s.t('col_id'), st.id],
      [s.t('col_state'), st.state],
      [s.t('col_date'), st.date ?? ''],
      [s.t('col_issuer'), st.issuer],
      [s.t('col_addressees'), st.addressees.join('; ')],
      [s.t('col_text_hash'), st.text_hash ?? ''],
      [s.t('col_languages'), st.versions.map((v) => `${v.lang} (${s.t(`standing_${v.standing}`)})`).join(', ')],
    ]),
    ...(text ? ['', text.text] : []),
    '',
    table(
      [s.t('col_demand'), s.t('col_state'), s.t('col_quotation')],
      st.demands.map((d) => [d.key, d.state ?? s.t('state_none'), d.verbatim ?? '']),
      s.world.columns,
    ),
    '',
    table(
      [s.t('col_signatory'), s.t('col_country'), s.t('col_basis')],
      st.signatories.map((g) => [g.name, g.country ?? '', s.t(`basis_${g.basis}`)]),
      s.world.columns,
    ),
  ].join('\n');
}

const STANDINGS = ['original', 'agreed', 'unofficial'] as const;
type Standing = (typeof STANDINGS)[number];

function standingOf(s: Session, text: string): Standing {
  return (
    STANDINGS.find((x) => x === text) ??
    usage(s.t, 'usage_one_of', { name: '--standing', allowed: STANDINGS.join(', ') })
  );
}

/** The draft as it stands with what the command changes: texts by language, clauses as KEY.LANG, addressees by number. */
async function draftWith(s: Session, given: Given, st: StatementJson) {
  const texts = new Map<string, { text: string; standing: Standing }>();
  for (const v of st.versions) texts.set(v.lang, { text: v.text, standing: v.standing });
  for (const [lang, path] of given.many('text').map((x) => pair(s.t, x)))
    texts.set(lang, { text: await textOf(s.path(path)), standing: texts.get(lang)?.standing ?? 'agreed' });
  for (const [lang, word] of given.many('standing').map((x) => pair(s.t, x))) {
    const had = texts.get(lang);
    if (had) texts.set(lang, { ...had, standing: standingOf(s, word) });
  }
  const original = [...texts].find(([, v]) => v.standing === 'original')?.[0] ?? '';
  const demands = new Map(
    st.demands.map((d) => [
      d.key,
      {
        clauses: new Map(d.clauses.map((c) => [c.lang, c.text] as const)),
        addressees: d.addressees.map((a) => a.id),
      },
    ]),
  );
  const demand = (key: string) => {
    const had = demands.get(key) ?? { clauses: new Map<string, string>(), addressees: [] };
    demands.set(key, had);
    return had;
  };
  for (const [name, words] of given.many('demand').map((x) => pair(s.t, x))) {
    const [key = '', lang = original] = name.split('.');
    demand(key).clauses.set(lang, words);
  }
  for (const [key, who] of given.many('addressee').map((x) => pair(s.t, x))) demand(key).addressees.push(who);
  for (const key of given.many('without')) demands.delete(key);
  return {
    title: given.text('title') ?? st.title,
    addressees: st.addressee_ids,
    versions: [...texts].map(([lang, v]) => ({ lang, ...v })),
    demands: [...demands].map(([key, d]) => ({
      key,
      clauses: [...d.clauses].map(([lang, text]) => ({ lang, text })),
      addressees: d.addressees,
    })),
    annexes: [...st.annexes.map((x) => x.id), ...given.many('annex')],
  };
}

const scoped = (given: Given) => present({ space: given.text('space'), as_of: given.text('as-of') });

export const statementCommands: readonly CommandSpec[] = [
  {
    usage: 'statement new <file>',
    summary: 'cmd_statement_new',
    options: [
      { flags: '--title <title>', text: 'opt_title' },
      { flags: '--text-lang <lang>', text: 'opt_text_lang' },
      { flags: '--demand <key=quotation>', text: 'opt_demand', many: true },
      { flags: '--addressee <key=organisation>', text: 'opt_addressee', many: true },
      SPACE,
    ],
    async run(s, given) {
      const out = await s.call('statement.new', {
        ...present({ space: given.text('space') }),
        ...s.person,
        title: given.need('title'),
        lang_original: given.text('text-lang') ?? s.lang,
        text: await textOf(s.path(given.arg(0))),
        demands: demandsOf(s, given),
      });
      return { json: out, text: () => s.t('record_done', { id: out.id }) };
    },
  },
  {
    usage: 'statement draft <id>',
    summary: 'cmd_statement_draft',
    options: [
      { flags: '--title <title>', text: 'opt_title' },
      { flags: '--text <lang=file>', text: 'opt_text_file', many: true },
      { flags: '--standing <lang=word>', text: 'opt_standing', many: true },
      { flags: '--demand <key.lang=quotation>', text: 'opt_clause', many: true },
      { flags: '--addressee <key=organisation>', text: 'opt_addressee', many: true },
      { flags: '--without <key>', text: 'opt_without_demand', many: true },
      { flags: '--annex <evidence>', text: 'opt_annex', many: true },
      SPACE,
    ],
    async run(s, given) {
      const space = present({ space: given.text('space') });
      const st = await s.call('statement.show', { ...space, id: given.arg(0) });
      const changed = await draftWith(s, given, st);
      const out = await s.call('statement.draft', {
        ...space,
        ...s.person,
        id: st.id,
        revision: st.revision,
        ...changed,
      });
      return { json: out, text: () => s.t('statement_saved', { id: out.id }) };
    },
  },
  {
    usage: 'statement replace <id>',
    summary: 'cmd_statement_replace',
    options: [SPACE],
    async run(s, given) {
      const space = present({ space: given.text('space') });
      const out = await s.call('statement.replace', { ...space, ...s.person, id: given.arg(0) });
      return { json: out, text: () => s.t('record_done', { id: out.id }) };
    },
  },
  {
    usage: 'statement withdraw <id>',
    summary: 'cmd_statement_withdraw',
    options: [
      { flags: '--reason <text>', text: 'opt_withdraw_reason' },
      { flags: '--at <date>', text: 'opt_withdraw_at' },
      { flags: '--decided-by <signature>', text: 'opt_decided_by', many: true },
      SPACE,
    ],
    async run(s, given) {
      const id = given.arg(0);
      const common = {
        ...present({ space: given.text('space') }),
        ...s.person,
        reason: given.need('reason'),
        at: given.text('at') ?? new Date(s.world.clock()).toISOString().slice(0, 10),
      };
      const out = id.startsWith('cos_')
        ? await s.call('statement.withdraw_signature', { ...common, signature: id })
        : await s.call('statement.withdraw', { ...common, id, deciders: given.many('decided-by') });
      return { json: out, text: () => s.t('statement_withdrawn', { id: out.id }) };
    },
  },
  {
    usage: 'statement show [id]',
    summary: 'cmd_statement_show',
    options: [SPACE, AS_OF],
    async run(s, given) {
      const out = await s.call('statement.show', { ...scoped(given), ...present({ id: given.args[0] }), lang: s.lang });
      return { json: out, text: () => statementText(s, out) };
    },
  },
  {
    usage: 'statement list',
    summary: 'cmd_statement_list',
    options: [SPACE, AS_OF],
    async run(s, given) {
      const out = await s.call('statement.list', { ...scoped(given), lang: s.lang });
      return {
        json: out,
        text: () =>
          table(
            [s.t('col_id'), s.t('col_state'), s.t('col_date'), s.t('col_title')],
            out.statements.map((x) => [x.id, x.state, x.date ?? '', x.title]),
            s.world.columns,
          ),
      };
    },
  },
  {
    usage: 'statement freeze <id>',
    summary: 'cmd_statement_freeze',
    options: [SPACE],
    async run(s, given) {
      const out = await s.call('statement.freeze', {
        ...present({ space: given.text('space') }),
        ...s.person,
        id: given.arg(0),
      });
      return { json: out, text: () => s.t('statement_frozen', { hash: out.text_hash }) };
    },
  },
  {
    usage: 'statement publish <id>',
    summary: 'cmd_statement_publish',
    options: [SPACE],
    async run(s, given) {
      const out = await s.call('statement.publish', {
        ...present({ space: given.text('space') }),
        ...s.person,
        id: given.arg(0),
      });
      return { json: out, text: () => s.t('statement_published', { id: out.id, state: out.state }) };
    },
  },
  ...statementSignCommands,
];
