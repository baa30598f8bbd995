import type { z } from 'zod';
import { countUndescribed } from '../../catalog/describe-queries.ts';
import { laneStates } from '../../catalog/system-queries.ts';
import { AppError } from '../../core/errors.ts';
import { type Lane, LANES } from '../../domain/job.ts';
import { isQuiet } from '../../domain/quiet-hours.ts';
import { limitLane, pauseLane, resumeLane } from '../../jobs/lane-control.ts';
import { EXTRACTOR_VERSION } from '../../media/metadata/extractor-version.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { LaneLimit, LaneList, LaneParams, LanePause, LaneView } from '../schemas/lane.ts';
import { problem } from '../schemas/responses.ts';
import { isoTime } from '../views/iso-time.ts';

/** A page that shows a higher number as this one and more says enough, and 100,000 entries of an index take some milliseconds. */
const MAX_COUNTED = 100_000;

/** The kinds of work: how much waits, and holding one back for a while. */
export function laneRoutes(app: Api, { catalog, config, clock }: ServerDeps): void {
  const order = (lane: Lane) => ({ lane, actor: 'web', now: clock() });
  const views = async (names: readonly Lane[]): Promise<z.infer<typeof LaneView>[]> => {
    const now = clock();
    return (await laneStates(catalog, names)).map((lane) => ({
      name: lane.name,
      ready: lane.ready,
      running: lane.running,
      pausedUntil: lane.pausedUntil > now ? isoTime(lane.pausedUntil) : null,
      maxRunning: lane.maxRunning,
    }));
  };
  const view = async (lane: Lane): Promise<z.infer<typeof LaneView>> => (await views([lane]))[0]!;
  const tags = ['system'];

  app.get(
    '/api/v1/lanes',
    { schema: { operationId: 'listLanes', tags, summary: 'The kinds of work, how much waits, what is held back', response: { 200: LaneList, ...problem } } },
    async () => {
      const { hours = '', maxFiles = 0 } = config.quietHours ?? {};
      const undescribed = await countUndescribed(catalog.read, EXTRACTOR_VERSION, MAX_COUNTED);
      return { items: await views(LANES), undescribed, quietHours: hours === '' ? null : { hours, maxFiles, now: isQuiet(hours, new Date(clock())) } };
    },
  );

  app.post(
    '/api/v1/lanes/:lane/pause',
    {
      schema: {
        operationId: 'pauseLane',
        tags,
        summary: 'Begin nothing of this kind for a while; it goes on by itself',
        params: LaneParams,
        body: LanePause,
        response: { 200: LaneView, ...problem },
      },
    },
    async ({ params, body }) => {
      const until = body.until === undefined ? clock() + Math.round(body.minutes! * 60_000) : Date.parse(body.until);
      if (until <= clock()) {
        const message = 'until must lie in the future';
        throw new AppError('invalid-input', { detail: message, fields: [{ path: 'until', message }] });
      }
      await pauseLane(catalog, order(params.lane), until);
      return view(params.lane);
    },
  );

  app.post(
    '/api/v1/lanes/:lane/resume',
    { schema: { operationId: 'resumeLane', tags, summary: 'Go on at once', params: LaneParams, response: { 200: LaneView, ...problem } } },
    async ({ params }) => {
      await resumeLane(catalog, order(params.lane));
      return view(params.lane);
    },
  );

  app.put(
    '/api/v1/lanes/:lane',
    {
      schema: {
        operationId: 'limitLane',
        tags,
        summary: 'How many jobs of this kind may be under way at once, over all processes',
        params: LaneParams,
        body: LaneLimit,
        response: { 200: LaneView, ...problem },
      },
    },
    async ({ params, body }) => {
      await limitLane(catalog, order(params.lane), body.maxRunning);
      return view(params.lane);
    },
  );
}
