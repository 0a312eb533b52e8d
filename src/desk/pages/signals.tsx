/** Signals. */
import type { ReactNode } from 'react';
import { useWords } from '../i18n/language.tsx';
import { Heading } from '../parts/heading.tsx';

export function SignalsPage(): ReactNode {
  const { t } = useWords();
  return <Heading title={t('nav.signals')} tab={t('nav.signals')} />;
}
