import type { Catalog } from '../catalog/catalog.ts';
import { laneLoad } from '../catalog/lane-queries.ts';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { Child } from './child.ts';
import { cpuIdleMeter } from './cpu-idle.ts';
import { DEFAULT_PACE, type Pressure, RoleScaler, type ScalerPace } from './role-scaler.ts';

/** The roles whose number follows the load. */
export type ScaledRole = 'web' | 'worker';

export interface ScalingOptions {
  readonly least: Readonly<Record<ScaledRole, number>>;
  readonly most: Readonly<Record<ScaledRole, number>>;
  /** Files under way at once in one ingest process. */
  readonly concurrency: number;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly children: ReadonlySet<Child>;
  /** As many processes of the role from now on. */
  readonly resize: (role: ScaledRole, count: number) => void;
  readonly tuning?: ScalingTuning | undefined;
}

/** How fast, and what counts as idle; other than the usual only in tests. */
export interface ScalingTuning {
  readonly lookMs?: number;
  readonly pace?: ScalerPace;
  readonly cpuIdle?: () => number;
}

const LOOK_MS = 2_000;
/** With less of the processor left, another decoder would only take from the others. */
const SPARE_CPU = 0.15;
/** Event loops busier than this answer late; below half of it for the others together, one is too many. */
const BUSY_WEB = 0.7;

const NAMES = { web: 'web processes', worker: 'ingest processes' } as const;
const REASONS: Record<ScaledRole, Record<'up' | 'down', string>> = {
  web: { up: 'those there are have too much to do', down: 'there is less to do' },
  worker: { up: 'files wait and the processor has time to spare', down: 'there is less to do' },
};

/** Looks at the load every 2 s and sets the number of web and ingest processes by it. Returns the function that ends it. */
export function startScaling(options: ScalingOptions): () => void {
  const { least, most, tuning } = options;
  if (most.web <= least.web && most.worker <= least.worker) return () => {};
  const pace = tuning?.pace ?? DEFAULT_PACE;
  const cpuIdle = tuning?.cpuIdle ?? cpuIdleMeter();
  const scalers = { web: new RoleScaler(least.web, most.web, pace), worker: new RoleScaler(least.worker, most.worker, pace) };
  const consider = (role: ScaledRole, pressure: Pressure): void => {
    const scaler = scalers[role];
    const from = scaler.count;
    if (!scaler.look(pressure, performance.now())) return;
    const to = scaler.count;
    options.logger.info({ from, to }, `${NAMES[role]}: ${to} instead of ${from}; ${REASONS[role][to > from ? 'up' : 'down']}`);
    options.resize(role, to);
  };
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      const idle = cpuIdle();
      consider('web', webPressure(options.children));
      consider('worker', await workerPressure(options, scalers.worker.count, idle));
    } catch (error) {
      options.logger.debug({ err: error }, 'the load could not be looked at');
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(() => void look(), tuning?.lookMs ?? LOOK_MS);
  return () => clearInterval(timer);
}

function webPressure(children: ReadonlySet<Child>): Pressure {
  const busy = [...children].filter((child) => child.spec.role === 'web' && child.isReady && !child.retiring).map((child) => child.busy);
  const sum = busy.reduce((total, one) => total + one, 0);
  if (busy.length > 0 && sum / busy.length > BUSY_WEB) return 'more';
  return sum < (BUSY_WEB / 2) * (busy.length - 1) ? 'less' : 'enough';
}

/** More only when those there are have their hands full: jobs of a paused session or lane wait too, but for something else. */
async function workerPressure({ children, catalog, clock, concurrency }: ScalingOptions, count: number, idle: number): Promise<Pressure> {
  const owners = [...children].filter((child) => child.spec.role === 'worker').map((child) => child.spec.id);
  const capacity = count * concurrency;
  const { ready, running } = await laneLoad(catalog.read, 'ingest', owners, capacity, clock());
  if (ready >= capacity && running >= capacity * 0.75 && idle >= SPARE_CPU) return 'more';
  return running <= (count - 1) * concurrency * 0.75 ? 'less' : 'enough';
}
