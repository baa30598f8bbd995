import { queryOptions } from '@tanstack/react-query';
import type { components } from '../../../../src/sdk/openapi.d.ts';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';

export type ActivityYear = components['schemas']['ActivityYear'];
export type ActivityDay = ActivityYear['days'][number];
export type Activity = Exclude<keyof ActivityDay, 'day'>;

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

export const activityQuery = (year: number) =>
  queryOptions({
    queryKey: ['activity', year],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/activity', { params: { query: { year, zone: browserZone() } }, signal })).data),
  });
