import type { ChildSpec, Role } from '../supervisor/child-protocol.ts';
import { runChild } from '../supervisor/run-child.ts';
import { asChild, type StartRole } from './role.ts';

/** A process that a supervisor started. Only the modules of its role are loaded. */
export function runRole(spec: ChildSpec): Promise<void> {
  return runChild(spec, async () => asChild(await LOADERS[spec.role]()));
}

const LOADERS: Record<Role, () => Promise<StartRole>> = {
  web: async () => (await import('./web.ts')).startWeb,
  monitor: async () => (await import('./monitor.ts')).startMonitor,
  worker: async () => (await import('./worker.ts')).startWorker,
};
