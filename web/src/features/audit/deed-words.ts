import type { Deed } from '../../api/types.ts';
import { plural } from '../../components/format.ts';

export const ACTORS: Record<string, string> = { web: 'Web page', cli: 'Command line', system: 'Magpie itself' };

const ACTIONS: Record<string, string> = {
  'session-opened': 'Began an ingest',
  'session-paused': 'Paused an ingest',
  'session-resumed': 'Resumed an ingest',
  'session-cancelled': 'Cancelled an ingest',
  'session-retried': 'Tried failed files again',
  'files-offered-again': 'Tried files again that waited for a program',
  'lane-paused': 'Paused a lane of work',
  'lane-resumed': 'Resumed a lane of work',
  'lane-limited': 'Changed how much runs at once in a lane',
  'bulk-edit-asked': 'Edited many pictures',
  'bulk-edit-reverted': 'Took an edit of many pictures back',
  'parent-set': 'Set the parent of a picture',
  'assets-related': 'Related pictures',
  'assets-unrelated': 'Took relations back',
  'relations-restored': 'Undid an edit of relations',
  'pool-created': 'Made a pool',
  'pool-changed': 'Changed a pool',
  'pool-deleted': 'Deleted a pool',
  'pool-restored': 'Got a pool back',
  'pool-added': 'Added to a pool',
  'pool-removed': 'Took out of a pool',
  'pool-reordered': 'Put a pool in another order',
  'tags-pruned': 'Removed unused tags',
  'search-saved': 'Kept a search',
  'search-changed': 'Changed a kept search',
  'search-deleted': 'Deleted a kept search',
  'password-set': 'Set the password',
  'root-moved': 'Moved a root to another path',
};

/** `assets-trashed` → Assets trashed, for what has no words of its own yet. */
export const actionTitle = (action: string): string => ACTIONS[action] ?? action.charAt(0).toUpperCase() + action.slice(1).replaceAll('-', ' ');

/** What can be said of a deed in one line; what is not known here is told as it is. */
export function deedDetail({ action, subject, detail }: Deed): string {
  const paths = Array.isArray(detail['paths']) ? (detail['paths'] as unknown[]).map(String) : [];
  if (action === 'session-opened')
    return paths.length > 0 ? `${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ` and ${paths.length - 3} more` : ''}` : String(detail['source'] ?? '');
  if (action === 'session-retried') return [plural(Number(detail['files'] ?? 0), 'file'), detail['code']].filter(Boolean).join(', ');
  if (action === 'root-moved') return `${String(detail['from'])} → ${String(detail['to'])}`;
  const rest = Object.entries(detail).map(([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
  return [action.startsWith('session-') || subject === 'password' ? '' : subject, ...rest].filter(Boolean).join(' · ');
}
