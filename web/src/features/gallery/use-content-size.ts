import { useCallback, useLayoutEffect, useRef, useState } from 'react';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A window edge being dragged changes the width on every frame; a new layout each time would be waste. */
const CALM_MS = 120;

/**
 * Size of an element's content box: without padding and scroll bar, which is what tiles may fill. Known before the first
 * paint; later changes of width are told once they rest.
 */
export function useContentSize<T extends HTMLElement>(ref: React.RefObject<T | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const read = useCallback(() => {
    const element = ref.current;
    if (!element) return;
    const style = getComputedStyle(element);
    const next = { width: element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight), height: element.clientHeight };
    setSize((old) => (old.width === next.width && old.height === next.height ? old : next));
  }, [ref]);
  useLayoutEffect(() => {
    read();
    const observer = new ResizeObserver(() => {
      clearTimeout(timer.current);
      timer.current = setTimeout(read, CALM_MS);
    });
    if (ref.current) observer.observe(ref.current);
    return () => {
      observer.disconnect();
      clearTimeout(timer.current);
    };
  }, [ref, read]);
  return size;
}
