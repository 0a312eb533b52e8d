/**
 * The node's events. A browser allows six connections to a host, so the tabs of one session share one stream: a visible tab
 * holds it and tells the others. A hidden tab lets it go, and reads anew when it is seen again.
 */
import { OTHER_PATHS } from '../../contract/routes.ts';

const NAME = 'kua-events';
const ENDED = 'ended';

/**
 * `changed`: something was written, in this browser or another; `told` is handed what
 * an event says, in every tab, and answers whether that was all of it. `ended`:
 * the stream broke off; the session or the node may be gone. Answers how to stop.
 */
export function followNode(changed: () => void, told: (data: string) => boolean, ended: () => void): () => void {
  const others = new BroadcastChannel(NAME);
  let source: EventSource | null = null;
  let asking: AbortController | null = null;
  let release: () => void = () => undefined;

  const take = (data: string): void => {
    // News of what came follows the event that something changed.
    if (!told(data)) changed();
  };
  const tell = (message: MessageEvent<string>): void => {
    take(message.data);
    others.postMessage(message.data);
  };
  others.onmessage = (message: MessageEvent<unknown>) => {
    if (message.data === ENDED) ended();
    else take(String(message.data));
  };
  const open = (): void => {
    source = new EventSource(OTHER_PATHS.events);
    source.onmessage = tell;
    source.onerror = () => {
      ended();
      others.postMessage(ENDED);
    };
  };
  const start = (): void => {
    if (asking) return;
    const { signal } = (asking = new AbortController());
    void navigator.locks
      .request(NAME, { signal }, () => {
        if (signal.aborted) return undefined;
        open();
        // Held until this tab is hidden or closed; then the next one takes over.
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      })
      .catch(() => undefined);
  };
  const stop = (): void => {
    asking?.abort();
    asking = null;
    source?.close();
    source = null;
    release();
  };
  const onVisibility = (): void => {
    if (document.hidden) stop();
    else if (!asking) {
      start();
      changed();
    }
  };
  if (!document.hidden) start();
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    stop();
    others.close();
  };
}
