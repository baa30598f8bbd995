import { useEffect, useRef } from 'react';
import type { StageHandle } from './photo-stage.tsx';
import type { VideoHandle } from './video-player.tsx';

interface ViewerActions {
  readonly stage: React.RefObject<StageHandle | null>;
  /** Null while no video is on the stage. */
  readonly video: React.RefObject<VideoHandle | null>;
  readonly onClose: () => void;
  readonly toggleFacts: () => void;
  readonly tags: () => void;
  readonly download: () => void;
  readonly trash: () => void;
  /** −1 (rejected) to 5 */
  readonly rate: (rating: number) => void;
  readonly favourite: () => void;
  readonly note: () => void;
  readonly toggleNotes: () => void;
  readonly random: () => void;
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
      const { stage, video, onClose, toggleFacts, tags, download, trash, rate, favourite, note, toggleNotes, random } = latest.current;
      // Space presses the button it is on.
      if (event.key === ' ' && target.closest('button, a, summary')) return;
      const action: (() => void) | undefined = {
        ArrowLeft: () => stage.current?.previous(),
        ArrowRight: () => stage.current?.next(),
        '+': () => stage.current?.zoom(1.6),
        '=': () => stage.current?.zoom(1.6),
        '-': () => stage.current?.zoom(1 / 1.6),
        z: () => stage.current?.zoom(0),
        x: () => rate(-1),
        f: () => !event.repeat && favourite(),
        n: note,
        b: toggleNotes,
        r: random,
        i: toggleFacts,
        t: tags,
        d: download,
        // A key held down must not empty the library.
        Delete: () => !event.repeat && trash(),
        Escape: onClose,
      }[event.key];
      const ofVideo: (() => void) | undefined = video.current
        ? {
            ' ': () => video.current?.togglePlay(),
            ',': () => video.current?.step(-1),
            '.': () => video.current?.step(1),
            l: () => video.current?.toggleLoop(),
            m: () => video.current?.toggleMuted(),
          }[event.key]
        : undefined;
      const stars = /^[0-5]$/.test(event.key) && !event.repeat ? () => rate(Number(event.key)) : undefined;
      const does = ofVideo ?? action ?? stars;
      if (!does) return;
      event.preventDefault();
      does();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
