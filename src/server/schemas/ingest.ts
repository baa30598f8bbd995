import { z } from 'zod';
import { SESSION_STATES } from '../../catalog/session-queries.ts';
import { MetadataOptions, NsfwOptions } from './ingest-options.ts';

export const Outcome = z.enum(['ingested', 'duplicate', 'skipped', 'failed', 'quarantined']);

export const JobAccepted = z
  .object({ job_id: z.string().describe('The session id'), session_id: z.string(), status_url: z.string(), events_url: z.string() })
  .meta({ id: 'JobAccepted' });

export const UploadAccepted = JobAccepted.extend({
  files: z.array(z.object({ name: z.string(), bytes: z.number().int() })),
  rejected: z.array(z.object({ name: z.string(), code: z.string(), title: z.string() })).describe('Files over the size limit; the others were taken'),
}).meta({ id: 'UploadAccepted' });

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits');

export const KnownRequest = z.object({ sha256: z.array(Sha256).min(1).max(1000) }).meta({ id: 'KnownRequest' });

export const KnownContents = z
  .object({
    items: z
      .array(
        z.object({
          sha256: z.string(),
          assetId: z.number().int(),
          name: z.string(),
          state: z.enum(['active', 'trashed']).describe('Sending a trashed content again takes it out of the trash'),
        }),
      )
      .describe('Only those the library has'),
  })
  .meta({ id: 'KnownContents' });

export const UrlRequest = z
  .object({ urls: z.array(z.string().min(1).max(4096)).min(1).max(100).describe('Addresses of pictures or zip archives, http or https') })
  .meta({ id: 'UrlRequest' });

export const SessionOptionsView = z
  .object({
    recursive: z.boolean(),
    pattern: z.string().nullable(),
    maxFiles: z.number().int().nullable(),
    parallel: z.number().int().nullable().describe('Files under way at once; null = as many as the workers take'),
    skipExisting: z.boolean(),
    dryRun: z.boolean(),
    metadata: MetadataOptions.nullable(),
    nsfw: NsfwOptions.nullable(),
  })
  .meta({ id: 'SessionOptions' });

export const SessionPreview = z
  .object({
    files: z.number().int(),
    bytes: z.number().int(),
    unchanged: z.number().int().describe('Known by path, size and time: would be skipped'),
    endings: z
      .array(z.object({ ending: z.string().describe('Lower case, empty for none'), files: z.number().int(), bytes: z.number().int() }))
      .describe('The most frequent first, at most 50'),
  })
  .meta({ id: 'SessionPreview' });

