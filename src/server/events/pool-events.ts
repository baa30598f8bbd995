import type { ChangeRow } from '../../catalog/change-queries.ts';
import { formatEvent } from './sse-stream.ts';

/** One `pools` event when pools, or what is in them, are among some changes; which ones is for the page to ask. */
export function poolEvents(changes: readonly ChangeRow[]): string {
  return changes.some(({ kind }) => kind === 'pools') ? formatEvent('pools', {}) : '';
}
