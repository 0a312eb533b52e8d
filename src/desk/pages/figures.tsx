/** Figures. */
import type { ReactNode } from 'react';
import { useWords } from '../i18n/language.tsx';
import { Heading } from '../parts/heading.tsx';

export function FiguresPage(): ReactNode {
  const { t } = useWords();
  return <Heading title={t('nav.figures')} tab={t('nav.figures')} />;
}
