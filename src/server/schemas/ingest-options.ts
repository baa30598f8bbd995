import { z } from 'zod';

/** All of it is read unless said otherwise; what is not wanted is not kept either, now or when a file is read again. */
export const MetadataOptions = z
  .strictObject({
    exif: z.boolean().optional().describe('What is written in the file itself: camera, time, place, texts. Default true'),
    generation: z.boolean().optional().describe('Prompt, model and seed of generated pictures. Default true'),
    keywords: z.boolean().optional().describe('Keywords of files, sidecars and prompts. Default true'),
    scores: z.boolean().optional().describe('Stars, scores and favourites of files and sidecars. Default true'),
  })
  .meta({ id: 'MetadataOptions' });

export const NsfwOptions = z
  .strictObject({
    enabled: z.boolean(),
    threshold: z.number().min(0).max(1).optional().describe('From this score on a picture counts as not safe'),
  })
  .meta({ id: 'NsfwOptions' });

const options = {
  mode: z.enum(['copy', 'move', 'reference']).default('copy'),
  recursive: z.boolean().default(true),
  pattern: z.string().max(500).optional().describe('Case-insensitive globs joined by |, such as *.png|*.jpg; sidecars go with the files they speak of'),
  max_files: z.number().int().positive().optional(),
  parallel: z
    .union([z.enum(['sequential', 'auto']), z.number().int().min(1).max(256)])
    .default('auto')
    .describe('Files under way at once: one, as many as the workers take, or a number'),
  skip_existing: z.boolean().default(true).describe('Files known by path, size and time are skipped unread; false reads all again'),
  dry_run: z.boolean().default(false).describe('Only look and count: the session then has a preview, and nothing is taken in'),
  metadata: MetadataOptions.optional(),
  nsfw: NsfwOptions.optional(),
  webhook_url: z.string().min(1).max(2000).optional().describe('Called by POST with the signed result when the session comes to rest'),
};

const Folder = z.string().min(1).max(4096);

// Strict: a misspelt option must not be ignored silently.
export const ScanRequest = z.strictObject({ directory_path: Folder, ...options }).meta({ id: 'ScanRequest' });

export const ProcessRequest = z
  .strictObject({
    directory_path: Folder.optional(),
    directory_paths: z.array(Folder).min(1).max(100).optional().describe('Instead of directory_path: several folders in one session'),
    ...options,
  })
  .meta({ id: 'ProcessRequest' });

export const ResumeRequest = z.strictObject({ session_id: z.uuid() }).meta({ id: 'ResumeRequest' });
