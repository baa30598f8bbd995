import { useEffect, useRef } from 'react';
import { countOf, selection } from './selection.ts';

/** A finger that rests so long picks; as long as phones take for it themselves. */
const LONG_PRESS_MS = 450;
const MOVED_PX = 12;

interface Picking {
  /** True: the click was about the selection, and nothing is to be opened. */
  readonly onClick: (event: React.MouseEvent) => boolean;
  /** True: the key was. */
  readonly onKeyDown: (event: React.KeyboardEvent) => boolean;
  readonly handlers: Pick<React.DOMAttributes<HTMLElement>, 'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel' | 'onContextMenu'>;
}

/** How pictures are picked: corner check, Ctrl, Shift, x, a long press; while some are, a plain click picks too. */
export function usePicking(order: readonly number[]): Picking {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);
  /** The click that follows a long press is not another pick. */
  const pressed = useRef(false);
  const release = (): void => {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  };
  useEffect(() => release, []);

  const tileOf = (target: EventTarget): number | null => {
    const id = (target as Element).closest<HTMLElement>('[data-asset]')?.dataset['asset'];
    return id === undefined ? null : Number(id);
  };
  return {
    onClick: (event) => {
      const id = tileOf(event.target);
      // Enter on a tile is a click without a button: it opens, whatever is selected.
      if (id === null || event.button !== 0 || event.detail === 0) return false;
      if (pressed.current) {
        pressed.current = false;
        event.preventDefault();
        return true;
      }
      const check = (event.target as Element).closest('[data-check]') !== null;
      const picking = countOf(selection.current()) > 0;
      if (!check && !picking && !event.shiftKey && !event.ctrlKey && !event.metaKey) return false;
      event.preventDefault();
      if (event.shiftKey) selection.extendTo(id, order);
      else selection.toggle(id);
      return true;
    },
    onKeyDown: (event) => {
      const id = tileOf(event.target);
      if (id === null || event.key !== 'x' || event.altKey || event.ctrlKey || event.metaKey) return false;
      if (!event.repeat) selection.toggle(id);
      event.preventDefault();
      return true;
    },
    handlers: {
      onPointerDown: (event) => {
        pressed.current = false;
        const id = tileOf(event.target);
        if (event.pointerType === 'mouse' || id === null) return;
        release();
        const timer = setTimeout(() => {
          press.current = null;
          pressed.current = true;
          navigator.vibrate?.(15);
          selection.toggle(id);
        }, LONG_PRESS_MS);
        press.current = { timer, x: event.clientX, y: event.clientY };
      },
      onPointerMove: (event) => {
        const at = press.current;
        if (at && Math.hypot(event.clientX - at.x, event.clientY - at.y) > MOVED_PX) release();
      },
      onPointerUp: release,
      onPointerCancel: release,
      // The menu that phones open for a long press on a link.
      onContextMenu: (event) => {
        if (press.current || pressed.current) event.preventDefault();
      },
    },
  };
}
