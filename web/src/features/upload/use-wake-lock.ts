import { useEffect } from 'react';

/** A phone that sleeps stops sending: its screen stays on while there is something to send. Only pages over https may ask for that. */
export function useWakeLock(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || !('wakeLock' in navigator)) return undefined;
    let lock: WakeLockSentinel | undefined;
    let ended = false;
    const take = (): void => {
      if (document.hidden) return;
      navigator.wakeLock.request('screen').then(
        (taken) => {
          lock = taken;
          if (ended) void taken.release();
        },
        () => undefined,
      );
    };
    take();
    // It is lost when the page is hidden.
    document.addEventListener('visibilitychange', take);
    return () => {
      ended = true;
      document.removeEventListener('visibilitychange', take);
      void lock?.release();
    };
  }, [wanted]);
}
