/**
 * The node's events. A browser allows six connections to a host, so the tabs of one session share one stream: a visible tab
 * holds it and tells the others. A hidden tab lets it go, and reads anew when it is seen again.
 */
import { OTHER_PATHS } from '../../contract/routes.ts';

const NAME = 'kua-events';

/**
 * `changed`: something was written, in this browser or another. `ended`: the stream broke off; the session or the node may
 * be gone. Answers how to stop.
 */
export function followNode(changed: () => void, ended: () => void): () => void {
  const others = new BroadcastChannel(NAME);
  let source: EventSource | null = null;
  let asking: AbortController | null = null;
  let release: () => void = () => undefined;

  const tell = (): void => {
    changed();
    others.postMessage('changed');
  };
  others.onmessage = (message: MessageEvent<unknown>) => {
    if (message.data === 'changed') changed();
    else ended();
  };
  const open = (): void => {
    source = new EventSource(OTHER_PATHS.events);
    source.onmessage = tell;
    source.onerror = () => {
      ended();
      others.postMessage('ended');
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
