import { defaultOptions } from 'tus-js-client';

export interface Interrupted {
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
}

/** Uploads that a reload or a closed tab cut off. The page may not read their files again by itself; chosen again, they go on. */
export async function interruptedUploads(): Promise<Interrupted[]> {
  const all = await defaultOptions.urlStorage.findAllUploads().catch(() => []);
  return all.flatMap(({ urlStorageKey: key, metadata, size }) => (metadata['filename'] ? [{ key, name: metadata['filename'], bytes: size ?? 0 }] : []));
}

/** What lies on the server goes by itself after a week. */
export async function forgetInterrupted(uploads: readonly Interrupted[]): Promise<void> {
  for (const { key } of uploads) await defaultOptions.urlStorage.removeUpload(key).catch(() => undefined);
}
