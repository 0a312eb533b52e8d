/** Which overlay of the frame is open: the palette, the keys of the page, or its help. */
export type OverlayName = 'palette' | 'keys' | 'help';

let open: OverlayName | null = null;
const listeners = new Set<() => void>();

export function openOverlay(name: OverlayName | null): void {
  open = name;
  for (const tell of listeners) tell();
}
export const overlay = (): OverlayName | null => open;
export function subscribeOverlay(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
