import { useEffect, useRef } from 'react';
import { countOf, selection } from './selection.ts';

/** Ctrl+A selects all that is found, also what is not loaded; Escape nothing. They rest while text is written or a dialog is open. */
export function useSelectionKeys(shown: { readonly q: string; readonly total: number; readonly active: boolean }): void {
  const latest = useRef(shown);
  latest.current = shown;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { q, total, active } = latest.current;
      if (!active || event.defaultPrevented || event.altKey || (event.target as Element).closest('input, textarea, [role="dialog"], [role="menu"]')) return;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a' && total > 0) selection.all(q, total);
      else if (event.key === 'Escape' && countOf(selection.current()) > 0) selection.clear();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
