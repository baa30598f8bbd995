import { z } from 'zod';
import { ROOT_MODES } from '../../domain/root.ts';

const FileCounts = z.object({
  total_files: z.number().int().describe('Files that could be taken in, by their names, at the latest look'),
  ingested_files: z.number().int().describe('Files the library has'),
});

export const IngestStats = z.object({ immediate: FileCounts, recursive: FileCounts }).meta({ id: 'IngestStats' });

export const RootView = z
  .object({
    id: z.string(),
    path: z.string(),
    mode: z.enum(ROOT_MODES).describe('scan: read when asked. The others: new files are taken in by themselves'),
    watch: z.boolean(),
    configured: z.boolean().describe('Named in config.yml; false = added'),
    state: z.enum(['online', 'offline', 'moving']).describe('offline: nothing below it is concluded to be missing; it comes back by itself'),
    reason: z.string().nullable().describe('Why it is offline, for people'),
    moving_to: z.string().nullable(),
    since: z.string().describe('ISO 8601: when the state last changed'),
    ingest_stats: IngestStats.nullable().describe('Null until somebody looked'),
  })
  .meta({ id: 'Root' });

export const RootList = z.object({ items: z.array(RootView) }).meta({ id: 'RootList' });

export const RootParams = z.object({ id: z.uuid() });

export const RootMove = z.object({ path: z.string().min(1).max(4096).describe('Absolute: where the folder lies now') }).meta({ id: 'RootMove' });

export const Directory = z
  .object({
    name: z.string(),
    path: z.string(),
    has_children: z.boolean().describe('True also while nobody has looked into it'),
    scanned_at: z.string().nullable().describe('ISO 8601: the latest look; null = never, its total is not known yet'),
    ingest_stats: IngestStats,
    complete: z.boolean().describe('Every folder below was looked into, so that the recursive total is all there is'),
    badge: z.enum(['none', 'partial', 'complete']).describe('By the recursive counts: nothing, some or all of it is in the library'),
    root: z.object({ id: z.string(), mode: z.enum(ROOT_MODES), state: z.enum(['online', 'offline', 'moving']), reason: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'Directory' });

export const DirectoryPage = z
  .object({
    path: z.string().nullable().describe('Null for the list of roots'),
    parent: z.string().nullable().describe('Null for a root: the way up leads to the list of roots'),
    folder: Directory.nullable(),
    refreshing: z.boolean().describe('A look is under way; asking again in a moment may tell more'),
    items: z.array(Directory),
    next: z.string().nullable(),
  })
  .meta({ id: 'DirectoryPage' });

export const DirectoryQuery = z.object({
  path: z.string().max(4096).optional().describe('Absolute; absent = the roots'),
  cursor: z.string().max(4096).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
