import { useSyncExternalStore } from 'react';
import { api } from '../../api/client.ts';
import { events } from '../../api/event-hub.ts';
import { must } from '../../api/queries.ts';
import { knownFile } from './known-files.ts';
import { sendResumable } from './send-resumable.ts';
import { SessionResults } from './session-results.ts';
import type { UploadItem } from './upload-item.ts';
import { UploadQueue } from './upload-queue.ts';

const results = new SessionResults();

/** The uploads of this page; they go on while one looks at other things. */
export const uploads = new UploadQueue({
  known: knownFile,
  open: async () => must((await api.POST('/api/v1/ingest/uploads')).data).job_id,
  seal: async (id) => void (await api.POST('/api/v1/ingest/uploads/{id}/seal', { params: { path: { id } } })),
  send: sendResumable,
  fetch: async (urls) => must((await api.POST('/api/v1/ingest/url', { body: { urls: [...urls] } })).data).job_id,
  resultOf: (id) => results.of(id),
});

events.on('session', (session) => uploads.sessionMoved(session.id));
events.on('connection', (connected) => connected && uploads.retryLost());

export function useUploads(): readonly UploadItem[] {
  return useSyncExternalStore(uploads.subscribe, uploads.snapshot);
}
