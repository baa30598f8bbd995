/** Pasted text as names: split where there are commas or lines, else at spaces, so that both lists of prompts and of boorus work. */
export function pastedNames(text: string): string[] {
  const separator = /[,\n\r;]/.test(text) ? /[,\n\r;]+/ : /\s+/;
  return [...new Set(text.split(separator).map((name) => name.trim()))].filter(Boolean);
}

/** A name as the library keeps it, as far as the page can tell: what is shown until the answer is there. */
export function keptName(text: string): string {
  return text.normalize('NFC').trim().toLowerCase().replace(/\s+/gu, '_');
}
