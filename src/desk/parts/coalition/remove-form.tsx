/** Removal of a member: what it does and does not do, a reason for the others, then the new key. */
import type { ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { LineField } from '../fields.tsx';

const EMPTY: { readonly reason: string } = { reason: '' };

export function RemoveForm(props: {
  readonly party: string;
  readonly name: string;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const { space } = useScope();
  const form = useDraftForm(`coalition/remove/${props.party}`, EMPTY, () => 'remove-reason');
  const reason = form.draft.reason.trim();
  const submit = (): void =>
    void form.submit({
      wrong: [],
      write: () => call('coalition.revoke', { space, member: props.party, ...(reason === '' ? {} : { reason }) }),
      done: props.onRemoved,
    });
  return (
    <DraftForm
      title={t('coalition.remove_of', { name: props.name })}
      save={t('coalition.remove_do')}
      form={form}
      onSave={submit}
      onClose={props.onClose}
    >
      <p>{t('coalition.remove_what')}</p>
      <LineField
        id="remove-reason"
        label={t('coalition.remove_reason')}
        errors={form.errors}
        value={form.draft.reason}
        wide
        onChange={(value) => form.change({ reason: value })}
      />
    </DraftForm>
  );
}
