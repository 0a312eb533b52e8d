/** A new account: name and role; then its invitation link, shown once. */
import { type ReactNode, useEffect, useRef } from 'react';
import type { ApiOut, RoleName } from '../../../contract/api.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { FormField } from '../form.tsx';
import { When } from '../when.tsx';
import { ROLES } from './person-row.tsx';

const EMPTY: { readonly name: string; readonly role: RoleName } = { name: '', role: 'volunteer' };

export function InviteForm(props: {
  readonly onInvited: (invitation: ApiOut<'people.invite'>) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const form = useDraftForm('people/invite', EMPTY, () => 'person-name');
  const { draft, change } = form;
  const submit = (): void =>
    void form.submit({
      wrong: draft.name.trim() === '' ? [{ field: 'person-name', message: t('people.give_name') }] : [],
      write: () => call('people.invite', { name: draft.name, role: draft.role }),
      done: (_, answer) => props.onInvited(answer),
    });
  return (
    <DraftForm
      title={t('people.invite')}
      save={t('people.invite_do')}
      form={form}
      onSave={submit}
      onClose={props.onClose}
    >
      <FormField id="person-name" label={t('safety.name')} help={t('people.name_help')} required errors={form.errors}>
        {(aids) => (
          <input
            {...aids}
            className="field-wide"
            dir="auto"
            autoComplete="off"
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </FormField>
      <fieldset className="choices">
        <legend>{t('people.role')}</legend>
        {ROLES.map((role) => (
          <label key={role}>
            <input
              type="radio"
              name="role"
              value={role}
              checked={draft.role === role}
              onChange={() => change({ role })}
            />
            <span>
              {t(`role.${role}`)}
              <span className="help role-help"> {t(`people.role.${role}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </DraftForm>
  );
}

/** The link stands here once; it is in no list and in no log. */
export function InvitationLink(props: {
  readonly invitation: ApiOut<'people.invite'>;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const { user, token, expires } = props.invitation;
  const link = `${location.origin}/#invite=${token}`;
  const head = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => head.current?.focus(), []);
  const copy = async (): Promise<void> => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(link);
      announce(t('people.copied'));
    } catch {
      announce(t('people.copy_by_hand'));
    }
  };
  return (
    <section className="notice notice-ok" aria-labelledby="invitation-link">
      <h2 id="invitation-link" ref={head} tabIndex={-1}>
        {t('people.link_for', { name: user.name })}
      </h2>
      <p>{t('people.link_once')}</p>
      <p>
        {t('people.invited_until')} <When edtf={expires} />
      </p>
      <label htmlFor="invitation">{t('people.link')}</label>
      <input ref={field} id="invitation" className="field-wide mono" readOnly value={link} />
      <div className="save-form-buttons">
        <button type="button" className="button-primary" onClick={() => void copy()}>
          {t('people.copy')}
        </button>
        <button type="button" className="button" onClick={props.onClose}>
          {t('people.link_given')}
        </button>
      </div>
    </section>
  );
}
