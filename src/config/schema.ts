import { z } from 'zod';
import { ROOT_MODES, type RootSetting } from '../domain/root.ts';
import { DELETED_CONTENT_RULES } from '../domain/curate.ts';

/** What a field is besides its type; read by the loader and by the generated documentation. */
export interface SettingMeta {
  /** Environment variable; absent = `MAGPIE_` and the key in capitals. */
  readonly env?: string;
  /** Never printed; its environment variable also works with `_FILE` appended, naming a file that holds the value. */
  readonly secret?: boolean;
  /** For tests; left out of the documentation. */
  readonly hidden?: boolean;
  /** The default in words where it depends on the machine or on another setting. */
  readonly computed?: string;
  /** Where it cannot be set: the data folder is where config.yml lies, so it cannot be named in it. */
  readonly notInFile?: boolean;
  /** Names files or folders: in config.yml relative ones count from the data folder. */
  readonly isPath?: boolean;
  /** Takes effect at the next start only; the others when the settings are reloaded. */
  readonly needsRestart?: boolean;
}

const GiB = 1024 ** 3;
const workerCount = z.int().min(1).max(64).optional();
const fixedWorkers = (meaning: string) => workerCount.describe(meaning).meta({ computed: 'between minWorkers and maxWorkers, by load' });
const minWorkers = (meaning: string) => workerCount.describe(meaning);
const maxWorkers = minWorkers;

/**
 * Every setting: its type, limits, default and meaning. The loader, `magpie config print`, docs/configuration.md and the
 * example file all come from here. Optional fields with `computed` are filled in by resolve.ts.
 */
