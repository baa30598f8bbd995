const MOST_FIELDS = 200;
/** Characters of one value in brackets or quotes; with the limit above it bounds the work on a line that never closes them. */
const VALUE_LIMIT = 20_000;

/**
 * The `Key: value, Key: value` line of Automatic1111 and its many relatives, in order. A value may be quoted (then it is a
 * JSON string), a JSON object or list, or plain; a comma ends a plain value only where another `Key:` follows.
 */
export function a1111Fields(line: string): Map<string, string> {
  const fields = new Map<string, string>();
  let at = 0;
  for (let i = 0; i < MOST_FIELDS && at < line.length; i++) {
    KEY.lastIndex = at;
    const key = KEY.exec(line);
    if (key === null) break;
    const start = KEY.lastIndex;
    const [value, end] = valueAt(line, start);
    if (!fields.has(key[1]!)) fields.set(key[1]!, value);
    NEXT.lastIndex = end;
    at = NEXT.exec(line) === null ? line.length : NEXT.lastIndex;
  }
  return fields;
}

const KEY = /\s*([A-Za-z][\w /.()-]{0,60}?)\s*:[ \t]*/y;
const NEXT = /[^,]*,\s*/y;
/** Where a plain value ends. */
const COMMA_AND_KEY = /,\s*(?=[A-Za-z][\w /.()-]{0,60}?\s*:(?:\s|["[{]|\S))|$/g;

function valueAt(line: string, start: number): [value: string, end: number] {
  const first = line[start];
  if (first === '"') {
    const end = stringEnd(line, start);
    const quoted = line.slice(start, end);
    if (end > start) return [unquote(quoted), end];
  }
  if (first === '{' || first === '[') {
    const end = balancedEnd(line, start);
    if (end !== undefined) return [line.slice(start, end), end];
  }
  COMMA_AND_KEY.lastIndex = start;
  const end = COMMA_AND_KEY.exec(line)?.index ?? line.length;
  return [line.slice(start, end).trim(), end];
}

function unquote(quoted: string): string {
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === 'string' ? value : quoted;
  } catch {
    return quoted.slice(1, -1);
  }
}

/** Behind the closing quote, or `start` when there is none. */
function stringEnd(line: string, start: number): number {
  for (let i = start + 1, limit = Math.min(line.length, start + VALUE_LIMIT); i < limit; i++) {
    if (line[i] === '\\') i++;
    else if (line[i] === '"') return i + 1;
  }
  return start;
}

/** Behind the bracket that closes the one at `start`; strings may hold brackets. */
function balancedEnd(line: string, start: number): number | undefined {
  let depth = 0;
  for (let i = start, limit = Math.min(line.length, start + VALUE_LIMIT); i < limit; i++) {
    const character = line[i];
    if (character === '"') {
      const end = stringEnd(line, i);
      if (end === i) return undefined;
      i = end - 1;
    } else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return i + 1;
  }
  return undefined;
}
