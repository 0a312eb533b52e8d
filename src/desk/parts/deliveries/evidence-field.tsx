/** Evidence for a form: a record that is here, or a file kept as evidence on the spot, with its hash and custody. */
import { type ReactNode, useState } from 'react';
import { EVIDENCE_PATHS } from '../../../contract/areas/record.ts';
import { ApiProblem } from '../../api/problem.ts';
import { sendBytes } from '../../api/send-bytes.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { ChooseFile } from '../choose-file.tsx';
import type { FormError } from '../form.tsx';
import { type Picked, RecordPicker } from '../record-picker.tsx';

const idOf = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string' ? answer.id : '';

export function EvidenceField(props: {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  /** Kinds offered by the search. */
  readonly kinds: readonly string[];
  readonly errors: readonly FormError[];
  readonly picked: readonly Picked[];
  readonly onPick: (picked: readonly Picked[]) => void;
}): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { id, picked, onPick } = props;
  const keep = async (files: readonly File[]): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      let now = picked;
      for (const file of files) {
        const path = EVIDENCE_PATHS.upload(encodeURIComponent(scope.space));
        const added = idOf(await sendBytes(`${path}?${new URLSearchParams({ name: file.name })}`, file, {}));
        now = [...now.filter((p) => p.id !== added), { id: added, title: file.name }];
        onPick(now);
      }
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause;
      setProblem(cause.body?.message ?? t('node.gone'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="evidence-field">
      <RecordPicker
        id={id}
        label={props.label}
        help={props.help}
        kinds={props.kinds}
        error={props.errors.find((e) => e.field === id)?.message}
        many
        picked={picked}
        onPick={onPick}
      />
      <div className={problem === null ? 'field' : 'field field-bad'}>
        <label htmlFor={`${id}-file`}>{t('delivery.attach')}</label>
        {problem !== null && (
          <p className="field-error" role="alert">
            {problem}
          </p>
        )}
        <ChooseFile id={`${id}-file`} multiple disabled={busy} onFiles={(files) => void keep(files)} />
        {busy && <p role="status">{t('form.saving')}</p>}
      </div>
    </div>
  );
}
