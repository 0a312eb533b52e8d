/** One check: what it found, the records concerned, and what settles it: leaving out, an answer, a second person. */
import { type ReactNode, useState } from 'react';
import type { EditionAnswerJson, EditionCheckJson, EditionPlanJson } from '../../../contract/areas/publications.ts';
import type { Json } from '../../../base/result.ts';
import { call } from '../../api/client.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useMay, useSession } from '../../app/who.ts';
import { useWords, type Words } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { ProblemView } from '../loadable.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { ItemList } from './changes.tsx';
import { answerOf, isSettled } from './use-check.ts';
import { TextField } from '../fields.tsx';

const EMPTY = { reason: '' };

/** The finding as a sentence; parts that are codes become words. */
function sentence({ t, maybe }: Words, check: EditionCheckJson): string {
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(check.params))
    params[name] = plain(value, (id) => maybe(`pub.missing.${id}`));
  return maybe(`pub.check.${check.code}.${check.verdict}`, params) ?? t(`pub.verdict.${check.verdict}`);
}
function plain(value: Json, word: (id: string) => string | null): string | number {
  if (Array.isArray(value)) return value.map((v) => word(String(v)) ?? String(v)).join(', ');
  return typeof value === 'number' ? value : String(value ?? '');
}

function AnswerForm(props: { readonly check: EditionCheckJson; readonly onClose: () => void }): ReactNode {
  const { t, lang } = useWords();
  const { space } = useScope();
  const { check } = props;
  const id = `reason-${check.code}`;
  const form = useDraftForm(`answer ${space} ${check.code}`, EMPTY, () => id);
  const reason = form.draft.reason.trim();
  const submit = (): void => {
    void form.submit({
      wrong: reason === '' ? [{ field: id, message: t('pub.need_reason') }] : [],
      write: () =>
        call('editions.accept', { space, code: check.code, fingerprint: check.fingerprint, reason, reason_lang: lang }),
      done: props.onClose,
    });
  };
  return (
    <DraftForm form={form} title={t('pub.answer')} save={t('pub.reason_save')} onSave={submit} onClose={props.onClose}>
      <TextField
        id={id}
        label={t('pub.reason')}
        help={check.code === 'changes' ? t('pub.reason_printed') : check.people ? t('pub.needs_second') : undefined}
        required
        errors={form.errors}
        rows={3}
        value={form.draft.reason}
        onChange={(text) => form.change({ reason: text })}
      />
    </DraftForm>
  );
}

function Answer(props: { readonly check: EditionCheckJson; readonly answer: EditionAnswerJson }): ReactNode {
  const { t } = useWords();
  const { space } = useScope();
  const save = useSave();
  const session = useSession();
  const mayAnswer = useMay('reviewer');
  const { check, answer } = props;
  const mine = session.status === 'in' && session.user.id === answer.by;
  const { code, fingerprint } = check;
  return (
    <div className="pub-check-answer">
      <p>
        {t('pub.answer_by', { name: answer.by_name })} <Said text={answer.reason} lang={answer.lang} />{' '}
        <span className="help">
          <When edtf={answer.at} />
        </span>
      </p>
      {check.people && answer.confirmed && (
        <p className="ok">
          {t('pub.confirmed_by', { name: answer.confirmed.by_name })} <When edtf={answer.confirmed.at} />
        </p>
      )}
      {check.people && !answer.confirmed && <p>{t(mine ? 'pub.waits_second' : 'pub.needs_second')}</p>}
      {save.problem && <ProblemView problem={save.problem} />}
      {mayAnswer && (
        <div className="page-actions">
          {check.people && !answer.confirmed && !mine && (
            <button
              type="button"
              className="button-primary"
              aria-disabled={save.busy}
              onClick={() => void save.run(() => call('editions.confirm', { space, code, fingerprint }))}
            >
              {t('pub.confirm')}
            </button>
          )}
          <button
            type="button"
            className="button"
            aria-disabled={save.busy}
            onClick={() => void save.run(() => call('editions.unanswer', { space, code }))}
          >
            {t('pub.unanswer')}
          </button>
        </div>
      )}
    </div>
  );
}

export function CheckRow(props: {
  readonly check: EditionCheckJson;
  readonly plan: EditionPlanJson;
  readonly onLeaveOut: (ids: readonly string[]) => void;
}): ReactNode {
  const words = useWords();
  const { t } = words;
  const { check, plan } = props;
  const mayAnswer = useMay('reviewer');
  const [open, setOpen] = useState(false);
  const answer = answerOf(check, plan.answers);
  const settled = isSettled(check, plan.answers);
  const verdict = check.verdict === 'ask' && settled ? 'answered' : check.verdict;
  return (
    <li className={`pub-check pub-check-${verdict}`}>
      <span className="pub-check-verdict">{t(`pub.verdict.${verdict}`)}</span>
      <div className="pub-check-words">
        <p data-row="" tabIndex={-1}>
          {sentence(words, check)}
        </p>
        {check.verdict === 'stop' && (
          <p className="help">
            {t(
              check.code === 'differences'
                ? 'pub.cannot_accept'
                : check.leave_out.length > 0
                  ? 'pub.leave_out_help'
                  : 'pub.fix_at_record',
            )}
          </p>
        )}
        {check.records.length > 0 && (
          <details open={check.verdict === 'stop'}>
            <summary>{t('pub.records')}</summary>
            <ItemList items={check.records} total={check.n_records} />
          </details>
        )}
        {answer && <Answer check={check} answer={answer} />}
        {mayAnswer && !open && (
          <div className="page-actions">
            {check.verdict === 'ask' && !answer && (
              <button type="button" className="button" onClick={() => setOpen(true)}>
                {t('pub.answer')}
              </button>
            )}
            {check.verdict !== 'ok' && !settled && check.leave_out.length > 0 && (
              <button type="button" className="button" onClick={() => props.onLeaveOut(check.leave_out)}>
                {t('pub.leave_out')}
              </button>
            )}
          </div>
        )}
        {open && mayAnswer && !answer && <AnswerForm check={check} onClose={() => setOpen(false)} />}
      </div>
    </li>
  );
}
