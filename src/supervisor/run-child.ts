import { setTimeout as sleep } from 'node:timers/promises';
import { Registry } from 'prom-client';
import type { Config } from '../config/schema.ts';
import { AppError, toAppError } from '../core/errors.ts';
import type { SettingsAccess, SettingsOrder, SettingsState } from '../domain/settings.ts';
import { type ChildSpec, DRAIN_MS, type FromChild, HEARTBEAT_MS, type Refusal, type Role, type ToChild } from './child-protocol.ts';
import { watchParent } from './parent-watch.ts';

/** What a role gets from the supervisor that started it. */
export interface ChildTools {
  readonly spec: ChildSpec;
  readonly config: Config;
  /** Metrics of this process; the supervisor collects them. */
  readonly registry: Registry;
  /** Metrics of all processes as Prometheus text. */
  readonly mergedMetrics: () => Promise<string>;
  /** Roles that keep dying. */
  readonly degraded: () => readonly Role[];
  /** The settings, read and changed by the supervisor. */
  readonly settings: SettingsAccess;
}

export interface RunningRole {
  /** Stops taking work, finishes what is in hand within `timeoutMs`, closes everything. Logs what goes wrong itself. */
  drain(timeoutMs: number): Promise<void>;
}

/** However late it heard: to close files and give jobs back. */
const LEAST_DRAIN_MS = 400;
/** A message between two processes takes less than 1 ms, more when both have much to do. */
const HANDED_OVER_MS = 150;

/** The life of a child: waits for `go`, builds the role, says it is ready, beats, drains when told, ends with its parent. */
export async function runChild(spec: ChildSpec, load: () => Promise<(tools: ChildTools) => Promise<RunningRole>>): Promise<void> {
  // The supervisor decides: the terminal's Ctrl-C and hang-up reach the whole group, this process waits for `drain`.
  process.on('SIGINT', () => {});
  process.on('SIGHUP', () => {});
  const link = new Link();
  let loop = performance.eventLoopUtilization();
  const beats = setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(loop);
    loop = performance.eventLoopUtilization();
    link.tell({ type: 'heartbeat', busy: utilization });
  }, HEARTBEAT_MS);
  let ending = false;
  let role: RunningRole | undefined;
  const end = async (by: number): Promise<void> => {
    if (ending) return;
    ending = true;
    const timeoutMs = Math.min(DRAIN_MS, Math.max(LEAST_DRAIN_MS, by - Date.now()));
    // A little more than the role was given, in case it does not keep to it.
    const late = setTimeout(() => process.exit(1), timeoutMs + 500);
    const clean = await role?.drain(timeoutMs).then(
      () => true,
      () => false,
    );
    // Connections are handed over by message. One that was on its way when the server closed is given back to the supervisor only while this
    // process lives; else nobody has it, and its client waits for ever.
    if (spec.role === 'web') await sleep(HANDED_OVER_MS);
    clearTimeout(late);
    clearInterval(beats);
    process.exit(clean === false ? 1 : 0);
  };
  link.on('drain', ({ by }) => void end(by));
  process.on('SIGTERM', () => void end(Date.now() + DRAIN_MS));
  try {
    const [start, config] = await Promise.all([load(), link.go]);
    if (ending) return;
    role = await start({ spec, config, registry: link.registry, mergedMetrics: () => link.merged(), degraded: () => link.degraded, settings: link });
    link.tell({ type: 'ready' });
    // Only now: a thread at start would compete with the start.
    watchParent(spec.supervisorPid);
  } catch (thrown) {
    const error = toAppError(thrown);
    link.tell({ type: 'failed', code: error.code, detail: error.message }, () => process.exit(1));
  }
}

/** Longer than writing a small file takes on a disk that is busy. */
const SETTINGS_MS = 15_000;

/** The channel to the supervisor. When it breaks, the cluster module ends this process. */
class Link implements SettingsAccess {
  readonly registry = new Registry();
  readonly go: Promise<Config>;
  degraded: readonly Role[] = [];
  readonly #waiting = new Map<number, (text: string) => void>();
  readonly #asking = new Map<number, (answer: Extract<ToChild, { type: 'settings' }>) => void>();
  #requests = 0;

  constructor() {
    this.go = new Promise((resolve) => this.on('go', (message) => resolve(message.config)));
    this.on('degraded', (message) => {
      this.degraded = message.roles;
    });
    this.on('merged', (message) => {
      this.#waiting.get(message.request)?.(message.text);
      this.#waiting.delete(message.request);
    });
    this.on('settings', (message) => this.#asking.get(message.request)?.(message));
    this.on('stats-wanted', (message) => {
      void this.registry.getMetricsAsJSON().then((metrics) => this.tell({ type: 'stats', request: message.request, metrics }));
    });
  }

  on<T extends ToChild['type']>(type: T, handle: (message: Extract<ToChild, { type: T }>) => void): void {
    process.on('message', (message: ToChild) => {
      if (message.type === type) handle(message as Extract<ToChild, { type: T }>);
    });
  }

  tell(message: FromChild, sent: () => void = () => {}): void {
    if (process.connected) process.send?.(message, undefined, undefined, sent);
    else sent();
  }

  /** Asks for everybody's metrics; this process's own when the supervisor does not answer within 3 s. */
  merged(): Promise<string> {
    const request = ++this.#requests;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(request);
        this.registry.metrics().then(resolve, reject);
      }, 3_000);
      this.#waiting.set(request, (text) => {
        clearTimeout(timer);
        resolve(text);
      });
      this.tell({ type: 'merged-wanted', request });
    });
  }

  read(): Promise<SettingsState> {
    return this.#askSettings({});
  }

  change(order: SettingsOrder): Promise<SettingsState> {
    return this.#askSettings({ order });
  }

  #askSettings(what: { readonly order?: SettingsOrder }): Promise<SettingsState> {
    const request = ++this.#requests;
    return new Promise<SettingsState>((resolve, reject) => {
      const timer = setTimeout(() => reject(new AppError('overloaded', { detail: 'the supervisor did not answer' })), SETTINGS_MS);
      this.#asking.set(request, ({ state, refusal }) => {
        clearTimeout(timer);
        if (state !== undefined) resolve(state);
        else reject(asError(refusal));
      });
      this.tell({ type: 'settings-wanted', request, ...what });
    }).finally(() => this.#asking.delete(request));
  }
}

function asError(refusal: Refusal | undefined): AppError {
  const { code = 'internal', detail, fields } = refusal ?? {};
  return new AppError(code, { ...(detail === undefined ? {} : { detail }), ...(fields === undefined ? {} : { fields }) });
}
