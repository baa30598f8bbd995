const OPEN = 'magpie:add-to-pool';

/** Opens the dialog from anywhere, for these pictures. */
export function openAddToPool(ids: readonly number[]): void {
  window.dispatchEvent(new CustomEvent(OPEN, { detail: ids }));
}

/** Returns how to stop. */
export function onAddToPool(open: (ids: readonly number[]) => void): () => void {
  const listener = (event: Event): void => open((event as CustomEvent<readonly number[]>).detail);
  window.addEventListener(OPEN, listener);
  return () => window.removeEventListener(OPEN, listener);
}
