/** Deliveries. */
import type { ReactNode } from 'react';
import { useWords } from '../i18n/language.tsx';
import { Heading } from '../parts/heading.tsx';

export function DeliveriesPage(): ReactNode {
  const { t } = useWords();
  return <Heading title={t('nav.deliveries')} tab={t('nav.deliveries')} />;
}
