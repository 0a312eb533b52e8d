/** A page with nothing to show yet: one sentence on what belongs here, what puts the first thing in, and the help of this page. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useReading } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import type { Topic } from './help/topics.ts';

export function EmptyFirst(props: {
  readonly words: string;
  /** How the first things arrive, where that needs a sentence of its own. */
  readonly more?: string | undefined;
  /** Part of the help that tells how this page works. */
  readonly topic: Topic;
  /** The button that puts the first thing in, where the head of the page has none. */
  readonly children?: ReactNode;
}): ReactNode {
  const { t } = useWords();
  const { space } = useReading();
  return (
    <div className="empty">
      <p>{props.words}</p>
      {props.more && <p>{props.more}</p>}
      <p className="empty-ways">
        {props.children}
        <Link to="/s/$space/help" params={{ space: space.slug }} hash={`help-${props.topic}`}>
          {t('empty.help')}
        </Link>
      </p>
    </div>
  );
}
