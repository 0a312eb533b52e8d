/** Help on all pages in one place, with the tour of the practice space. */
import { type ReactNode, useEffect } from 'react';
import { useWords } from '../i18n/language.tsx';
import { Heading } from '../parts/heading.tsx';
import { TopicText, topicName } from '../parts/help/topic-text.tsx';
import { TOPICS } from '../parts/help/topics.ts';
import { TourStart } from '../parts/help/tour.tsx';

export function HelpPage(): ReactNode {
  const { t } = useWords();
  useEffect(() => {
    // Asked for from a page: its topic takes the focus, after the heading of this page had it.
    const topic = document.getElementById(location.hash.slice(1));
    topic?.focus({ preventScroll: true });
    topic?.scrollIntoView();
  }, []);
  return (
    <>
      <Heading title={t('nav.help')} tab={t('nav.help')}>
        <TourStart />
      </Heading>
      <p className="lead">{t('help.lead')}</p>
      {TOPICS.map((topic) => (
        <section key={topic} aria-labelledby={`help-${topic}`} className="help-topic">
          <h2 id={`help-${topic}`} tabIndex={-1}>
            {t(topicName(topic))}
          </h2>
          <TopicText topic={topic} />
        </section>
      ))}
    </>
  );
}
