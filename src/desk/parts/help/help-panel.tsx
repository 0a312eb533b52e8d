/** Help on the page in sight, in plain words; at the same place on all pages. */
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useReading } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { openOverlay } from '../overlays.ts';
import { TopicText, topicName } from './topic-text.tsx';
import { topicOf } from './topics.ts';

export function HelpPanel(): ReactNode {
  const { t } = useWords();
  const { space } = useReading();
  const topic = topicOf(useLocation().pathname);
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={() => openOverlay(null)} className="overlay">
      <Modal className="overlay-modal">
        <Dialog className="dialog">
          <Heading slot="title" className="dialog-title">
            {topic === null ? t('nav.help') : t('help.of', { page: t(topicName(topic)) })}
          </Heading>
          {topic !== null && <TopicText topic={topic} />}
          <p className="help">{t('help.keys')}</p>
          <p className="save-form-buttons">
            <button type="button" className="button" onClick={() => openOverlay(null)}>
              {t('action.close')}
            </button>
            <Link to="/s/$space/help" params={{ space: space.slug }} onClick={() => openOverlay(null)}>
              {t('help.all')}
            </Link>
          </p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
