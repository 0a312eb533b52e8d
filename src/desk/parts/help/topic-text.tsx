/** One topic of the help: what the page is for, what to do first, what its words mean. */
import type { ReactNode } from 'react';
import type { DeskId } from '../../i18n/language.tsx';
import { useWords } from '../../i18n/language.tsx';
import { SENTENCES, type Topic } from './topics.ts';

/** Name of the page a topic is about, as the menu says it. */
export const topicName = (topic: Topic): DeskId => (topic === 'record' ? 'help.record' : `nav.${topic}`);

export function TopicText(props: { readonly topic: Topic }): ReactNode {
  const { t } = useWords();
  return (
    <>
      {SENTENCES.map((n) => (
        <p key={n}>{t(`help.${props.topic}.${n}`)}</p>
      ))}
    </>
  );
}
