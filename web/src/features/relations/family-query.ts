import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import type { Asset, AssetSummary, Family } from '../../api/types.ts';

export const familyQuery = (id: number) =>
  queryOptions({
    queryKey: ['family', id],
    queryFn: async ({ signal }): Promise<Family> => must((await api.GET('/api/v1/assets/{id}/family', { params: { path: { id } }, signal })).data),
    staleTime: 60_000,
  });

export function isRelated({ family }: Pick<Asset, 'family'>): boolean {
  return family.parent !== null || family.children + family.siblings + family.variants > 0;
}

/** The children of one parent in their order, with the one that is looked at among them. */
export function generation(family: Family, own: AssetSummary): AssetSummary[] {
  return [...family.siblings.items, own].sort((a, b) => a.id - b.id);
}