export const SettingsSchema = z.strictObject({
  dataDir: z
    .string()
    .min(1)
    .default('./data')
    .describe('The data folder: catalog.db, inbox/, originals/, derived/, trash/, models/ and config.yml.')
    .meta({ env: 'MAGPIE_DATA', notInFile: true, needsRestart: true }),
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on. Anything but this machine itself is refused until a password is set (magpie password).')
    .meta({ needsRestart: true }),
  port: z.int().min(0).max(65_535).default(7800).describe('TCP port of the web page and the API; 0 takes any free one.').meta({ needsRestart: true }),
  databaseUrl: z
    .string()
    .min(1)
    .optional()
    .describe('PostgreSQL address, postgres://user:password@host/database. Without it the catalog is SQLite in the data folder.')
    .meta({ env: 'DATABASE_URL', secret: true, needsRestart: true, computed: 'SQLite in the data folder' }),
  roots: z
    .array(z.union([z.string().min(1), z.strictObject({ path: z.string().min(1), mode: z.enum(ROOT_MODES).default('scan'), watch: z.boolean().optional() })]))
    .default([])
    .describe(
      'Folders that may be scanned from the web page and the API: paths, or {path, mode, watch}. With mode reference, copy or move instead of scan, new files are taken in by themselves (unless watch: false). In the environment: paths separated by a colon, as in PATH (semicolon on Windows).',
    )
    .meta({ isPath: true }),
  inbox: z
    .string()
    .min(1)
    .optional()
    .describe('The watched folder: a file dropped here is taken into the library and removed from here.')
    .meta({ computed: 'inbox/ in the data folder', isPath: true }),
  monitor: z
    .strictObject({
      enabled: z.boolean().default(true).describe('Watch the inbox. Off for development or where another machine watches it.'),
      settleMs: z
        .int()
        .min(100)
        .max(600_000)
        .default(1000)
        .describe('Milliseconds a new file must stay unchanged, and open for writing by nobody, before it is read.'),
      rescanSeconds: z
        .int()
        .min(5)
        .max(86_400)
        .default(60)
        .describe('Seconds between full looks at the inbox, which find what the file system did not report.'),
    })
    .prefault({}),
  server: z
    .strictObject({
      trustProxy: z
        .boolean()
        .default(false)
        .describe(
          'A reverse proxy on this machine (its connections come from 127.0.0.1 or ::1) says who the visitor is, by X-Forwarded-For, and whether he came by https, by X-Forwarded-Proto. Switch it on only when there is one: else any program here could claim to be anybody.',
        ),
    })
    .prefault({}),
  metrics: z
    .strictObject({
      public: z.boolean().default(false).describe('Whether /metrics is open to everybody although a password is set.'),
    })
    .prefault({}),
  web: z
    .strictObject({
      workers: fixedWorkers('Exactly this many web processes, which share the port, whatever the load.'),
      minWorkers: minWorkers('Web processes when there is little to do.').meta({ computed: '2, on one core 1' }),
      maxWorkers: maxWorkers('Web processes when there is much to do.').meta({ computed: 'one per core, at most 4' }),
    })
    .prefault({}),
  ingest: z
    .strictObject({
      workers: fixedWorkers('Exactly this many ingest processes, whatever the load. Decoders run in them, so a picture that kills its decoder kills only one.'),
      minWorkers: minWorkers('Ingest processes when there is little to do.').meta({ computed: '1' }),
      maxWorkers: maxWorkers('Ingest processes while files wait and the processor has time to spare.').meta({ computed: 'one per 2 cores' }),
      concurrency: z
        .int()
        .min(1)
        .max(256)
        .optional()
        .describe('Files under way at once in each ingest process.')
        .meta({ computed: 'cores + 1, shared out over the most ingest processes there may be' }),
      maxFileBytes: z
        .int()
        .min(1)
        .default(2 * GiB)
        .describe('Bytes of the largest file that is taken in.'),
      maxAttempts: z.int().min(1).max(100).default(5).describe('Tries at one file before it is set aside (quarantined).'),
      keepFileListsDays: z
        .int()
        .min(0)
        .max(36_500)
        .default(90)
        .describe(
          'Days after which the list of files of a session that is done is no longer kept. Its totals and what failed stay. 0: it is kept for ever, and the catalog grows by a row a file.',
        ),
      keepOtherFiles: z
        .array(z.string().regex(/^\.?[A-Za-z0-9]{1,16}$/, 'must be an ending such as pdf, or a group'))
        .max(100)
        .default([])
        .describe(
          'Files without a picture that are kept as they are, with name, size and download: endings (pdf, mp3, md …), the groups documents, audio, archives, texts and others, or all. Empty: such files are skipped. What a file is is told by its bytes. Sidecars stay sidecars, and uploaded zip archives are unpacked.',
        ),
      deletedContent: z
        .enum(DELETED_CONTENT_RULES)
        .default('skip')
        .describe(
          'What becomes of a file whose content was deleted before. skip: scans and the inbox leave it where it is, an upload brings it back. ask: uploads too wait until somebody says yes on the page of the session. ingest: it comes back.',
        ),
    })
    .prefault({}),
  stacks: z
    .strictObject({
      raw: z.boolean().default(true).describe('Show a RAW and its JPEG as one.'),
      live: z.boolean().default(true).describe('Show a live photo and its film as one.'),
      bursts: z.boolean().default(true).describe('Show three or more shots in a row, at most a second apart, as one.'),
    })
    .prefault({}),
  quietHours: z
    .strictObject({
      hours: z
        .string()
        .regex(/^$|^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'must be like 22:00-07:00')
        .default('')
        .describe('When to take files in slowly, in local time, such as "22:00-07:00". Empty: never.'),
      maxFiles: z.int().min(0).max(256).default(1).describe('Files under way at once in quiet hours, over all ingest processes; 0 = none is begun.'),
    })
    .prefault({}),
  media: z
    .strictObject({
      maxPixels: z.int().min(1).default(300_000_000).describe('Pixels of the largest picture that is decoded (width × height × frames).'),
      decodeTimeoutSeconds: z.int().min(1).max(3600).default(60).describe('Seconds one decode may take.'),
    })
    .prefault({}),
  metadata: z
    .strictObject({
      writeSidecars: z
        .enum(['never', 'always'])
        .default('never')
        .describe(
          'Whether what a person says of a picture (title, keywords, rating …) is also written into an XMP sidecar: beside a file that was left where it is, else in sidecars/ of the data folder.',
        ),
    })
    .prefault({}),
  tags: z
    .strictObject({
      fromKeywords: z.boolean().default(true).describe('Whether the keywords of files and sidecars become tags. Turned off, those that are there stay.'),
    })
    .prefault({}),
  upload: z
    .strictObject({
      maxBytes: z
        .int()
        .min(1)
        .default(4 * GiB)
        .describe('Bytes of one uploaded file, enforced while it streams in.'),
      maxFiles: z.int().min(1).default(10_000).describe('Files in one upload request.'),
    })
    .prefault({}),
  import: z
    .strictObject({
      allowPrivateAddresses: z
        .boolean()
        .default(false)
        .describe('Also fetch pictures by address from this machine and from private networks. Whoever may use the API can then reach what is there.'),
      allowOtherPorts: z.boolean().default(false).describe('Also fetch by address from ports other than 80 and 443.'),
      maxUnpackedBytes: z
        .int()
        .min(1)
        .default(20 * GiB)
        .describe('Bytes of all files of one zip archive together.'),
    })
    .prefault({}),
  trash: z
    .strictObject({
      keepDays: z
        .int()
        .min(0)
        .max(36_500)
        .default(30)
        .describe('Days in the trash before something is deleted for good; 0 keeps it until the trash is emptied by hand.'),
    })
    .prefault({}),
  search: z
    .strictObject({
      index: z.boolean().default(true).describe('Whether searches are answered from memory, by an index in the data folder. Without it the catalog answers.'),
      indexFromAssets: z.int().min(0).default(10_000).describe('Assets from which on there is an index; the catalog is quick enough for fewer.'),
      rebuildAfterChanges: z
        .int()
        .min(1000)
        .default(20_000)
        .describe('Changes of assets after which the index is built anew, beside the one in use. Until then they are kept in memory.'),
    })
    .prefault({}),
  webhook: z
    .strictObject({
      secret: z
        .string()
        .min(16)
        .optional()
        .describe('Key of the signatures of webhooks, at least 16 characters. magpie config webhook-secret shows the one in force.')
        .meta({ secret: true, computed: 'made with the catalog and kept in it' }),
    })
    .prefault({}),
  log: z
    .strictObject({
      level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('The least grave log line that is written to standard error.'),
      pretty: z.boolean().optional().describe('Log lines for people instead of JSON.').meta({ computed: 'on when standard error is a terminal' }),
    })
    .prefault({}),
  crashAt: z.string().min(1).optional().describe('Kill the process at this crash point (tests).').meta({ hidden: true, computed: 'never' }),
});

/** Settings as written: computed defaults still absent. */
export type Settings = z.output<typeof SettingsSchema>;

type Decided<T> = { readonly [Key in keyof T]-?: NonNullable<T[Key]> };

/** Settings ready for use: everything decided, every path absolute. A fixed number of processes is both least and most. */
export interface Config extends Omit<Settings, 'inbox' | 'roots' | 'web' | 'ingest' | 'log'> {
  readonly inbox: string;
  readonly roots: readonly RootSetting[];
  readonly web: Decided<Omit<Settings['web'], 'workers'>>;
  readonly ingest: Decided<Omit<Settings['ingest'], 'workers'>>;
  readonly log: Decided<Settings['log']>;
}
