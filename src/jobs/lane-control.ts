import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { setLaneLimit, setLanePause } from '../catalog/lane-queries.ts';
import type { Lane } from '../domain/job.ts';

export interface LaneOrder {
  readonly lane: Lane;
  /** `web` or `cli`. */
  readonly actor: string;
  readonly now: number;
}

/** Nothing of the lane is begun until `until` (milliseconds since 1970); then it goes on by itself. What is under way is finished. */
export async function pauseLane(catalog: Catalog, { lane, actor, now }: LaneOrder, until: number): Promise<void> {
  await catalog.write(async (tx) => {
    await setLanePause(tx, lane, until);
    await recordDeed(tx, { actor, action: 'lane-paused', subject: lane, detail: { until: new Date(until).toISOString() }, now });
  });
}

export async function resumeLane(catalog: Catalog, { lane, actor, now }: LaneOrder): Promise<void> {
  await catalog.write(async (tx) => {
    await setLanePause(tx, lane, 0);
    await recordDeed(tx, { actor, action: 'lane-resumed', subject: lane, now });
  });
}

/** At most so many jobs of the lane under way at once, over all processes; null = as many as the processes take. */
export async function limitLane(catalog: Catalog, { lane, actor, now }: LaneOrder, maxRunning: number | null): Promise<void> {
  await catalog.write(async (tx) => {
    await setLaneLimit(tx, lane, maxRunning);
    await recordDeed(tx, { actor, action: 'lane-limited', subject: lane, detail: { maxRunning }, now });
  });
}
