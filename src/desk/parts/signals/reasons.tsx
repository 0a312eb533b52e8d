/** Why two accounts may be the same or agree, in words: each reason of the node is one clause. */
import type { ReactNode } from 'react';
import type { HintReason } from '../../../contract/areas/signals.ts';
import { useWords } from '../../i18n/language.tsx';

export function Reasons(props: { readonly reasons: readonly HintReason[] }): ReactNode {
  const { t, lang } = useWords();
  const words = (reason: HintReason): string => {
    const { params } = reason;
    if (reason.code === 'within_hours') {
      const minutes = Number(params['minutes'] ?? 0);
      return minutes < 90
        ? t('signals.why.minutes', { n: minutes })
        : t('signals.why.hours', { n: Math.round(minutes / 60) });
    }
    if (reason.code === 'similar_text')
      return t('signals.why.similar_text', { percent: Math.round(Number(params['likeness'] ?? 0) * 100) });
    return t(`signals.why.${reason.code}`, params);
  };
  const list = new Intl.ListFormat(lang, { type: 'conjunction' });
  return <span className="signal-why">{list.format(props.reasons.map(words))}</span>;
}
