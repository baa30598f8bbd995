import { opendir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RootRow } from '../catalog/root-queries.ts';
import { toAppError } from '../core/errors.ts';
import { readMarker } from './marker.ts';

/** Why a root counts as offline. */
export type OfflineReason = 'missing' | 'unreadable' | 'not-mounted' | 'no-marker' | 'another-root' | 'no-answer';

/** What lies at a path now. */
export interface Sighting {
  readonly dev: string;
  readonly ino: string;
  /** It is a mount point: another device than the folder it lies in. */
  readonly mounted: boolean;
  readonly empty: boolean;
  /** The root id in its marker. */
  readonly marker: string | undefined;
}

/** A dead network mount hangs whoever asks it; it is offline for the others. */
const ANSWER_MS = 5_000;

/** The last look at a path that has not ended. The next one waits for it: a dead disk holds one of the 4 threads that read files, not all. */
const looking = new Map<string, Promise<unknown>>();
/** Paths of which a look was given up; until it ends they are not asked again. */
const silent = new Set<string>();

export async function sight(path: string): Promise<Sighting | OfflineReason> {
  if (silent.has(path)) return 'no-answer';
  const asked = (looking.get(path) ?? Promise.resolve()).then(() => look(path));
  looking.set(path, asked);
  void asked.finally(() => {
    if (looking.get(path) !== asked) return;
    looking.delete(path);
    silent.delete(path);
  });
  const answer = await answerWithin<Sighting | OfflineReason, 'no-answer'>(asked, 'no-answer');
  if (answer === 'no-answer' && looking.has(path)) silent.add(path);
  return answer;
}

/** What `asked` answers, or `otherwise` when that takes too long or fails. */
export async function answerWithin<T, F>(asked: Promise<T>, otherwise: F): Promise<T | F> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<F>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), ANSWER_MS);
  });
  try {
    return await Promise.race([asked.catch(() => otherwise), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function look(path: string): Promise<Sighting | OfflineReason> {
  try {
    const own = await stat(`${path}/.`, { bigint: true }); // the dot makes a file in its place an error
    const above = await stat(dirname(path), { bigint: true });
    return { dev: String(own.dev), ino: String(own.ino), mounted: own.dev !== above.dev, empty: await isEmpty(path), marker: await readMarker(path) };
  } catch (error) {
    return toAppError(error).code === 'file-vanished' ? 'missing' : 'unreadable';
  }
}

async function isEmpty(path: string): Promise<boolean> {
  const handle = await opendir(path);
  try {
    return (await handle.read()) === null;
  } finally {
    await handle.close();
  }
}

/**
 * Whether what lies at the path of a root is that root. With a marker, the marker decides. Without one (the folder cannot
 * be written to), a mount point that is none any more, or another folder that is empty, is not it; numbers of devices
 * change when a machine starts, so another device alone says nothing.
 */
export function judge(root: RootRow, seen: Sighting | OfflineReason): OfflineReason | undefined {
  if (typeof seen === 'string') return seen;
  if (seen.marker !== undefined && seen.marker !== root.id) return root.marker === 1 ? 'another-root' : undefined;
  if (root.marker === 1) return seen.marker === undefined ? 'no-marker' : undefined;
  if (root.dev === null) return undefined;
  if (root.mounted === 1 && !seen.mounted) return 'not-mounted';
  if (seen.empty && (seen.dev !== root.dev || seen.ino !== root.ino)) return 'not-mounted';
  return undefined;
}

/** For people. */
export const OFFLINE_WORDS: Record<OfflineReason, string> = {
  missing: 'There is no such folder; its disk may not be mounted.',
  unreadable: 'The folder cannot be read.',
  'not-mounted': 'The folder is there, but its disk is not mounted.',
  'no-marker': 'The file .magpie-root is not in the folder: its disk may not be mounted. If it is the right folder, run magpie roots check --accept.',
  'another-root': 'Another root lies at this path now.',
  'no-answer': 'The disk does not answer.',
};
