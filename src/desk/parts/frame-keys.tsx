/** Keys that work on every page: search, help, palette, `g` and a letter, rows; and the overlays they open. */
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useSyncExternalStore } from 'react';
import { pageChunk } from '../app/page-chunk.ts';
import { PLACES } from '../app/places.ts';
import { useReading } from '../app/space.tsx';
import { codeOf, dialogOpen, mayAct, runPageKey, singleKeysOn } from './keys.ts';
import { openOverlay, overlay, subscribeOverlay } from './overlays.ts';

const Palette = pageChunk(async () => (await import('./palette.tsx')).Palette);
const HelpPanel = pageChunk(async () => (await import('./help/help-panel.tsx')).HelpPanel);
const KeysHelp = pageChunk(async () => (await import('./keys-help.tsx')).KeysHelp);

const SEQUENCE_MS = 1500;

export function FrameKeys(): ReactNode {
  const navigate = useNavigate();
  const { space } = useReading();
  const open = useSyncExternalStore(subscribeOverlay, overlay);
  useEffect(() => {
    let went: number | null = null;
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === 'KeyK') {
        event.preventDefault();
        if (!dialogOpen()) openOverlay('palette');
        return;
      }
      if (!mayAct(event)) return;
      if (singleKeysOn()) {
        if (event.key === '?' || (event.code === 'Slash' && event.shiftKey)) {
          event.preventDefault();
          openOverlay('keys');
          return;
        }
        if (event.key === '/' || (event.code === 'Slash' && !event.shiftKey)) {
          event.preventDefault();
          document.getElementById('search')?.focus();
          return;
        }
        const place = PLACES.find((p) => p.code === codeOf(event));
        if (went !== null && performance.now() - went < SEQUENCE_MS && place) {
          event.preventDefault();
          went = null;
          void navigate({ to: place.to, params: { space: space.slug } });
          return;
        }
        went = codeOf(event) === 'KeyG' ? performance.now() : null;
      }
      runPageKey(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, space.slug]);
  return (
    <Suspense fallback={null}>
      {open === 'palette' && <Palette />}
      {open === 'keys' && <KeysHelp />}
      {open === 'help' && <HelpPanel />}
    </Suspense>
  );
}
