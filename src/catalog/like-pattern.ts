/** `*` becomes `%`, `\` makes the next character stand for itself; what LIKE itself takes for a sign is written as itself. */
export function likePattern(pattern: string): string {
  let like = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const escaped = pattern[at] === '\\' && at + 1 < pattern.length;
    const char = escaped ? pattern[++at]! : pattern[at]!;
    if (char === '*' && !escaped) like += '%';
    else like += /[\\%_]/.test(char) ? `\\${char}` : char;
  }
  return like;
}

/** The same of a text in which every `*` stands for any run of characters, and `\` for itself. */
export function likeStars(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%');
}
