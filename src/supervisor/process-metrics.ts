import { collectDefaultMetrics, type Registry } from 'prom-client';

/** The metrics every process has (CPU, memory, event loop), labelled with its role: equal roles are added up. */
export function processMetrics(registry: Registry, role: string): void {
  collectDefaultMetrics({ register: registry, labels: { process: role } });
}
