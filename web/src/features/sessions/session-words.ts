import type { Outcome, Session } from '../../api/types.ts';

/** How sessions and outcomes are called and coloured everywhere. */
export const OUTCOMES: readonly { readonly outcome: Outcome; readonly title: string; readonly tone: string; readonly about: string }[] = [
  { outcome: 'ingested', title: 'Added', tone: 'good', about: 'New in the library' },
  { outcome: 'duplicate', title: 'Duplicates', tone: 'calm', about: 'The same bytes are in the library already' },
  { outcome: 'skipped', title: 'Skipped', tone: 'calm', about: 'Unchanged since the last run, or left out' },
  { outcome: 'failed', title: 'Failed', tone: 'bad', about: 'Could not be added; the reason is with each file' },
  { outcome: 'quarantined', title: 'Quarantined', tone: 'warn', about: 'Set aside after it stopped a worker or kept failing' },
];

export const outcomeTitle = (outcome: Outcome): string => OUTCOMES.find((entry) => entry.outcome === outcome)?.title ?? outcome;

export const SOURCES: Record<Session['source'], string> = { watch: 'Watched folder', upload: 'Upload', scan: 'Folder scan', url: 'From the web' };
const STATES: Record<Session['state'], string> = { discovering: 'Finding files', running: 'Running', finished: 'Finished', cancelled: 'Cancelled' };
const MODES: Record<Session['mode'], string> = { copy: 'copied into the library', move: 'moved into the library', reference: 'left in place' };

export const sourceTitle = (session: Session): string => SOURCES[session.source];
export const stateTitle = (session: Session): string =>
  session.paused ? 'Paused' : session.state === 'finished' && session.options.dryRun ? 'Preview' : STATES[session.state];
export const stateColor = (session: Session): string => {
  if (session.paused) return 'yellow';
  if (session.state === 'cancelled') return 'orange';
  return session.state === 'finished' ? 'gray' : 'petrol';
};
export const modeTitle = (session: Session): string => MODES[session.mode];

/** The folder a session covers, in few letters; uploads have none worth showing. */
export function placeOf(session: Session): string | null {
  if (session.source === 'upload' || session.paths.length === 0) return null;
  const [first] = session.paths;
  return session.paths.length > 1 ? `${first} and ${session.paths.length - 1} more` : (first ?? null);
}

export const troubleOf = (session: Session): number => session.failed + session.quarantined;
