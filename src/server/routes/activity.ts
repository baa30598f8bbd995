import { activityBetween, firstActivity } from '../../catalog/activity-queries.ts';
import { AppError } from '../../core/errors.ts';
import { HOUR_MS } from '../../domain/activity.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { ActivityQuery, ActivityYear } from '../schemas/marks.ts';
import { problem } from '../schemas/responses.ts';
import { activityYear, calendarDay } from '../views/activity-view.ts';

export function activityRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  app.get(
    '/api/v1/activity',
    {
      schema: {
        operationId: 'getActivity',
        tags: ['activity'],
        summary: 'What was done on each day of a year: scored, rated, favourited, tagged, taken in',
        querystring: ActivityQuery,
        response: { 200: ActivityYear, ...problem },
      },
    },
    async ({ query: { year, zone } }) => {
      let dayOf: (hour: number) => string;
      try {
        dayOf = calendarDay(zone);
      } catch (error) {
        throw new AppError('invalid-input', { detail: `There is no time zone “${zone}”`, fields: [{ path: 'zone', message: 'is unknown' }], cause: error });
      }
      const now = clock();
      // A day wider on both sides: no zone is further from UTC. Streaks are looked for in two years up to today.
      const from = Date.UTC(year, 0, 0) / HOUR_MS;
      const to = Date.UTC(year + 1, 0, 2) / HOUR_MS;
      const recent = Math.floor(now / HOUR_MS) - 731 * 24;
      const rows = await activityBetween(catalog.read, from, to);
      const ofStreak = await activityBetween(catalog.read, recent, Math.floor(now / HOUR_MS) + 1);
      const first = await firstActivity(catalog.read);
      return activityYear({ year, rows, ofStreak, first, now, dayOf });
    },
  );
}
