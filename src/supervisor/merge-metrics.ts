import { AggregatorRegistry } from 'prom-client';

/** Metrics of several processes (each as getMetricsAsJSON gives them) as one Prometheus text: equal labels are added up. */
export async function mergeMetrics(parts: ReadonlyArray<readonly object[]>): Promise<string> {
  return AggregatorRegistry.aggregate(parts as object[]).metrics();
}
