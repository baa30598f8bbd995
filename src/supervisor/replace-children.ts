import type { Logger } from '../core/logger.ts';
import type { Child } from './child.ts';
import { KILL_MS, ROLES, type Role } from './child-protocol.ts';

export interface Replacement {
  readonly children: ReadonlySet<Child>;
  readonly roles: Readonly<Record<Role, number>>;
  readonly spawn: (role: Role) => Child;
  readonly logger: Logger;
  readonly stopping: () => boolean;
}

/**
 * Replaces the processes one at a time. A new web process is ready before the old one goes, so that the port never
 * closes; the others go first, so that there are never two monitors. False: a new one could not start, and the round ended there.
 */
export async function replaceChildren({ children, roles, spawn, logger, stopping }: Replacement): Promise<boolean> {
  for (const role of ROLES) {
    const old = [...children].filter((child) => child.spec.role === role);
    for (let i = 0; i < Math.max(old.length, roles[role]); i += 1) {
      if (stopping()) return false;
      const before = old[i];
      if (role !== 'web') await before?.retire(KILL_MS);
      if (i < roles[role] && !stopping()) {
        const fresh = spawn(role);
        fresh.onTrial = true;
        try {
          await fresh.ready;
          fresh.onTrial = false;
        } catch (error) {
          logger.error({ child: role, err: error }, 'no process can start with the new settings; back to the old ones');
          return false;
        }
      }
      if (role === 'web') await before?.retire(KILL_MS);
    }
  }
  logger.info({}, 'settings reloaded');
  return true;
}
