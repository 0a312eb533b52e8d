/** Copies an edition into a folder of the node's machine, such as a stick; checked there before it says so. */
import { type ReactNode, useState } from 'react';
import type { EditionJson } from '../../../contract/areas/publications.ts';
import { call } from '../../api/client.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { FormField } from '../form.tsx';

const EMPTY = { folder: '' };

export function CopyForm(props: { readonly edition: EditionJson; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { space } = useScope();
  const { number } = props.edition;
  const form = useDraftForm(`copy ${space} ${number}`, EMPTY, () => 'copy-folder');
  const [dir, setDir] = useState<string | null>(null);
  const folder = form.draft.folder.trim();
  const submit = (): void => {
    setDir(null);
    void form.submit({
      wrong: folder.startsWith('/') ? [] : [{ field: 'copy-folder', message: t('pub.copy_help') }],
      write: () => call('editions.copy', { space, number, folder }),
      done: (_saved, answer) => setDir(answer.dir),
    });
  };
  return (
    <DraftForm form={form} title={t('pub.copy')} save={t('pub.copy')} onSave={submit} onClose={props.onClose}>
      <FormField id="copy-folder" label={t('pub.copy_to')} help={t('pub.copy_help')} required errors={form.errors}>
        {(aids) => (
          <input
            {...aids}
            className="field-wide"
            spellCheck={false}
            autoComplete="off"
            value={form.draft.folder}
            onChange={(e) => form.change({ folder: e.target.value })}
          />
        )}
      </FormField>
      {dir !== null && <p role="status">{t('pub.copied', { dir })}</p>}
    </DraftForm>
  );
}
