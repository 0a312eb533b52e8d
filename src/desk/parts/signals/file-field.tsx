/** Files to go with a signal: chosen by the button, or dropped on the field; named, never shown. */
import { X } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { ChooseFile } from '../choose-file.tsx';
import { Said } from '../said.tsx';

export function FileField(props: {
  readonly files: readonly File[];
  readonly error?: string | undefined;
  readonly onFiles: (files: readonly File[]) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const [over, setOver] = useState(false);
  const { files } = props;
  const add = (list: readonly File[]): void => {
    if (list.length > 0) props.onFiles([...files, ...list]);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    add([...event.dataTransfer.files]);
  };
  const size = (bytes: number): string =>
    new Intl.NumberFormat(lang, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }).format(
      Math.max(1, Math.round(bytes / 1000)),
    );
  return (
    <div
      className={over ? 'field signal-files signal-files-over' : 'field signal-files'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <label htmlFor="new-files">{t('signals.new.files')}</label>
      {props.error && <p className="field-error">{props.error}</p>}
      <ChooseFile id="new-files" multiple describedBy="new-files-help" onFiles={add} />
      <p id="new-files-help" className="help">
        {t('signals.new.files_help')}
      </p>
      {files.length > 0 && (
        <ul className="chips">
          {files.map((file) => (
            <li key={`${file.name} ${file.size} ${file.lastModified}`}>
              <button
                type="button"
                className="chip chip-button"
                onClick={() => props.onFiles(files.filter((other) => other !== file))}
              >
                <Said text={file.name} /> {size(file.size)}
                <X role="img" aria-label={t('picker.remove')} size={16} strokeWidth={1.75} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
