import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import { sayProblem } from '../trash/use-trash.tsx';
import { details } from '../gallery/library.ts';
import { newSeed, withOrder } from './query-text.ts';

/** Opens a random picture of the search that is open, any of them alike. */
export function useRandom(): () => void {
  const { q = '' } = useSearch({ strict: false });
  const navigate = useNavigate();
  return useCallback(() => {
    const query = { q: withOrder(q, `random:${newSeed()}`), limit: 1 };
    void api
      .GET('/api/v1/assets', { params: { query } })
      .then(({ data }) => {
        const [found] = must(data).items;
        if (!found) return;
        details.put([found]);
        void navigate({ to: '/asset/$id', params: { id: String(found.id) }, search: q === '' ? {} : { q } });
      })
      .catch(sayProblem);
  }, [q, navigate]);
}

/** R opens one, while the gallery has the keys. */
export function useRandomKey(active: boolean): void {
  const random = useRandom();
  useEffect(() => {
    if (!active) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'r' || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if ((event.target as Element).closest('input, textarea, select, [role="menu"], [aria-modal="true"]')) return;
      random();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [active, random]);
}
