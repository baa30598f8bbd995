import type { ChangeRow } from '../../catalog/change-queries.ts';
import { formatEvent } from './sse-stream.ts';

/** One `pools` and one `tags` event when these are among some changes; which ones is for the page to ask. */
export function bareEvents(changes: readonly ChangeRow[]): string {
  return (['pools', 'tags'] as const).map((wanted) => (changes.some(({ kind }) => kind === wanted) ? formatEvent(wanted, {}) : '')).join('');
}
