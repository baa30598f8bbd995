import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../../blobs/durable-folders.ts';

/** The folder for files of one session that came from outside, made so that it survives a power cut. */
export async function receivedFolder(dataDir: string, sessionId: string): Promise<string> {
  return durableFolder(dataDir, join(dataDir, 'tmp', 'uploads', sessionId));
}

export async function durableFolder(dataDir: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (let inner = folder; inner !== dataDir; inner = dirname(inner)) await syncFolder(dirname(inner));
  return folder;
}
