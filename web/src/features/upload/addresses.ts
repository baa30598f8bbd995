/** The http and https addresses in a text, as they are pasted: one a line, or several with blanks between. */
export function addressesIn(text: string): string[] {
  const words = text.split(/[\s<>"]+/).filter((word) => /^https?:\/\//i.test(word) && URL.canParse(word));
  return [...new Set(words)];
}
