/** Help. */
import type { ReactNode } from 'react';
import { useWords } from '../i18n/language.tsx';
import { Heading } from '../parts/heading.tsx';

export function HelpPage(): ReactNode {
  const { t } = useWords();
  return <Heading title={t('nav.help')} tab={t('nav.help')} />;
}
