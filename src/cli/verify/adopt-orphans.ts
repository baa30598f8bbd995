import { basename } from 'node:path';
import type { Config } from '../../config/schema.ts';
import { systemClock } from '../../core/clock.ts';
import type { Logger } from '../../core/logger.ts';
import { offerFiles, openSession, sealSession } from '../../ingest/sessions.ts';
import { knownKeys } from '../../catalog/verify-queries.ts';
import type { Run } from '../command.ts';
import { followSession } from '../ingest/follow-session.ts';
import { WorkerGuard } from '../ingest/worker-guard.ts';
import type { Library } from '../wiring.ts';

/**
 * Offers stored originals that no asset knows to the ingest, which reads them like any upload, finds them in their place
 * and writes their rows. Returns how many have their row now.
 */
export async function adoptOrphans(run: Run, config: Config, { catalog, store }: Library, logger: Logger, keys: readonly string[]): Promise<number> {
  const session = await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'copy', recursive: false }, actor: 'cli' }, systemClock());
  const files = keys.flatMap((key) => {
    const path = store.localPath(key);
    return path === undefined ? [] : [{ path, name: basename(path), offerKey: `${session.id}:${key}` }];
  });
  await offerFiles(catalog, session.id, files, 'copy', 'upload', systemClock());
  await sealSession(catalog, session.id, systemClock());
  const stop = new AbortController();
  const guard = new WorkerGuard(catalog, () => run.wiring.startWorkers(config, logger), systemClock);
  let failure: { error: unknown } | undefined;
  try {
    await guard.start((error) => {
      failure = { error };
      stop.abort();
    });
    await followSession(catalog, session.id, () => {}, stop.signal);
  } finally {
    await guard.stop();
  }
  if (failure) throw failure.error;
  let adopted = 0;
  for (let at = 0; at < keys.length; at += 500) adopted += (await knownKeys(catalog.read, keys.slice(at, at + 500))).size;
  return adopted;
}
