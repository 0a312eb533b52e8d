/** `kua statement new|show|list|freeze|sign|publish`. */
import { readFile } from 'node:fs/promises';
import { refuse } from '../../base/failures.ts';
import type { StatementJson } from '../../contract/api.ts';
import { AS_OF, type CommandSpec, type Given, pair, present, SPACE } from '../command.ts';
import type { Session } from '../session.ts';
import { pairs, table } from '../table.ts';

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
    usage: 'statement sign <id>',
    summary: 'cmd_statement_sign',
    options: [
      { flags: '--as <organisation>', text: 'opt_sign_as' },
      { flags: '--mandate <text>', text: 'opt_mandate' },
      { flags: '--reservation <text>', text: 'opt_reservation' },
      SPACE,
    ],
    async run(s, given) {
      const out = await s.call('statement.sign', {
        ...present({
          space: given.text('space'),
          mandate: given.text('mandate'),
          reservation: given.text('reservation'),
        }),
        ...s.person,
        id: given.arg(0),
        signed_as: given.need('as'),
      });
      return { json: out, text: () => s.t('statement_signed', { id: out.id }) };
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
];