export const SessionView = z
  .object({
    id: z.string(),
    source: z.enum(['watch', 'upload', 'scan', 'url']),
    state: z.enum(['discovering', 'running', 'finished', 'cancelled']),
    mode: z.enum(['copy', 'move', 'reference']),
    paused: z.boolean().describe('Nothing more of it is begun until it is resumed, restarts included'),
    waiting: z
      .object({ code: z.string(), title: z.string(), detail: z.string().nullable(), next: z.string() })
      .nullable()
      .describe('Why it stands still although nobody paused it, such as a full disk; it goes on by itself when the cause is gone'),
    paths: z.array(z.string()),
    options: SessionOptionsView,
    preview: SessionPreview.nullable().describe('What a dry run found, so far while it is discovering'),
    discovered: z.number().int(),
    ingested: z.number().int(),
    duplicate: z.number().int(),
    skipped: z.number().int(),
    failed: z.number().int(),
    quarantined: z.number().int(),
    unread: z.number().int().describe('Folders and names its walk could not read; see listUnread'),
    pending: z.number().int(),
    bytesDone: z.number().int(),
    currentName: z.string().nullable().describe('The file that was done last'),
    currentFiles: z.array(z.object({ jobId: z.number().int(), name: z.string(), path: z.string() })).describe('Files under way now, at most 16'),
    webhook: z
      .object({
        url: z.string(),
        state: z.enum(['waiting', 'pending', 'delivered', 'failed']).describe('waiting: for the session to rest; pending: to be delivered, or tried again'),
        error: z.string().nullable().describe('Why the last attempt did not get through'),
      })
      .nullable(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
    filesFoldedAt: z.string().nullable().describe('Since when the list of its files is not kept any more; totals and what failed are'),
    unchanged: z.number().int().describe('Part of skipped: known by path, size and time, so not read'),
    seconds: z.number().describe('Without the time it was paused, or at rest before a retry'),
    filesPerSecond: z.number().describe('Over the last files, 0 while it cannot be known; at rest over all'),
    etaSeconds: z.number().nullable().describe('Null while it cannot be known: files are still being found, too few are done, it is paused or stalled'),
  })
  .meta({ id: 'Session' });

export const SessionPage = z.object({ items: z.array(SessionView), next: z.string().nullable() }).meta({ id: 'SessionPage' });

export const SessionFile = z
  .object({
    jobId: z.number().int(),
    name: z.string(),
    path: z.string(),
    state: z.enum(['ready', 'running', 'done']),
    outcome: Outcome.nullable(),
    assetId: z.number().int().nullable(),
    bytes: z.number().int().nullable(),
    attempts: z.number().int(),
    error: z.object({ code: z.string(), title: z.string(), detail: z.string().nullable(), next: z.string() }).nullable(),
    timings: z.record(z.string(), z.number()).nullable().describe('Milliseconds per stage'),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'SessionFile' });

export const SessionFilePage = z.object({ items: z.array(SessionFile), next: z.string().nullable() }).meta({ id: 'SessionFilePage' });

/** Live progress, and `result` once it rests. Names follow the orchestrator's API that scripts already speak. */
export const JobStatus = z
  .object({
    job_id: z.string(),
    status: z.enum(['pending', 'processing', 'completed', 'cancelled']),
    paused: z.boolean(),
    progress: z.number().min(0).max(1),
    discovered: z.number().int(),
    processed: z.number().int(),
    skipped: z.number().int(),
    failed: z.number().int(),
    current_file: z.string().nullable(),
    result: z
      .object({
        total_processed: z.number().int(),
        total_failed: z.number().int(),
        total_from_cache: z.number().int().describe('Duplicates and unchanged files: nothing had to be computed'),
        processed_files: z.array(z.object({ file: z.string(), source: z.string(), details: z.string() })),
        failed_files: z.array(z.object({ file: z.string(), error: z.string(), details: z.string() })),
        truncated: z.boolean().describe('True when a list was cut at 1,000; the session files endpoint has them all'),
      })
      .nullable(),
  })
  .meta({ id: 'JobStatus' });

export const SessionParams = z.object({ id: z.uuid() });

const Moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

export const SessionListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(30),
  cursor: z.string().max(200).optional(),
  state: z.enum(SESSION_STATES).optional().describe('active = discovering or running; finished also holds cancelled; troubled = with failed files'),
  source: z.enum(['watch', 'upload', 'scan', 'url']).optional(),
  search: z.string().max(500).optional().describe('Words that must all occur in the id, the source or the paths'),
  from: Moment.optional().describe('Opened at this time or later; a date or a date with time'),
  to: Moment.optional().describe('Opened before this time; of a date the whole day counts'),
});

export const RetryRequest = z
  .strictObject({ code: z.string().min(1).max(100).optional().describe('Only files that ended with this error code') })
  .meta({ id: 'RetryRequest' });

export const RetryResult = z.object({ files: z.number().int().describe('How many are tried again'), session: SessionView }).meta({ id: 'RetryResult' });

export const SessionErrors = z
  .object({
    total: z.number().int(),
    items: z
      .array(
        z.object({
          code: z.string(),
          title: z.string(),
          next: z.string(),
          files: z.number().int(),
          failed: z.number().int(),
          quarantined: z.number().int(),
          examples: z.array(z.object({ name: z.string(), path: z.string(), detail: z.string().nullable() })).describe('At most 3'),
        }),
      )
      .describe('The most frequent first'),
  })
  .meta({ id: 'SessionErrors' });

export const UnreadPage = z
  .object({
    total: z.number().int().describe('All of them; at most 1,000 are kept'),
    items: z.array(z.object({ path: z.string(), code: z.string(), title: z.string(), detail: z.string().nullable(), next: z.string() })),
    next: z.string().nullable(),
  })
  .meta({ id: 'UnreadPage' });

export const UnreadQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(8192).optional(),
});

export const ReportQuery = z.object({ format: z.enum(['json', 'csv']).default('json') });

export const WebhookSecret = z
  .object({ secret: z.string(), source: z.enum(['settings', 'catalog']).describe('catalog: made by Magpie, because webhook.secret is not set') })
  .meta({ id: 'WebhookSecret' });

export const SessionFilesQuery = z.object({
  outcome: Outcome.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(200).optional(),
});

export const UploadQuery = z.object({
  session: z.uuid().optional().describe('A session of openUploads that takes the files while it is open; without it they get one of their own'),
});

/** The multipart field `files`, repeated. */
export const UploadBody = z.object({ files: z.array(z.string().meta({ format: 'binary' })) });

export const IngestRoots = z
  .object({
    items: z.array(
      z.object({
        path: z.string(),
        available: z.boolean().describe('False while the folder cannot be read, such as a disk that is not mounted'),
      }),
    ),
  })
  .meta({ id: 'IngestRoots' });
