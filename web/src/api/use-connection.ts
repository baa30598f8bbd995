import { useEffect, useState } from 'react';
import { events } from './event-hub.ts';

/** Less is a blink: nobody has to know. */
const GRACE_MS = 1500;

/** Since when (`Date.now()`) the server has not been heard, or null while it is. */
export function useSilentSince(): number | null {
  const [since, setSince] = useState<number | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watch = (connected: boolean): void => {
      clearTimeout(timer);
      if (connected) {
        setSince(null);
        return;
      }
      const from = Date.now();
      timer = setTimeout(() => setSince((old) => old ?? from), GRACE_MS);
    };
    watch(events.connected);
    const stop = events.on('connection', watch);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return since;
}
