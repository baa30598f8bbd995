import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import type { Selected } from './selection.ts';

/** Of one page of a search. */
const PAGE = 200;

/** The ids that are selected, in the order they were selected or found, `most` at most. */
export async function idsOf(selected: Selected, most: number): Promise<number[]> {
  if (selected.kind === 'some') return [...selected.ids].slice(0, most);
  const ids: number[] = [];
  for (let cursor: string | null = ''; cursor !== null && ids.length < most; ) {
    const query: { q?: string; limit: number; cursor?: string } = {
      limit: PAGE,
      ...(selected.q === '' ? {} : { q: selected.q }),
      ...(cursor === '' ? {} : { cursor }),
    };
    const page: { items: ReadonlyArray<{ id: number }>; next: string | null } = must((await api.GET('/api/v1/assets', { params: { query } })).data);
    ids.push(...page.items.map(({ id }) => id).filter((id) => !selected.except.has(id)));
    cursor = page.next;
  }
  return ids.slice(0, most);
}
