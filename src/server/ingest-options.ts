import type { z } from 'zod';
import { AppError } from '../core/errors.ts';
import type { SessionOptions } from '../domain/session.ts';
import { checkWebhookUrl } from '../ingest/webhook-url.ts';
import type { ScanRequest } from './schemas/ingest-options.ts';

type AskedOptions = Omit<z.infer<typeof ScanRequest>, 'directory_path'>;

/** The options of a session as asked for by a request. AppError `option-not-available` for what no lane applies yet. */
export function sessionOptions(asked: AskedOptions, paths: readonly string[]): SessionOptions {
  refuseUnavailable(asked);
  const { mode, recursive, pattern, max_files: maxFiles, parallel, skip_existing: skipExisting, dry_run: dryRun, metadata, nsfw, webhook_url: url } = asked;
  return {
    // In one order, so that the same ingest asked for again is seen to be the same.
    paths: [...new Set(paths)].sort(),
    mode,
    recursive,
    ...(pattern === undefined ? {} : { pattern }),
    ...(maxFiles === undefined ? {} : { maxFiles }),
    ...(parallel === 'auto' ? {} : { parallel: parallel === 'sequential' ? 1 : parallel }),
    ...(skipExisting ? {} : { skipExisting }),
    ...(dryRun ? { dryRun } : {}),
    ...(metadata === undefined ? {} : { metadata: given(metadata) }),
    ...(nsfw === undefined ? {} : { nsfw: { enabled: nsfw.enabled, ...(nsfw.threshold === undefined ? {} : { threshold: nsfw.threshold }) } }),
    ...(url === undefined ? {} : { webhookUrl: checkWebhookUrl(url, 'webhook_url') }),
  };
}

/** Better no ingest than one that silently leaves out what was asked for. */
function refuseUnavailable({ nsfw }: AskedOptions): void {
  const fields: Array<{ path: string; message: string }> = [];
  if (nsfw?.enabled === true) fields.push({ path: 'nsfw.enabled', message: 'Pictures are not scored yet' });
  if (fields.length > 0) throw new AppError('option-not-available', { detail: fields.map((field) => `${field.path}: ${field.message}`).join('; '), fields });
}

/** Without the keys that are there but undefined. */
function given<T extends object>(value: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}
