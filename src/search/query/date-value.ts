/**
 * The stretch of time a date stands for, UTC, milliseconds since 1970, its end left out: `2024`, `2024-05`, `2024-05-17`,
 * `2024-05-17T14:30`, `today`, `yesterday`, or a moment as computers write it. Undefined when it is none.
 */
export function parseDate(text: string, now: number): { readonly from: number; readonly to: number } | undefined {
  const word = text.toLowerCase();
  const today = Math.floor(now / DAY) * DAY;
  if (word === 'today') return { from: today, to: today + DAY };
  if (word === 'yesterday') return { from: today - DAY, to: today };
  if (MOMENT.test(text)) return { from: Date.parse(text), to: Date.parse(text) };
  const parts = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:t(\d{1,2}):(\d{2}))?)?)?$/.exec(word);
  if (!parts) return undefined;
  const [year, month, day, hour, minute] = parts.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  // Years below 100 would be taken for 1900 to 1999.
  if (year === undefined || year < 100 || (month !== undefined && (month < 1 || month > 12)) || (hour ?? 0) > 23 || (minute ?? 0) > 59) return undefined;
  const from = Date.UTC(year, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0);
  if (day !== undefined && new Date(from).getUTCDate() !== day) return undefined; // 31 February
  if (month === undefined) return { from, to: Date.UTC(year + 1, 0, 1) };
  if (day === undefined) return { from, to: Date.UTC(year, month, 1) };
  return { from, to: from + (hour === undefined ? DAY : 60_000) };
}

const MOMENT = /^\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const DAY = 86_400_000;
