/** A tag as a term that means just this tag: as it is, where nothing else could be meant. */
export function tagTerm(name: string): string {
  const plain = /^[^\s"(),][^\s",]*$/.test(name) && isBalanced(name) && !/^[a-z][a-z0-9_.]*:/i.test(name) && !/^(?:or|and)$/.test(name) && !/^[-~]/.test(name);
  return plain ? name : `tag:"${name.replace(/["\\]/g, '\\$&')}"`;
}

function isBalanced(name: string): boolean {
  let open = 0;
  for (const char of name) {
    if (char === '(') open += 1;
    if (char === ')' && (open -= 1) < 0) return false;
  }
  return open === 0;
}
