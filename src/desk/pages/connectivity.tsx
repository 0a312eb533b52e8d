/** Connectivity. */
import type { ReactNode } from 'react';
import { useWords } from '../i18n/language.tsx';
import { Heading } from '../parts/heading.tsx';

export function ConnectivityPage(): ReactNode {
  const { t } = useWords();
  return <Heading title={t('nav.connectivity')} tab={t('nav.connectivity')} />;
}
