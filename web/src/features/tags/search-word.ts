/** A tag as it stands in a search: signs that mean something there are put in quotes. */
export function searchWord(name: string): string {
  return /^[\p{L}\p{N}_.'!-]+$/u.test(name) && !/^[-~]/.test(name) && !/^(?:and|or|not)$/i.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
}
