/** `kua edition build`, `kua verify`. */
import { existsSync } from 'node:fs';
import { refuse } from '../../base/failures.ts';
import type { ApiOut, CheckJson } from '../../contract/api.ts';
import { deskPublicationsEn } from '../../messages/desk-publications.en.ts';
import { deskPublicationsKk } from '../../messages/desk-publications.kk.ts';
import { deskPublicationsRu } from '../../messages/desk-publications.ru.ts';
import { createTranslator, type Lang } from '../../messages/translate.ts';
import { AS_OF, type CommandSpec, pair, present, SPACE } from '../command.ts';
import type { Session } from '../session.ts';
import { pairs, table } from '../table.ts';

export const checkTable = (s: Session, checks: readonly CheckJson[]): string =>
  table(
    [s.t('col_result'), s.t('col_check'), s.t('col_detail')],
    checks.map((c) => [s.t(`result_${c.result}`), c.name, c.detail ?? '']),
    s.world.columns,
  );

/** What a check asks, in the words of the desk. */
function asked(lang: Lang, warning: ApiOut<'edition.build'>['warnings'][number]): string {
  const words = createTranslator({ en: deskPublicationsEn, ru: deskPublicationsRu, kk: deskPublicationsKk }, lang);
  const id = `pub.check.${warning.code}.ask`;
  const params = Object.fromEntries(Object.entries(warning.params).map(([k, v]) => [k, String(v)]));
  return id in deskPublicationsEn ? words(id as keyof typeof deskPublicationsEn, params) : warning.code;
}

export const editionCommands: readonly CommandSpec[] = [
  {
    usage: 'edition build <dir>',
    summary: 'cmd_edition_build',
    options: [
      { flags: '--force', text: 'opt_force' },
      { flags: '--strict', text: 'opt_strict_edition' },
      { flags: '--accept <check=reason>', text: 'opt_accept', many: true },
      { flags: '--leave-out <id>', text: 'opt_leave_out', many: true },
      SPACE,
      AS_OF,
    ],
    async run(s, given) {
      const out = await s.call('edition.build', {
        ...present({ space: given.text('space'), as_of: given.text('as-of') }),
        ...s.person,
        lang: s.lang,
        dir: s.path(given.arg(0)),
        force: given.flag('force'),
        strict: given.flag('strict'),
        accept: given.many('accept').map((text) => {
          const [code, reason] = pair(s.t, text);
          return { code, reason };
        }),
        leave_out: given.many('leave-out'),
      });
      for (const line of out.left_out) s.note(line);
      for (const warning of out.warnings) s.note(`${s.t('edition_asks')} ${asked(s.lang, warning)}`);
      return {
        json: out,
        text: () =>
          [
            s.t('edition_done', { dir: out.dir }),
            pairs([
              [s.t('edition_pages'), String(out.pages)],
              [s.t('edition_files'), String(out.files)],
              [s.t('edition_bytes'), String(out.bytes)],
              [s.t('edition_sha256'), out.sha256],
              [s.t('import_seconds'), String(out.seconds)],
            ]),
          ].join('\n'),
      };
    },
  },
  {
    usage: 'verify <path>',
    summary: 'cmd_verify',
    options: [
      { flags: '--key <key>', text: 'opt_verify_key' },
      { flags: '--entry <id>', text: 'opt_verify_entry' },
      { flags: '--policy <file>', text: 'opt_verify_policy' },
    ],
    // Runs without any node: a reader has none, and needs none. Only a proof without --policy asks the node for its own.
    async run(s, given) {
      const { givenProof, verifyGivenProof } = await import('./verify-proof.ts');
      const proof = await givenProof(s, given.arg(0));
      if (proof) return verifyGivenProof(s, given, proof);
      const path = s.path(given.arg(0));
      if (!existsSync(path)) refuse('E_FILE', { file: path, reason: 'ENOENT' });
      const { verifyEdition } = await import('../../publishing/verify.ts');
      const verdict = await verifyEdition(path, present({ key: given.text('key') }));
      return {
        json: verdict,
        yes: verdict.ok,
        text: () => [checkTable(s, verdict.checks), s.t(verdict.ok ? 'verify_ok' : 'verify_not_ok')].join('\n'),
      };
    },
  },
];
