import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import type { components } from '../../../../src/sdk/openapi.d.ts';

export type Settings = components['schemas']['Settings'];
export type Setting = components['schemas']['Setting'];
export type SettingValue = Setting['value'];

/** Asked again while the processes are being replaced. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: async ({ signal }) => must((await api.GET('/api/v1/settings', { signal })).data),
  refetchInterval: (query) => (query.state.data?.reload === 'running' ? 1000 : false),
});

export async function saveSettings(revision: string, changes: Readonly<Record<string, SettingValue>>): Promise<Settings> {
  return must((await api.PUT('/api/v1/settings', { body: { revision, changes: { ...changes } } })).data);
}
