import { z } from 'zod';

export const Outcome = z.enum(['ingested', 'duplicate', 'skipped', 'failed', 'quarantined']);

export const ScanRequest = z
  .object({
    directory_path: z.string().min(1).max(4096),
    mode: z.enum(['copy', 'move', 'reference']).default('copy'),
    recursive: z.boolean().default(true),
    pattern: z.string().max(500).optional().describe('Case-insensitive globs joined by |, such as *.png|*.jpg'),
    max_files: z.number().int().positive().optional(),
  })
  .meta({ id: 'ScanRequest' });

export const JobAccepted = z
  .object({ job_id: z.string().describe('The session id'), status_url: z.string(), events_url: z.string() })
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

export const SessionView = z
  .object({
    id: z.string(),
    source: z.enum(['watch', 'upload', 'scan', 'url']),
    state: z.enum(['discovering', 'running', 'finished', 'cancelled']),
    mode: z.enum(['copy', 'move', 'reference']),
    paths: z.array(z.string()),
    discovered: z.number().int(),
    ingested: z.number().int(),
    duplicate: z.number().int(),
    skipped: z.number().int(),
    failed: z.number().int(),
    quarantined: z.number().int(),
    pending: z.number().int(),
    bytesDone: z.number().int(),
    currentName: z.string().nullable(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
    seconds: z.number(),
    filesPerSecond: z.number(),
    etaSeconds: z.number().nullable(),
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

export const SessionListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(30),
  cursor: z.string().max(200).optional(),
  state: z.enum(['active', 'finished']).optional().describe('active = discovering or running; finished also holds cancelled'),
});

export const SessionFilesQuery = z.object({
  outcome: Outcome.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(200).optional(),
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
