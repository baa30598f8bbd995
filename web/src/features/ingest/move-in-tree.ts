/**
 * Moves through a tree as the ARIA pattern has it: up and down over what is shown, right opens or goes in, left closes or goes
 * out, Home and End. A row opens and closes by its `[data-toggle]`. Returns whether the key was one of these.
 */
export function moveInTree(tree: HTMLElement, from: Element, key: string): boolean {
  const item = from.closest<HTMLElement>('[role=treeitem]');
  if (!item) return false;
  const shown = [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')];
  const at = shown.indexOf(item);
  const expanded = item.getAttribute('aria-expanded');
  const flip = (): void => item.querySelector<HTMLElement>('[data-toggle]')?.click();
  switch (key) {
    case 'ArrowDown':
      shown[at + 1]?.focus();
      return true;
    case 'ArrowUp':
      shown[at - 1]?.focus();
      return true;
    case 'Home':
      shown[0]?.focus();
      return true;
    case 'End':
      shown.at(-1)?.focus();
      return true;
    case 'ArrowRight':
      if (expanded === 'false') flip();
      else if (expanded === 'true') shown[at + 1]?.focus();
      return true;
    case 'ArrowLeft':
      if (expanded === 'true') flip();
      else item.parentElement?.closest<HTMLElement>('[role=treeitem]')?.focus();
      return true;
    default:
      return false;
  }
}
