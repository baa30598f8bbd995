/** Whether text begins an SVG document: after byte order mark, XML prolog, comments and doctype the root element is `svg`. */
export function isSvg(head: Buffer): boolean {
  let text = decodeText(head.subarray(0, 65_536));
  for (let parts = 0; parts < 50; parts++) {
    text = text.trimStart();
    const end = text.startsWith('<!--') ? after(text, '-->') : text.startsWith('<?') ? after(text, '?>') : doctypeEnd(text);
    if (end === undefined) break;
    text = text.slice(end);
  }
  // the head may end inside a long comment or doctype: then the doctype's own name decides
  return /^<(?:[A-Za-z_][\w.-]*:)?svg[\s/>]/i.test(text) || /^<!doctype\s+svg[\s>[]/i.test(text);
}

/** UTF-8, or UTF-16 by its byte order mark. */
export function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
    return even.swap16().toString('utf16le');
  }
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

function after(text: string, mark: string): number | undefined {
  const at = text.indexOf(mark);
  return at === -1 ? undefined : at + mark.length;
}

/** A doctype may hold declarations in square brackets, with `>` inside. */
function doctypeEnd(text: string): number | undefined {
  return /^<!doctype[^[>]*(?:\[[^\]]*\]\s*)?>/i.exec(text)?.[0].length;
}
