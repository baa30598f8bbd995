import type { AssetFilter } from '../../catalog/asset-queries.ts';

const SESSION = /^session:([0-9a-f-]{36})$/i;

/** What the search box says: words of the name, and `session:<id>`. The whole query language comes with search. */
export function parseAssetFilter(q: string | undefined): AssetFilter {
  const terms = (q ?? '').split(/\s+/).filter((term) => term !== '');
  const sessionId = terms.map((term) => SESSION.exec(term)?.[1]?.toLowerCase()).findLast((id) => id !== undefined);
  const words = terms.filter((term) => !SESSION.test(term));
  return sessionId === undefined ? { words } : { words, sessionId };
}
