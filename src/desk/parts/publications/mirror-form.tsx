/** Writes down a mirror. The secret key goes to the node and never comes back; it is no part of the kept draft of another mirror. */
import { type ReactNode, useState } from 'react';
import type { MirrorJson } from '../../../contract/areas/publications.ts';
import { call } from '../../api/client.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { FormField, type Saved } from '../form.tsx';

const EMPTY = { name: '', kind: 'folder', folder: '', endpoint: '', region: '', bucket: '', prefix: '', access: '' };
type Draft = typeof EMPTY;

const FIELD_OF: { readonly [code: string]: string } = {
  E_FOLDER_ABSENT: 'mirror-folder',
  E_MIRROR_ADDRESS: 'mirror-endpoint',
  E_MIRROR_BUCKET_NAME: 'mirror-bucket',
  E_MIRROR_PREFIX: 'mirror-prefix',
};

const drafts = new Map<string, Draft>();
/** One constant per mirror: the draft starts from what is kept. */
function startOf(m: MirrorJson | null): Draft {
  if (!m) return EMPTY;
  const key = JSON.stringify([m.id, m.name, m.kind, m.folder, m.endpoint, m.region, m.bucket, m.prefix, m.access_key]);
  const known = drafts.get(key);
  if (known) return known;
  const made = {
    name: m.name,
    kind: m.kind,
    folder: m.folder ?? '',
    endpoint: m.endpoint ?? '',
    region: m.region ?? '',
    bucket: m.bucket ?? '',
    prefix: m.prefix ?? '',
    access: m.access_key ?? '',
  };
  drafts.set(key, made);
  return made;
}

export function MirrorForm(props: {
  readonly mirror: MirrorJson | null;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
}): ReactNode {
  const { t } = useWords();
  const { space } = useScope();
  const { mirror } = props;
  const form = useDraftForm(
    `mirror ${space} ${mirror?.id ?? 'new'}`,
    startOf(mirror),
    (body) => FIELD_OF[body.code] ?? 'mirror-name',
  );
  // A key is typed anew when a form was left: it is not kept in any draft.
  const [secret, setSecret] = useState('');
  const { draft, change, errors } = form;
  const bucket = draft.kind === 's3';
  const submit = (): void => {
    void form.submit({
      wrong: draft.name.trim() === '' ? [{ field: 'mirror-name', message: t('mir.need_name') }] : [],
      write: () =>
        call('mirrors.put', {
          space,
          id: mirror?.id ?? crypto.randomUUID().replaceAll('-', '').slice(0, 16),
          name: draft.name.trim(),
          kind: bucket ? 's3' : 'folder',
          ...(bucket
            ? {
                endpoint: draft.endpoint.trim(),
                region: draft.region.trim(),
                bucket: draft.bucket.trim(),
                prefix: draft.prefix.trim(),
                access_key: draft.access.trim(),
                ...(secret === '' ? {} : { secret_key: secret }),
              }
            : { folder: draft.folder.trim() }),
        }),
      done: props.onSaved,
    });
  };
  const text = (name: keyof Draft, label: string, help?: string): ReactNode => (
    <FormField id={`mirror-${name}`} label={label} help={help} errors={errors}>
      {(aids) => (
        <input
          {...aids}
          className="field-wide"
          spellCheck={false}
          autoComplete="off"
          value={draft[name]}
          onChange={(e) => change({ [name]: e.target.value })}
        />
      )}
    </FormField>
  );
  return (
    <DraftForm
      form={form}
      title={mirror ? t('mir.edit', { name: mirror.name }) : t('mir.add')}
      save={t('mir.save')}
      onSave={submit}
      onClose={props.onClose}
    >
      {text('name', t('mir.name'))}
      <FormField id="mirror-kind" label={t('mir.kind')} errors={errors}>
        {(aids) => (
          <select {...aids} value={draft.kind} onChange={(e) => change({ kind: e.target.value })}>
            <option value="folder">{t('mir.kind.folder')}</option>
            <option value="s3">{t('mir.kind.s3')}</option>
          </select>
        )}
      </FormField>
      {!bucket && text('folder', t('mir.folder'), t('pub.copy_help'))}
      {bucket && (
        <>
          {text('endpoint', t('mir.endpoint'), t('mir.endpoint_help'))}
          <div className="field-pair">
            {text('region', t('mir.region'))}
            {text('bucket', t('mir.bucket'))}
          </div>
          {text('prefix', t('mir.prefix'), t('mir.prefix_help'))}
          {text('access', t('mir.access'))}
          <FormField
            id="mirror-secret"
            label={t('mir.secret')}
            help={mirror?.has_secret ? t('mir.secret_kept') : t('mir.secret_help')}
            errors={errors}
          >
            {(aids) => (
              <input
                {...aids}
                type="password"
                className="field-wide"
                autoComplete="off"
                value={secret}
                onChange={(e) => setSecret(e.target.value)}
              />
            )}
          </FormField>
        </>
      )}
    </DraftForm>
  );
}
