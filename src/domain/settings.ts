/** A value as config.yml holds it; null = not set there. */
export type SettingValue = string | number | boolean | ReadonlyArray<string | Readonly<Record<string, string | boolean>>> | null;

/** One setting for the page that edits them. */
export interface SettingEntry {
  /** Dotted, such as `monitor.settleMs`. */
  readonly key: string;
  readonly kind: 'text' | 'number' | 'flag' | 'list' | 'choice';
  readonly description: string;
  /** The values of a choice. */
  readonly choices: readonly string[];
  readonly min: number | null;
  readonly max: number | null;
  /** What holds when it is set nowhere, in words. */
  readonly defaultText: string;
  /** In force after the next reload or start; always null for a secret. */
  readonly value: SettingValue;
  readonly isSet: boolean;
  /** `flag`, `config.yml`, `environment NAME`, `.env NAME` or `default`. */
  readonly source: string;
  readonly secret: boolean;
  /** Takes effect at the next start only. */
  readonly needsRestart: boolean;
  /** False: given on the command line, which wins, or not possible in config.yml. */
  readonly editable: boolean;
}

export interface SettingsState {
  /** Path of config.yml. */
  readonly file: string;
  /** Changes with the content of the file. */
  readonly revision: string;
  readonly items: readonly SettingEntry[];
  /** Settings that were changed and wait for the next start. */
  readonly restartNeeded: readonly string[];
  /** The latest reload: `failed` means the processes still run with the settings before it. */
  readonly reload: 'none' | 'running' | 'done' | 'failed';
}

export interface SettingsOrder {
  /** By key; null takes it out of config.yml. */
  readonly changes: Readonly<Record<string, SettingValue>>;
  /** The revision the changes were made on. */
  readonly revision: string;
  readonly passwordSet: boolean;
}

/** Reading and changing config.yml. `change` writes it, once it is valid, and lets it take effect as far as that is possible while running. */
export interface SettingsAccess {
  read(): Promise<SettingsState>;
  change(order: SettingsOrder): Promise<SettingsState>;
}
