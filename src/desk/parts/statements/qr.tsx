/** A text as one QR picture, where it is short enough for a camera; else the words that say to use the file. */
import encodeQR from 'qr';
import { type ReactNode, useMemo } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { bytesOf } from './marking.ts';

/** Bytes that one picture of the largest size holds at the lowest correction. */
const QR_MAX = 2900;

export function QrPicture(props: { readonly text: string; readonly label: string }): ReactNode {
  const { t } = useWords();
  const { text } = props;
  const fits = bytesOf(text) <= QR_MAX;
  const rows = useMemo(() => (fits ? encodeQR(text, 'raw', { ecc: 'low', border: 2 }) : []), [text, fits]);
  if (!fits) return <p>{t('qr.too_long')}</p>;
  const side = rows.length;
  const path = rows.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg className="qr" role="img" aria-label={props.label} viewBox={`0 0 ${side} ${side}`} shapeRendering="crispEdges">
      <rect width={side} height={side} className="qr-ground" />
      <path d={path} className="qr-ink" />
    </svg>
  );
}
