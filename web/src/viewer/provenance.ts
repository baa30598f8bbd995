import { queryOptions } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api } from '../api/client.ts';
import { must } from '../api/queries.ts';
import type { AssetMetadata } from '../api/types.ts';
import { type Witness, witnessOf } from './witness.ts';

/** What every origin says of an asset: up to some 100 kB, so asked for when somebody rests on it, not while paging through. */
export const metadataQuery = (id: number) =>
  queryOptions({
    queryKey: ['asset', id, 'metadata'],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/assets/{id}/metadata', { params: { path: { id } }, signal })).data),
    staleTime: 60_000,
  });

const Context = createContext<AssetMetadata | undefined>(undefined);
export const ProvenanceProvider = Context.Provider;

export const useMetadata = (): AssetMetadata | undefined => useContext(Context);

/** Who is believed for the first of these facts that anybody states. */
export function useWitness(facts: readonly string[]): Witness | null {
  const metadata = useMetadata();
  return metadata ? witnessOf(metadata, facts) : null;
}
