import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { paths } from '../../../../src/sdk/openapi.d.ts';
import { api } from '../../api/client.ts';
import { withFreeName } from '../../api/free-name.ts';
import { showUndo } from '../../components/show-undo.tsx';
import { sayProblem } from '../trash/use-trash.tsx';
import { savedSearchesQuery } from './search-queries.ts';

type Edit = paths['/api/v1/searches/{id}']['patch']['requestBody']['content']['application/json'];
type New = paths['/api/v1/searches']['post']['requestBody']['content']['application/json'];

/** The saved searches, and what can be done with them. `save` and `edit` throw what the server says. */
export function useSavedSearches() {
  const queries = useQueryClient();
  const { data, ...state } = useQuery(savedSearchesQuery);
  const again = () => queries.invalidateQueries({ queryKey: savedSearchesQuery.queryKey });
  const save = async (body: New): Promise<void> => {
    await api.POST('/api/v1/searches', { body });
    await again();
  };
  const bringBack = async (gone: New): Promise<void> => {
    const name = await withFreeName(gone.name, 100, 'saved-search-exists', (wanted) => save({ ...gone, name: wanted }));
    if (name !== gone.name) notifications.show({ withBorder: true, message: `Another search has its name now: it is back as “${name}”.` });
  };
  const edit = async (id: number, body: Edit): Promise<void> => {
    await api.PATCH('/api/v1/searches/{id}', { params: { path: { id } }, body });
    await again();
  };
  const remove = async (id: number): Promise<void> => {
    try {
      const { data: gone } = await api.DELETE('/api/v1/searches/{id}', { params: { path: { id } } });
      await again();
      if (gone) showUndo(`saved-search-${id}`, `“${gone.name}” is no longer kept.`, () => bringBack(gone).catch(sayProblem));
    } catch (error) {
      sayProblem(error);
    }
  };
  return { items: data, ...state, save, edit, remove };
}
