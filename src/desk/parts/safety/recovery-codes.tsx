/** Recovery codes, shown once: to print or to write down, then to go on. */
import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../../i18n/language.tsx';

export function RecoveryCodes(props: {
  readonly codes: readonly string[];
  readonly done: string;
  readonly onDone: () => void;
}): ReactNode {
  const { t } = useWords();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <section className="recovery" aria-labelledby="recovery">
      <h2 id="recovery" ref={head} tabIndex={-1}>
        {t('safety.recovery')}
      </h2>
      <p>{t('safety.recovery_how')}</p>
      <ol className="recovery-list mono" translate="no">
        {props.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="save-form-buttons">
        <button type="button" className="button-primary" onClick={props.onDone}>
          {props.done}
        </button>
        <button type="button" className="button" onClick={() => print()}>
          {t('safety.print')}
        </button>
      </div>
    </section>
  );
}
