/** The keys of this page and of the frame, in words. */
import type { ReactNode } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { PLACES } from '../app/places.ts';
import { useWords } from '../i18n/language.tsx';
import { pageKeys, shownKey, singleKeysOn } from './keys.ts';
import { openOverlay } from './overlays.ts';

export function KeysHelp(): ReactNode {
  const { t } = useWords();
  const rows: readonly (readonly [string, string])[] = [
    ...pageKeys().map((k) => [shownKey(k.shown), t(k.label)] as const),
    ['/', t('frame.search')],
    ['?', t('keys.title')],
    ['Ctrl K', t('palette.title')],
    ['Ctrl Enter', t('keys.save')],
    ...PLACES.map((p) => [shownKey(p.shown), t(p.label)] as const),
  ];
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={() => openOverlay(null)} className="overlay">
      <Modal className="overlay-modal">
        <Dialog className="dialog">
          <Heading slot="title" className="dialog-title">
            {t('keys.title')}
          </Heading>
          {!singleKeysOn() && <p>{t('keys.off')}</p>}
          <dl className="keys-list">
            {rows.map(([key, label]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{label}</dd>
              </div>
            ))}
          </dl>
          <button type="button" className="button" onClick={() => openOverlay(null)}>
            {t('action.close')}
          </button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
