import type { Catalog } from '../../catalog/catalog.ts';
import { insertFileJobs } from '../../catalog/import-queries.ts';
import { seal } from '../../catalog/session-writes.ts';
import { type OpenedSession, openSessionIn } from '../sessions.ts';
import { displayName } from './display-name.ts';
import type { FetchPayload } from './fetch-url.ts';
import { importUrl } from './import-url.ts';

/**
 * Opens a session that fetches these addresses, one job each, all durable at once; while one of exactly these is unfinished
 * it goes on instead. AppError `url-refused` when an address can be seen to be wrong without asking anybody.
 */
export async function openUrlSession(
  catalog: Catalog,
  addresses: readonly string[],
  rules: { readonly allowOtherPorts: boolean; readonly actor: string },
  now: number,
): Promise<OpenedSession> {
  const urls = [...new Set(addresses.map((address) => importUrl(address.trim(), rules).href))];
  return catalog.write(async (tx) => {
    const session = await openSessionIn(tx, { source: 'url', options: { paths: urls, mode: 'move', recursive: false }, actor: rules.actor }, now);
    if (session.resumed) return session;
    const jobs = urls.map((url) => {
      const payload: FetchPayload = { url, name: displayName(new URL(url).pathname.split('/').at(-1), new URL(url).hostname) };
      return { lane: 'fetch' as const, payload, offerKey: `fetch:${session.id}:${url}` };
    });
    await insertFileJobs(tx, session.id, jobs, now);
    await seal(tx, session.id, now);
    return session;
  });
}
