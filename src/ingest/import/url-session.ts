import type { Catalog } from '../../catalog/catalog.ts';
import { insertFileJobs } from '../../catalog/import-queries.ts';
import { insertSession } from '../../catalog/session-state.ts';
import { seal } from '../../catalog/session-writes.ts';
import { newId } from '../../core/ids.ts';
import { displayName } from './display-name.ts';
import type { FetchPayload } from './fetch-url.ts';
import { importUrl } from './import-url.ts';

/**
 * Opens a session that fetches these addresses, one job each, all durable at once; returns its id. AppError `url-refused` when
 * one can be seen to be wrong without asking anybody.
 */
export async function openUrlSession(
  catalog: Catalog,
  addresses: readonly string[],
  rules: { readonly allowOtherPorts: boolean },
  now: number,
): Promise<string> {
  const urls = [...new Set(addresses.map((address) => importUrl(address.trim(), rules).href))];
  const id = newId(now);
  await catalog.write(async (tx) => {
    await insertSession(tx, { id, source: 'url', mode: 'move', options: { paths: urls, mode: 'move', recursive: false }, optionsKey: `url:${id}`, now });
    const jobs = urls.map((url) => {
      const payload: FetchPayload = { url, name: displayName(new URL(url).pathname.split('/').at(-1), new URL(url).hostname) };
      return { lane: 'fetch' as const, payload, offerKey: `fetch:${id}:${url}` };
    });
    await insertFileJobs(tx, id, jobs, now);
    await seal(tx, id, now);
  });
  return id;
}
