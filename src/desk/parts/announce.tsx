/** One polite and one assertive live region for the whole desk; at most one message per two seconds. */
import { type ReactNode, useEffect, useState } from 'react';

const QUIET_MS = 2000;
let tell: (text: string, urgent: boolean) => void = () => undefined;

export function announce(text: string, urgent = false): void {
  tell(text, urgent);
}

export function LiveRegions(): ReactNode {
  const [polite, setPolite] = useState('');
  const [urgent, setUrgent] = useState('');
  useEffect(() => {
    let last = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    tell = (text, isUrgent) => {
      clearTimeout(timer);
      const wait = Math.max(0, last + QUIET_MS - Date.now());
      timer = setTimeout(() => {
        last = Date.now();
        (isUrgent ? setUrgent : setPolite)(text);
      }, wait);
    };
    return () => {
      clearTimeout(timer);
      tell = () => undefined;
    };
  }, []);
  return (
    <>
      <div className="visually-hidden" role="status" aria-live="polite">
        {polite}
      </div>
      <div className="visually-hidden" role="alert" aria-live="assertive">
        {urgent}
      </div>
    </>
  );
}
