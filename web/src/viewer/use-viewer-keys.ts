import { useEffect, useRef } from 'react';
import type { StageHandle } from './photo-stage.tsx';

interface ViewerActions {
  readonly stage: React.RefObject<StageHandle | null>;
  readonly onClose: () => void;
  readonly toggleFacts: () => void;
  readonly download: () => void;
  readonly trash: () => void;
}

/** Keys of the viewer; they rest while a dialog above it is open or text is written. */
export function useViewerKeys(actions: ViewerActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      if (target.closest('input, textarea, select, [role="menu"]')) return;
      const modal = target.closest('[aria-modal="true"]');
      if (modal && !modal.querySelector('.pswp')) return;
      const { stage, onClose, toggleFacts, download, trash } = latest.current;
      const action: (() => void) | undefined = {
        ArrowLeft: () => stage.current?.previous(),
        ArrowRight: () => stage.current?.next(),
        '+': () => stage.current?.zoom(1.6),
        '=': () => stage.current?.zoom(1.6),
        '-': () => stage.current?.zoom(1 / 1.6),
        '0': () => stage.current?.zoom(0),
        i: toggleFacts,
        d: download,
        // A key held down must not empty the library.
        Delete: () => !event.repeat && trash(),
        Escape: onClose,
      }[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
