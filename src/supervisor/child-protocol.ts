import type { ErrorCode } from '../core/error-catalog.ts';
import type { ErrorOptions } from '../core/errors.ts';
import type { SettingsOrder, SettingsState } from '../domain/settings.ts';
import type { Config } from '../config/schema.ts';

/** What a child process is for. */
export const ROLES = ['web', 'monitor', 'worker'] as const;
export type Role = (typeof ROLES)[number];

/** Handed to a child at its birth. */
export interface ChildSpec {
  readonly role: Role;
  /** Its process row and the owner of every lease it takes; UUIDv7. */
  readonly id: string;
  /** Whose child it is: when this process is gone, so is the child. */
  readonly supervisorPid: number;
}

/** Child to supervisor. A heartbeat comes from the child's event loop every second: silence means it hangs. */
export type FromChild =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly detail: string }
  /** `busy`: share of the last second, 0…1, in which the event loop had something to do. */
  | { readonly type: 'heartbeat'; readonly busy: number }
  /** Its own metrics, as prom-client's getMetricsAsJSON gives them. */
  | { readonly type: 'stats'; readonly request: number; readonly metrics: readonly object[] }
  /** A web process was asked for /metrics. */
  | { readonly type: 'merged-wanted'; readonly request: number }
  /** A web process was asked for the settings, or to change them. */
  | { readonly type: 'settings-wanted'; readonly request: number; readonly order?: SettingsOrder };

/** An AppError on its way to another process. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly detail?: string | undefined;
  readonly fields?: ErrorOptions['fields'];
}

/** Supervisor to child. */
export type ToChild =
  /** The data folder and the schema are ready: build the role. Sent once; modules load meanwhile. The settings come here
   * and not with the birth, so that no secret lies in an environment. */
  | { readonly type: 'go'; readonly config: Config }
  /** `by`: when it has to be done, milliseconds since 1970: one that was busy hears of it late, and has less time left. */
  | { readonly type: 'drain'; readonly by: number }
  | { readonly type: 'stats-wanted'; readonly request: number }
  | { readonly type: 'merged'; readonly request: number; readonly text: string }
  | { readonly type: 'settings'; readonly request: number; readonly state?: SettingsState; readonly refusal?: Refusal }
  /** Roles that keep dying and wait for their next start; empty when all is well. */
  | { readonly type: 'degraded'; readonly roles: readonly Role[] };

export const HEARTBEAT_MS = 1_000;
/** A child that has said nothing for this long is killed: its event loop hangs. */
export const SILENT_MS = 60_000;
/** A stop ends within 10 s: children get 8 s to finish what they have in hand, the rest is for ending them. */
export const DRAIN_MS = 8_000;
export const KILL_MS = 9_000;
