/** One reason, one act: taking a claim back, or deciding between accounts. Nothing disappears by it. */
import type { ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { TextField } from '../fields.tsx';

export type ReasonedAct =
  | { readonly name: 'retract'; readonly claim: string }
  | {
      readonly name: 'decide';
      readonly id: string;
      readonly field: string;
      readonly claim: string;
      readonly verb: 'prefer' | 'exclude';
    };

const EMPTY = { reason: '' };

export function ReasonForm(props: {
  readonly what: ReasonedAct;
  readonly title: string;
  readonly save: string;
  readonly onClose: () => void;
}): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const { what } = props;
  const control = `reason-${what.claim.replace(/\W/g, '-')}`;
  const form = useDraftForm(`${what.name} ${what.claim}`, EMPTY, () => control);
  const { draft } = form;
  const reason = draft.reason.trim();
  const write = (): Promise<{ readonly entry: string }> =>
    what.name === 'retract'
      ? call('retract', { space: scope.space, lang, claim: what.claim, reason })
      : call('record.decide', {
          space: scope.space,
          lang,
          id: what.id,
          field: what.field,
          claim: what.claim,
          verb: what.verb,
          reason,
        });
  return (
    <DraftForm
      form={form}
      title={props.title}
      save={props.save}
      onSave={() =>
        void form.submit({
          wrong: reason === '' ? [{ field: control, message: t('reason.need') }] : [],
          write,
          done: props.onClose,
        })
      }
      onClose={props.onClose}
    >
      <TextField
        id={control}
        label={t('reason.label')}
        help={t('reason.help')}
        required
        errors={form.errors}
        rows={2}
        value={draft.reason}
        onChange={(text) => form.change({ reason: text })}
      />
    </DraftForm>
  );
}
