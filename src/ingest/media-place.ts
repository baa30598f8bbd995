import { basename, dirname } from 'node:path';
import type { MediaName } from '../catalog/sidecar-queries.ts';
import type { IngestPayload, LeasedJob } from '../domain/job.ts';
import { stemOf } from '../media/metadata/sidecar-name.ts';

/**
 * Where a file lies, for finding what lies beside it: its folder, its place in an archive, or the session of an upload, in which
 * all files count as one folder.
 */
export function mediaPlace(job: Pick<LeasedJob, 'sessionId'>, payload: IngestPayload): MediaName {
  if (payload.origin === undefined && payload.source === 'upload') return named(`upload:${job.sessionId ?? ''}`, payload.name);
  const path = payload.origin ?? payload.path;
  return named(dirname(path), basename(path));
}

function named(place: string, name: string): MediaName {
  return { place, name, stem: stemOf(name) };
}

/** The same of a place that the catalog holds. */
export function placeOfLocation(location: { readonly path: string; readonly name: string; readonly session_id: string }): MediaName {
  if (/^upload:\d+\/[^/]*$/.test(location.path)) return named(`upload:${location.session_id}`, location.name);
  return named(dirname(location.path), basename(location.path));
}
