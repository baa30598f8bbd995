/** The terms of a search that finds what was scored, favourited or taken in on a day, as this browser counts its days. */
export function daySearch(field: 'scored' | 'favourited' | 'added', day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const [from, to] = [new Date(year, month - 1, date), new Date(year, month - 1, date + 1)].map((time) => time.toISOString());
  // Searches count in UTC: where the browser does too, the day itself says the same.
  if (from === `${day}T00:00:00.000Z`) return `${field}:${day}`;
  return `${field}:${from!.slice(0, 16)}...${to!.slice(0, 16)}`;
}
