import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { AddToPool } from './add-to-pool.tsx';
import { onAddToPool } from './open-add-to-pool.ts';
import { poolsOfQuery } from './pool-queries.ts';

/** Where the dialog lives, whoever opens it. */
export function AddToPoolHost() {
  const [ids, setIds] = useState<readonly number[]>([]);
  useEffect(() => onAddToPool(setIds), []);
  const [first] = ids;
  const { data } = useQuery({ ...poolsOfQuery(first ?? 0), enabled: ids.length === 1 });
  if (first === undefined) return null;
  return <AddToPool ids={ids} inPools={new Set(ids.length === 1 ? data?.map(({ id }) => id) : [])} onClose={() => setIds([])} />;
}
