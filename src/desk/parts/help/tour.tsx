/** The first-run tour: offered once on Today, walked on the practice space, its words above the page and never over it. */
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import { saveSettings } from '../../api/session.ts';
import { useReading } from '../../app/space.tsx';
import { useSession } from '../../app/who.ts';
import type { DeskId } from '../../i18n/language.tsx';
import { useWords } from '../../i18n/language.tsx';
import '../../styles/help.css';
import { beginTour, goToStep, practiceSpace, STEPS, subscribeTour, tourBegunIn, tourStep } from './tour-steps.ts';

const useStep = (): number | null => useSyncExternalStore(subscribeTour, tourStep);

/** Goes to a step of the tour, or ends it. */
function useTour(): (step: number | null) => void {
  const navigate = useNavigate();
  const { spaces } = useReading();
  const practice = practiceSpace(spaces);
  return (step) => {
    const page = step === null ? undefined : STEPS[step - 1];
    goToStep(page === undefined ? null : step);
    if (page !== undefined && practice)
      void navigate({ to: `/s/$space/${page}`, params: { space: practice.slug }, search: {} });
  };
}

export function TourStart(props: { readonly onStart?: () => void }): ReactNode {
  const { t } = useWords();
  const { spaces, space } = useReading();
  const go = useTour();
  if (practiceSpace(spaces) === null) return null;
  return (
    <button
      type="button"
      className="button-primary"
      onClick={() => {
        props.onStart?.();
        beginTour(space.slug);
        go(1);
      }}
    >
      {t('tour.start')}
    </button>
  );
}

/** On Today until it was taken or turned down; the node keeps which. */
export function TourOffer(): ReactNode {
  const { t } = useWords();
  const { spaces } = useReading();
  const state = useSession();
  const step = useStep();
  if (state.status !== 'in' || step !== null || practiceSpace(spaces) === null) return null;
  const { settings } = state;
  if (settings.more['tour'] === 'seen') return null;
  // Refused or unanswered: it is offered again.
  const seen = (): void =>
    void saveSettings({ ...settings, more: { ...settings.more, tour: 'seen' } }).catch(() => undefined);
  return (
    <div className="notice tour-offer">
      <p>{t('tour.offer')}</p>
      <p className="save-form-buttons">
        <TourStart onStart={seen} />
        <button type="button" className="button" onClick={seen}>
          {t('tour.later')}
        </button>
      </p>
    </div>
  );
}

export function TourPanel(): ReactNode {
  const { t, lang } = useWords();
  const step = useStep();
  const go = useTour();
  const navigate = useNavigate();
  const { spaces } = useReading();
  const home = spaces.find((space) => space.slug === tourBegunIn() && space.role !== 'practice');
  const words = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (step !== null) words.current?.focus();
  }, [step]);
  if (step === null) return null;
  const end = (): void => {
    go(null);
    // The button that had the focus goes with the tour.
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  };
  const leave = (slug: string): void => {
    go(null);
    void navigate({ to: '/s/$space/today', params: { space: slug }, search: {} });
  };
  const text: DeskId = `tour.${step as 1 | 2 | 3 | 4 | 5 | 6}`;
  return (
    <aside className="tour" aria-label={t('tour.label')}>
      <p className="tour-step">{t('tour.step', { n: step, of: STEPS.length })}</p>
      <p ref={words} tabIndex={-1}>
        {t(text)}
      </p>
      <p className="save-form-buttons">
        {step < STEPS.length && (
          <button type="button" className="button-primary" onClick={() => go(step + 1)}>
            {t('tour.next')}
          </button>
        )}
        {home && step === STEPS.length && (
          <button type="button" className="button-primary" onClick={() => leave(home.slug)}>
            {t('tour.home', { space: home.title[lang] })}
          </button>
        )}
        {step > 1 && (
          <button type="button" className="button" onClick={() => go(step - 1)}>
            {t('tour.back')}
          </button>
        )}
        <button type="button" className="button" onClick={end}>
          {t('tour.end')}
        </button>
      </p>
    </aside>
  );
}
