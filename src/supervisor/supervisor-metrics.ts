import { Counter, Gauge, Registry } from 'prom-client';
import type { Catalog } from '../catalog/catalog.ts';
import { laneStates } from '../catalog/system-queries.ts';
import { LANES } from '../domain/job.ts';
import type { Child } from './child.ts';
import { ROLES, type Role } from './child-protocol.ts';
import { StatsCollector } from './collect-stats.ts';
import { mergeMetrics } from './merge-metrics.ts';
import { processMetrics } from './process-metrics.ts';

/** Metrics only the supervisor knows, and the merged text of all processes. */
export class SupervisorMetrics {
  readonly stats = new StatsCollector();
  readonly #registry = new Registry();
  readonly #restarts: Counter<'role'>;

  constructor(catalog: Catalog) {
    processMetrics(this.#registry, 'supervisor');
    this.#restarts = new Counter({
      name: 'magpie_process_restarts_total',
      help: 'Processes that died and were started again',
      labelNames: ['role'],
      registers: [this.#registry],
    });
    for (const role of ROLES) this.#restarts.inc({ role }, 0);
    queueDepth(this.#registry, catalog);
  }

  restarted(role: Role): void {
    this.#restarts.inc({ role });
  }

  async merged(children: Iterable<Child>): Promise<string> {
    return mergeMetrics([await this.#registry.getMetricsAsJSON(), ...(await this.stats.collect(children))]);
  }
}

/** `magpie_queue_depth{lane}`: jobs that wait or run, counted when asked. */
export function queueDepth(registry: Registry, catalog: Catalog): void {
  const gauge = new Gauge({
    name: 'magpie_queue_depth',
    help: 'Jobs that wait or are under way',
    labelNames: ['lane'],
    registers: [],
    async collect() {
      for (const lane of await laneStates(catalog, LANES)) this.set({ lane: lane.name }, lane.ready + lane.running);
    },
  });
  registry.registerMetric(gauge);
}
