import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';

/** What the file chooser offers. Browsers know no RAW, HEIC or Photoshop by `image/*`, so the endings of what is read here are named. */
export function useAccepted(phone: boolean, wanted: boolean): string {
  const { data } = useQuery({
    queryKey: ['formats'],
    queryFn: async () => must((await api.GET('/api/v1/formats')).data),
    enabled: wanted,
    staleTime: 60_000,
  });
  // Where plain files are kept too, anything may be chosen; what is not wanted is skipped and says so.
  if (data !== undefined && data.keepsOtherFiles.length > 0) return '';
  // With other kinds of files allowed, Android opens its file manager instead of the pictures.
  if (phone) return 'image/*,video/*';
  const endings = data?.items.filter(({ works }) => works).flatMap((format) => format.endings.map((ending) => `.${ending}`)) ?? [];
  return ['image/*', 'video/*', '.zip', ...endings].join(',');
}
