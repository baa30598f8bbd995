import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { assertBindAllowed } from '../auth/bind-rule.ts';
import { describeSettings, valueAt } from '../config/describe-settings.ts';
import { FIELDS, fieldAt } from '../config/fields.ts';
import { readIfThere } from '../config/file-layer.ts';
import type { LoadedConfig } from '../config/load.ts';
import { writeWhole } from '../config/write-file.ts';
import { AppError } from '../core/errors.ts';
import type { SettingsAccess, SettingsOrder, SettingsState } from '../domain/settings.ts';

/** Reads the settings as they are; with `fileText` as they would be if config.yml held that. */
export type LoadSettings = (fileText?: string) => Promise<LoadedConfig>;

export interface SettingsFileOptions {
  readonly load: LoadSettings;
  /** What this program started with. */
  readonly started: LoadedConfig;
  /** Whether settings can take effect while it runs. */
  readonly reloads: boolean;
  /** Lets the file take effect; false when the processes still run with the settings before it. */
  readonly reload: () => Promise<boolean>;
}

/** An answer that is under way should be out before the process that gives it is replaced. */
const RELOAD_DELAY_MS = 300;

/** config.yml of a running Magpie: one writer, in the process that can also let it take effect. */
export class SettingsFile implements SettingsAccess {
  readonly #options: SettingsFileOptions;
  readonly #path: string;
  #reload: SettingsState['reload'] = 'none';
  #changes: Promise<unknown> = Promise.resolve();

  constructor(options: SettingsFileOptions) {
    this.#options = options;
    this.#path = join(options.started.config.dataDir, 'config.yml');
  }

  async read(): Promise<SettingsState> {
    const text = readIfThere(this.#path) ?? '';
    return this.#state(text, await this.#options.load(text));
  }

  change(order: SettingsOrder): Promise<SettingsState> {
    const done = this.#changes.then(() => this.#change(order));
    this.#changes = done.catch(() => {});
    return done;
  }

  async #change({ changes, revision, passwordSet }: SettingsOrder): Promise<SettingsState> {
    const before = readIfThere(this.#path) ?? '';
    if (revisionOf(before) !== revision) throw new AppError('settings-changed', { detail: `${this.#path} was changed by somebody else meanwhile` });
    this.#assertEditable(Object.keys(changes), await this.#options.load(before));
    // The YAML library takes 15 ms to load: only when it is needed.
    const { editText } = await import('../config/edit-text.ts');
    const text = editText(before, this.#path, changes);
    const loaded = await this.#options.load(text);
    assertBindAllowed(loaded.config.host, passwordSet);
    await writeWhole(this.#path, text);
    if (this.#options.reloads && Object.keys(changes).some((key) => fieldAt(key)?.needsRestart !== true)) {
      this.#reload = 'running';
      setTimeout(() => {
        void this.#options.reload().then((done) => {
          this.#reload = done ? 'done' : 'failed';
        });
      }, RELOAD_DELAY_MS);
    }
    return this.#state(text, loaded);
  }

  #assertEditable(keys: readonly string[], loaded: LoadedConfig): void {
    const entries = new Map(describeSettings(loaded).map((entry) => [entry.key, entry]));
    const fields = keys.flatMap((key) => {
      const entry = entries.get(key);
      if (entry === undefined) return [{ path: key, message: `there is no setting ${key}` }];
      if (entry.source === 'flag') return [{ path: key, message: `${key} is given on the command line, which wins` }];
      return entry.editable ? [] : [{ path: key, message: `${key} cannot be set in config.yml` }];
    });
    if (fields.length > 0) throw new AppError('invalid-input', { detail: fields.map((field) => field.message).join('; '), fields });
  }

  #state(text: string, loaded: LoadedConfig): SettingsState {
    const { started, reloads } = this.#options;
    const waits = FIELDS.filter((field) => field.hidden !== true && (field.needsRestart === true || !reloads));
    return {
      file: this.#path,
      revision: revisionOf(text),
      items: describeSettings(loaded).map((entry) => (reloads ? entry : { ...entry, needsRestart: true })),
      restartNeeded: waits.filter(({ path }) => !isDeepStrictEqual(valueAt(started.config, path), valueAt(loaded.config, path))).map(({ path }) => path),
      reload: this.#reload,
    };
  }
}

function revisionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
