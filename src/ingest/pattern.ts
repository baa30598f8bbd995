/**
 * A file-name pattern as a test: alternatives divided by `|`, each with `*` (any run) and `?` (any one character),
 * upper and lower case alike: `*.png|*.jp?g`. An empty pattern takes every name.
 */
export function compilePattern(pattern: string): (name: string) => boolean {
  const alternatives = pattern
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => Array.from(part.toLowerCase()));
  if (alternatives.length === 0) return () => true;
  return (name) => {
    const characters = Array.from(name.toLowerCase());
    return alternatives.some((wanted) => matches(wanted, characters));
  };
}

/**
 * Not a RegExp: patterns come from requests, and `*a*a*a*a*b` as one would backtrack for hours. Going back only to the
 * latest star is enough, so this takes at most length × length steps.
 */
function matches(wanted: readonly string[], name: readonly string[]): boolean {
  let at = 0;
  let star = -1;
  let starTook = 0;
  for (let n = 0; n < name.length; ) {
    if (wanted[at] === '*') {
      star = at++;
      starTook = n;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === name[n])) {
      at += 1;
      n += 1;
    } else if (star >= 0) {
      at = star + 1;
      n = ++starTook;
    } else return false;
  }
  while (wanted[at] === '*') at += 1;
  return at === wanted.length;
}
