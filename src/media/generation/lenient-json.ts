import { TEXT_LIMIT } from './texts.ts';

/**
 * JSON as generators write it: Python's `NaN` and `Infinity` become null, and whole numbers of 16 digits and more become
 * decimal text, because seeds go up to 2⁶⁴ and a double does not. Undefined when it is no JSON or longer than what is kept.
 */
export function lenientJson(text: string): unknown {
  if (text.length > TEXT_LIMIT) return undefined;
  try {
    return JSON.parse(/\d{16}/.test(text) ? mended(text) : text) as unknown;
  } catch {
    // below
  }
  try {
    return JSON.parse(mended(text)) as unknown;
  } catch {
    return undefined;
  }
}

/** The same, when it is an object. */
export function lenientObject(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined || !/^\s*\{/.test(text)) return undefined;
  const value = lenientJson(text);
  return isRecord(value) ? value : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** By hand and once through: a regular expression over strings that never end takes quadratic time. */
function mended(text: string): string {
  let out = '';
  let copied = 0;
  const replace = (from: number, to: number, by: string): void => {
    out += text.slice(copied, from) + by;
    copied = to;
  };
  for (let i = 0; i < text.length; ) {
    const character = text[i]!;
    if (character === '"') {
      i++;
      while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
      i++;
    } else if ((character >= '0' && character <= '9') || character === '-') {
      const start = i++;
      while (i < text.length && /[\d.eE+-]/.test(text[i]!)) i++;
      const number = text.slice(start, i);
      if (/^-?\d{16,30}$/.test(number)) replace(start, i, `"${number}"`);
      else if (number === '-' && text.startsWith('Infinity', i)) replace(start, (i += 8), 'null');
    } else if (character === 'N' && text.startsWith('NaN', i)) {
      replace(i, i + 3, 'null');
      i += 3;
    } else if (character === 'I' && text.startsWith('Infinity', i)) {
      replace(i, i + 8, 'null');
      i += 8;
    } else i++;
  }
  return out + text.slice(copied);
}
