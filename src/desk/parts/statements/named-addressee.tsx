/** An addressee that is no record here yet: its name is enough, saving the draft makes the record. */
import { type ReactNode, useState } from 'react';
import { useWords } from '../../i18n/language.tsx';

export function NamedAddressee(props: { readonly onAdd: (name: string) => void }): ReactNode {
  const { t } = useWords();
  const [name, setName] = useState('');
  const add = (): void => {
    if (name.trim() === '') return;
    props.onAdd(name.trim());
    setName('');
  };
  return (
    <div className="field">
      <label htmlFor="draft-addressee-name">{t('draft.addressee_name')}</label>
      <div className="field-with-button">
        <input
          id="draft-addressee-name"
          dir="auto"
          value={name}
          onChange={(e) => setName(e.target.value)}
          onKeyDown={(e) => {
            if (e.key !== 'Enter' || e.ctrlKey || e.metaKey) return;
            e.preventDefault();
            add();
          }}
        />
        <button type="button" className="button" onClick={add}>
          {t('draft.addressee_add')}
        </button>
      </div>
    </div>
  );
}
