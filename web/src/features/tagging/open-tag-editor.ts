export const TAG_EDITOR = 'magpie:tag-editor';

let wanted = false;

/** Puts the cursor into the field for tags, once the facts of a picture are shown. */
export function openTagEditor(): void {
  wanted = true;
  window.dispatchEvent(new Event(TAG_EDITOR));
}

/** Whether somebody asked for it and nobody has answered yet. */
export function takeWanted(): boolean {
  const asked = wanted;
  wanted = false;
  return asked;
}
