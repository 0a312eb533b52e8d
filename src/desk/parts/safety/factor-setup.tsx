/** The secret of the one-time codes: as a picture to scan and as text to type, drawn here; and the field for a first code. */
import encodeQR from 'qr';
import { type ReactNode, useMemo } from 'react';
import { useWords } from '../../i18n/language.tsx';

/** Light around the picture, in modules, as readers expect it. */
const BORDER = 4;

function QrPicture(props: { readonly text: string; readonly label: string }): ReactNode {
  const { size, path } = useMemo(() => {
    const rows = encodeQR(props.text, 'raw', { border: BORDER });
    const cells = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])));
    return { size: rows.length, path: cells.join('') };
  }, [props.text]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={props.label} shapeRendering="crispEdges">
      <rect className="qr-ground" width={size} height={size} />
      <path className="qr-ink" d={path} />
    </svg>
  );
}

export function FactorSecret(props: { readonly secret: string; readonly uri: string }): ReactNode {
  const { t } = useWords();
  return (
    <div className="factor">
      <QrPicture text={props.uri} label={t('safety.qr')} />
      <div>
        <p>{t('safety.scan')}</p>
        <p className="help">{t('safety.scan_text')}</p>
        <p className="mono secret" translate="no">
          {(props.secret.match(/.{1,4}/g) ?? []).join(' ')}
        </p>
      </div>
    </div>
  );
}

export function CodeField(props: {
  readonly id: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const { t } = useWords();
  const { id, error } = props;
  return (
    <div className={error ? 'field field-bad' : 'field'}>
      <label htmlFor={id}>{t('safety.first_code')}</label>
      {error && (
        <p id={`${id}-error`} className="field-error" role="alert">
          {error}
        </p>
      )}
      <input
        id={id}
        className="field-code mono"
        inputMode="numeric"
        autoComplete="one-time-code"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  );
}
