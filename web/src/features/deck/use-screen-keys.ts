import { useEffect, useRef } from 'react';

/** By key what it does; keys are as in KeyboardEvent.key, letters small. Rests while text is written or a menu is open. */
export type KeyMap = Readonly<Record<string, (() => void) | undefined>>;

/**
 * The keys of a page that fills the screen: before any other listener, so that none of them acts a second time. A key held down
 * acts only when it is one of `repeats`.
 */
export function useScreenKeys(keys: KeyMap, repeats: readonly string[] = []): void {
  const latest = useRef({ keys, repeats });
  latest.current = { keys, repeats };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      if (target.closest('input:not([type="checkbox"]), textarea, select, [role="menu"], [role="listbox"]')) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      // Space and Enter press the button that was reached by Tab.
      if ((key === ' ' || key === 'Enter') && target.closest('button, a')?.matches(':focus-visible')) return;
      const does = latest.current.keys[key];
      if (!does) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!event.repeat || latest.current.repeats.includes(key)) does();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
}
