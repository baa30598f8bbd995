import { useSyncExternalStore } from 'react';
import { api } from '../../api/client.ts';
import { events } from '../../api/event-hub.ts';
import type { SessionFile } from '../../api/types.ts';
import { sendFiles } from './send-files.ts';
import type { UploadItem } from './upload-item.ts';
import { UploadQueue } from './upload-queue.ts';

/** The uploads of this page; they go on while one looks at other things. */
export const uploads = new UploadQueue({ send: sendFiles, filesOf });

events.on('session', (session) => uploads.sessionMoved(session.id));

export function useUploads(): readonly UploadItem[] {
  return useSyncExternalStore(uploads.subscribe, uploads.snapshot);
}

async function filesOf(id: string): Promise<readonly SessionFile[]> {
  const { data } = await api.GET('/api/v1/ingest/sessions/{id}/files', { params: { path: { id }, query: { limit: 200 } } });
  return data?.items ?? [];
}
