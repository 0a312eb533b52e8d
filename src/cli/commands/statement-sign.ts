/** `kua statement sign-request|sign|add-signature|signatory|confirm`: signatures, here and by file from another machine. */
import { readFile, writeFile } from 'node:fs/promises';
import { refuse } from '../../base/failures.ts';
import type { ApiOut } from '../../contract/api.ts';
import { type CommandSpec, type Given, present, SPACE } from '../command.ts';
import type { Session } from '../session.ts';
import { pairs } from '../table.ts';

const spaceOf = (given: Given) => present({ space: given.text('space') });

async function fileText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    return refuse('E_FILE', { file: path, reason: (cause as NodeJS.ErrnoException).code ?? 'unreadable' }, cause);
  }
}

/** A file that is there is not written over. */
async function saveNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    refuse('E_FILE', { file: path, reason: (cause as NodeJS.ErrnoException).code ?? 'unwritable' }, cause);
  }
}

/** Everything a signer must read: the texts, the demands, and the hash that this machine computed from them. */
function requestText(s: Session, r: ApiOut<'statement.open_request'>): string {
  return [
    r.title,
    pairs([
      [s.t('col_issuer'), r.issuer],
      [s.t('col_date'), r.date ?? ''],
      [s.t('col_addressees'), r.addressees.join('; ')],
      [s.t('col_text_hash'), r.hash],
      ...(r.claimed === r.hash ? [] : ([[s.t('sign_claimed'), r.claimed]] as [string, string][])),
    ]),
    ...r.versions.flatMap((v) => ['', `${v.lang} (${s.t(`standing_${v.standing}`)})`, '', v.text]),
    '',
    pairs(r.demands.map((d) => [d.id, d.text] as [string, string])),
  ].join('\n');
}

/** Statement that an answer says it is for; the node checks it. */
function statementIn(file: string): string {
  try {
    const read: unknown = JSON.parse(file);
    const id = typeof read === 'object' && read !== null && 'statement' in read ? read.statement : null;
    if (typeof id === 'string') return id;
  } catch {
    // Said below, in the words of the format.
  }
  return refuse('E_SIGN_FILE', { reason: 'statement' });
}

async function signHere(s: Session, given: Given) {
  const out = await s.call('statement.sign', {
    ...spaceOf(given),
    ...present({ mandate: given.text('mandate'), reservation: given.text('reservation') }),
    ...s.person,
    id: given.arg(0),
    signed_as: given.need('as'),
  });
  return { json: out, text: () => s.t('statement_signed', { id: out.id }) };
}

/** Without --out the request is only shown: a text is read before it is signed. */
async function signFile(s: Session, given: Given) {
  const file = await fileText(s.path(given.arg(0)));
  const request = await s.call('statement.open_request', { file });
  const out = given.text('out');
  if (out === undefined)
    return { json: request, text: () => `${requestText(s, request)}\n\n${s.t('sign_only_shown')}` };
  const { file: body, ...answer } = await s.call('statement.answer', {
    ...s.person,
    file,
    signed_as: given.need('as'),
    mandate: given.need('mandate'),
    ...present({ reservation: given.text('reservation') }),
  });
  await saveNew(s.path(out), body);
  return {
    json: { ...answer, file: s.path(out) },
    text: () => `${requestText(s, request)}\n\n${s.t('sign_answered', { hash: answer.hash, file: out })}`,
  };
}

export const statementSignCommands: readonly CommandSpec[] = [
  {
    usage: 'statement sign-request <id>',
    summary: 'cmd_statement_sign_request',
    options: [{ flags: '--out <file>', text: 'opt_out' }, SPACE],
    async run(s, given) {
      const { name, file, hash } = await s.call('statement.request', {
        ...spaceOf(given),
        id: given.arg(0),
        lang: s.lang,
      });
      const path = s.path(given.text('out') ?? name);
      await saveNew(path, file);
      return { json: { file: path, hash }, text: () => s.t('sign_requested', { file: path, hash }) };
    },
  },
  {
    usage: 'statement sign <id>',
    summary: 'cmd_statement_sign',
    options: [
      { flags: '--as <organisation>', text: 'opt_sign_as' },
      { flags: '--mandate <text>', text: 'opt_mandate' },
      { flags: '--reservation <text>', text: 'opt_reservation' },
      { flags: '--out <file>', text: 'opt_answer_out' },
      SPACE,
    ],
    run: (s, given) =>
      /^(?:sta_[0-9a-z]{26}|[A-Z]+\d+)$/.test(given.arg(0)) ? signHere(s, given) : signFile(s, given),
  },
  {
    usage: 'statement add-signature <file>',
    summary: 'cmd_statement_add_signature',
    options: [
      { flags: '--statement <id>', text: 'opt_statement' },
      { flags: '--signatory <signature>', text: 'opt_signatory' },
      SPACE,
    ],
    async run(s, given) {
      const file = await fileText(s.path(given.arg(0)));
      const out = await s.call('statement.add_signature', {
        ...spaceOf(given),
        ...present({ signatory: given.text('signatory') }),
        ...s.person,
        id: given.text('statement') ?? statementIn(file),
        file,
      });
      return { json: out, text: () => s.t('signature_added', { id: out.id }) };
    },
  },
  {
    usage: 'statement signatory <id> <name>',
    summary: 'cmd_statement_signatory',
    options: [{ flags: '--country <country>', text: 'opt_country' }, SPACE],
    async run(s, given) {
      const out = await s.call('statement.signatory', {
        ...spaceOf(given),
        ...present({ country: given.text('country') }),
        ...s.person,
        id: given.arg(0),
        name: given.arg(1),
      });
      return { json: out, text: () => s.t('record_done', { id: out.id }) };
    },
  },
  {
    usage: 'statement confirm <signature>',
    summary: 'cmd_statement_confirm',
    options: [
      { flags: '--by <name>', text: 'opt_confirmed_by' },
      { flags: '--channel <text>', text: 'opt_confirm_channel' },
      { flags: '--at <date>', text: 'opt_confirm_at' },
      { flags: '--evidence <id>', text: 'opt_confirm_evidence' },
      SPACE,
    ],
    async run(s, given) {
      const out = await s.call('statement.confirm', {
        ...spaceOf(given),
        ...s.person,
        signature: given.arg(0),
        by: given.text('by') ?? '',
        channel: given.text('channel') ?? '',
        at: given.text('at') ?? '',
        evidence: given.text('evidence') ?? '',
      });
      return { json: out, text: () => s.t('record_done', { id: out.id }) };
    },
  },
];
