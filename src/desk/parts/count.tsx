/** A number is never bare: documented here, claimed by someone on a date, or estimated with its interval and method. */
import type { ReactNode } from 'react';
import { useWords } from '../i18n/language.tsx';
import { When } from './when.tsx';

export type CountProps =
  | { readonly kind: 'documented'; readonly n: number }
  | { readonly kind: 'claimed'; readonly n: number; readonly by: string; readonly on: string }
  | { readonly kind: 'estimated'; readonly low: number; readonly high: number; readonly method: string };

/** The number with its ground; `documented` says so to screen readers and on hover. */
export function Count(props: CountProps): ReactNode {
  const { t } = useWords();
  switch (props.kind) {
    case 'documented':
      return (
        <span className="count" title={t('count.documented', { n: props.n })}>
          {t('count.number', { n: props.n })}
          <span className="visually-hidden"> {t('count.documented_word')}</span>
        </span>
      );
    case 'claimed':
      return (
        <span className="count">
          {t('count.claimed', { n: props.n, by: props.by })} <When edtf={props.on} />
        </span>
      );
    case 'estimated':
      return (
        <span className="count">
          {t('count.estimated', { low: props.low, high: props.high, method: props.method })}
        </span>
      );
  }
}
