/** Finds records by their text and picks one; used for sources, evidence and references. */
import { X } from 'lucide-react';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { useRead } from '../api/queries.ts';
import { useKinds } from '../app/kinds.ts';
import { useScope } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import { langOf } from '../i18n/script.ts';
import { Said } from './said.tsx';

export interface Picked {
  readonly id: string;
  readonly title: string;
}

export function RecordPicker(props: {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
  readonly error?: string | undefined;
  readonly required?: boolean;
  /** Kinds offered; none = all. */
  readonly kinds?: readonly string[];
  readonly many?: boolean;
  readonly picked: readonly Picked[];
  readonly onPick: (picked: readonly Picked[]) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const kinds = useKinds();
  const { as_of: _date, ...scope } = useScope();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const read = useRead(
    'search',
    { ...scope, text: asked, limit: 12, ...(props.kinds ? { kinds: props.kinds } : {}) },
    { enabled: asked.length > 1 },
  );
  const items = asked.length > 1 ? (read.data?.items ?? []) : [];
  const pick = (key: unknown): void => {
    const item = items.find((i) => i.id === key);
    if (!item) return;
    const next = { id: item.id, title: item.title };
    props.onPick(props.many ? [...props.picked.filter((p) => p.id !== next.id), next] : [next]);
    setText('');
  };
  return (
    <div className={props.error ? 'field field-bad' : 'field'}>
      <ComboBox
        items={items}
        inputValue={text}
        onInputChange={setText}
        selectedKey={null}
        onSelectionChange={pick}
        // Of the text as typed, not as asked: a pasted text opens the list before its answer is there.
        allowsEmptyCollection={text.trim().length > 1}
        allowsCustomValue
        menuTrigger="input"
        isInvalid={props.error !== undefined}
      >
        <Label>
          {props.label}
          {props.required && <span className="field-needed"> {t('form.needed')}</span>}
        </Label>
        {props.error !== undefined && <p className="field-error">{props.error}</p>}
        <Input id={props.id} className="field-wide" spellCheck={false} autoComplete="off" />
        {props.help && (
          <Text slot="description" className="help">
            {props.help}
          </Text>
        )}
        <Popover className="popover popover-list" maxHeight={320}>
          <ListBox
            className="palette-list"
            renderEmptyState={() => (
              <p className="help">{t(read.data === undefined ? 'state.loading' : 'picker.nothing')}</p>
            )}
          >
            {(item: (typeof items)[number]) => (
              <ListBoxItem id={item.id} textValue={item.title} className="palette-item">
                <span dir="auto" lang={langOf(item.title, lang)}>
                  {item.title}
                </span>
                <span className="palette-hint">{kinds.kind(item.kind)}</span>
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      {props.picked.length > 0 && (
        <ul className="chips">
          {props.picked.map((p) => (
            <li key={p.id}>
              <button
                type="button"
                className="chip chip-button"
                onClick={() => props.onPick(props.picked.filter((x) => x.id !== p.id))}
              >
                <Said text={p.title} />
                <X role="img" aria-label={t('picker.remove')} size={16} strokeWidth={1.75} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
