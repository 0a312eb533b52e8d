/** The request that goes to another organisation: a file with the whole text, or a picture where it is short enough. */
import { type ReactNode, useState } from 'react';
import type { StatementJson } from '../../../contract/api.ts';
import { useRead } from '../../api/queries.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { Loadable } from '../loadable.tsx';
import { QrPicture } from './qr.tsx';
import { saveText } from './save-file.ts';

export function AskToSign(props: { readonly statement: StatementJson; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const [done, setDone] = useState(false);
  const read = useRead('statement.request', { ...scope, id: props.statement.id });
  return (
    <section className="save-form" aria-labelledby="ask-title">
      <h2 id="ask-title">{t('ask.title')}</h2>
      <ol>
        <li>{t('ask.step_file')}</li>
        <li>{t('ask.step_there')}</li>
        <li>{t('ask.step_back')}</li>
      </ol>
      <Loadable read={read} rows={3}>
        {({ name, file, hash }) => (
          <>
            <p>
              {t('ask.hash')} <span className="mono">{hash}</span>
            </p>
            <QrPicture text={file} label={t('ask.qr')} />
            <div className="save-form-buttons">
              <button
                type="button"
                className="button-primary"
                onClick={() => {
                  saveText(name, file);
                  setDone(true);
                }}
              >
                {t('ask.save', { name })}
              </button>
              <button type="button" className="button" onClick={props.onClose}>
                {t('action.close')}
              </button>
            </div>
            <p role="status">{done ? t('file.saved', { name }) : ''}</p>
          </>
        )}
      </Loadable>
    </section>
  );
}
