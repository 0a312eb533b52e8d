/** Chooses files: the browser's own control, unseen, under a button in the language of the page. Files may be dropped on it too. */
import type { ReactNode } from 'react';
import { useWords } from '../i18n/language.tsx';

export function ChooseFile(props: {
  readonly id: string;
  readonly multiple?: boolean;
  readonly accept?: string;
  readonly disabled?: boolean;
  readonly describedBy?: string | undefined;
  readonly invalid?: true | undefined;
  readonly onFiles: (files: readonly File[]) => void;
}): ReactNode {
  const { t } = useWords();
  const { id, multiple = false, accept, disabled = false, onFiles } = props;
  return (
    <span className="choose-file">
      <span className="button" aria-hidden="true">
        {t(multiple ? 'form.choose_files' : 'form.choose_file')}
      </span>
      <input
        id={id}
        type="file"
        multiple={multiple}
        accept={accept}
        disabled={disabled}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file can be chosen again after a refusal.
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </span>
  );
}
