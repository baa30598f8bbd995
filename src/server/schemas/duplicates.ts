import { z } from 'zod';
import { KEEP_RULES } from '../../domain/curate.ts';
import { TaskView } from './task.ts';

export const ExactScanRequest = z
  .object({
    keep: z.enum(KEEP_RULES).default('oldest').describe('Which file of several with the same bytes stays'),
    preferred_root: z.string().max(4096).optional().describe('For preferred-root: files in this folder stay before others'),
    stored_counts: z
      .boolean()
      .default(false)
      .describe('The library’s own copy counts as the one that stays, so that every other file of that content is surplus'),
  })
  .meta({ id: 'ExactScanRequest' });

export const ExactApplyRequest = z
  .object({
    task_id: z.uuid().describe('The finished search'),
    except: z.array(z.number().int().positive()).max(1000).default([]).describe('Assets whose files are left alone'),
  })
  .meta({ id: 'ExactApplyRequest' });

export const ExactUndoRequest = z.object({ task_id: z.uuid().describe('The apply to undo') }).meta({ id: 'ExactUndoRequest' });

export const DuplicateFile = z
  .object({
    path: z.string(),
    bytes: z.number().int(),
    modifiedAt: z.string(),
    role: z.enum(['keep', 'surplus', 'spared']),
    state: z.enum(['found', 'moving', 'moved', 'restoring', 'restored', 'purging', 'purged', 'failed']),
    note: z.string().nullable().describe('Why it is spared, or why it was not moved or put back'),
  })
  .meta({ id: 'DuplicateFile' });

export const DuplicateGroup = z
  .object({
    assetId: z.number().int(),
    sha256: z.string(),
    files: z.array(DuplicateFile).describe('The one that stays first; when the library’s own copy stays, none says keep'),
  })
  .meta({ id: 'DuplicateGroup' });

export const DuplicateReport = z
  .object({
    task: TaskView,
    options: z.object({ keep: z.enum(KEEP_RULES), preferredRoot: z.string().nullable(), storedCounts: z.boolean(), roots: z.array(z.string()) }),
    groups: z.number().int().describe('Contents that lie in more than one file'),
    found: z.number().int().describe('Files in these groups'),
    removable: z.number().int().describe('Files that an apply moves to the trash'),
    spared: z.number().int().describe('Files that would be surplus, but must stay'),
    bytesSaved: z.number().int(),
    mbSaved: z.number().describe('Megabytes (1,000,000 bytes) that moving them frees, once the trash is purged'),
    items: z.array(DuplicateGroup),
    next: z.string().nullable(),
  })
  .meta({ id: 'DuplicateReport' });

export const ReportQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(200).optional() });
export const DuplicateTasks = z
  .object({ items: z.array(TaskView).describe('Searches, applies and undos, newest first'), next: z.string().nullable() })
  .meta({ id: 'DuplicateTasks' });
