/** An invitation into the space: what they may do, an address if there is one; then the text that travels by any way. */
import { type ReactNode, useEffect, useRef } from 'react';
import type { InvitationTextJson, SeatRoleName } from '../../../contract/areas/coalition.ts';
import { call } from '../../api/client.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { LineField } from '../fields.tsx';
import { CopyText } from './copy-text.tsx';
import { KeyWords } from './key-words.tsx';

const ROLES: readonly SeatRoleName[] = ['write', 'read', 'manage', 'relay'];
const EMPTY: { readonly role: SeatRoleName; readonly address: string } = { role: 'write', address: '' };

export function InviteMember(props: {
  readonly onInvited: (invitation: InvitationTextJson) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const { space } = useScope();
  const form = useDraftForm(`coalition/invite/${space}`, EMPTY, () => 'invite-address');
  const { draft, change } = form;
  const address = draft.address.trim();
  const submit = (): void =>
    void form.submit({
      wrong: [],
      write: () => call('coalition.invite', { space, role: draft.role, ...(address === '' ? {} : { address }) }),
      done: (_, invitation) => props.onInvited(invitation),
    });
  return (
    <DraftForm
      title={t('coalition.invite')}
      save={t('coalition.invite_do')}
      form={form}
      onSave={submit}
      onClose={props.onClose}
    >
      <fieldset className="choices">
        <legend>{t('coalition.invite_role')}</legend>
        {ROLES.map((role) => (
          <label key={role}>
            <input
              type="radio"
              name="seat-role"
              value={role}
              checked={draft.role === role}
              onChange={() => change({ role })}
            />
            <span>
              {t(`coalition.role.${role}`)}
              <span className="help role-help"> {t(`coalition.role_help.${role}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <LineField
        id="invite-address"
        label={t('coalition.address')}
        help={t('coalition.address_help')}
        errors={form.errors}
        value={draft.address}
        wide
        onChange={(value) => change({ address: value })}
      />
    </DraftForm>
  );
}

export function InvitationOut(props: {
  readonly invitation: InvitationTextJson;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const { invitation } = props;
  return (
    <section className="notice notice-ok" aria-labelledby="coalition-invitation">
      <h2 id="coalition-invitation" ref={head} tabIndex={-1}>
        {t('coalition.invitation')}
      </h2>
      <p>{t('coalition.invitation_next')}</p>
      <CopyText label={t('coalition.invitation')} text={invitation.link ?? invitation.text} />
      <p>
        {t('coalition.our_words')}: <KeyWords words={invitation.words} />
      </p>
      <div className="save-form-buttons">
        <button type="button" className="button" onClick={props.onClose}>
          {t('action.close')}
        </button>
      </div>
    </section>
  );
}
