import type { ProcessRequest, Session } from '../../api/types.ts';

/** An ingest as it stands in the form, before it is asked for. */
export interface IngestDraft {
  readonly folders: readonly string[];
  readonly mode: Session['mode'];
  readonly recursive: boolean;
  readonly pattern: string;
  /** Null = all. */
  readonly maxFiles: number | null;
  /** Files under way at once; 1 = one after the other. */
  readonly parallel: 'auto' | number;
  readonly skipExisting: boolean;
  readonly webhook: string;
  /** What is read of each file besides its picture and is not to be. */
  readonly unwanted: readonly MetadataPart[];
}

export type MetadataPart = keyof NonNullable<ProcessRequest['metadata']>;
const PARTS: readonly MetadataPart[] = ['exif', 'generation', 'keywords', 'scores'];

export const EMPTY_DRAFT: IngestDraft = {
  folders: [],
  mode: 'copy',
  recursive: true,
  pattern: '',
  maxFiles: null,
  parallel: 'auto',
  skipExisting: true,
  webhook: '',
  unwanted: [],
};

/** The options of an earlier session, to change or to use again. */
export function draftOf({ paths, mode, options, webhook }: Session): IngestDraft {
  return {
    folders: paths,
    mode,
    recursive: options.recursive,
    pattern: options.pattern ?? '',
    maxFiles: options.maxFiles,
    parallel: options.parallel ?? 'auto',
    skipExisting: options.skipExisting,
    webhook: webhook?.url ?? '',
    unwanted: PARTS.filter((part) => options.metadata?.[part] === false),
  };
}

export function requestOf(draft: IngestDraft, dryRun: boolean): ProcessRequest {
  const { folders, mode, recursive, pattern, maxFiles, parallel, skipExisting, webhook, unwanted } = draft;
  return {
    directory_paths: [...folders],
    mode,
    recursive,
    parallel: parallel === 1 ? 'sequential' : parallel,
    skip_existing: skipExisting,
    dry_run: dryRun,
    ...(pattern.trim() === '' ? {} : { pattern: pattern.trim() }),
    ...(maxFiles === null ? {} : { max_files: maxFiles }),
    ...(unwanted.length === 0 ? {} : { metadata: Object.fromEntries(PARTS.filter((part) => unwanted.includes(part)).map((part) => [part, false])) }),
    ...(webhook.trim() === '' || dryRun ? {} : { webhook_url: webhook.trim() }),
  };
}

const isBelow = (path: string, above: string): boolean => path.startsWith(above.endsWith('/') ? above : `${above}/`);

/** Whether a folder is taken along because one above it is chosen. */
export function isCovered(folders: readonly string[], path: string): boolean {
  return folders.some((folder) => isBelow(path, folder));
}

/** Chooses a folder, or no more; with the folders below, those need not be chosen as well. */
export function toggleFolder({ folders, recursive }: IngestDraft, path: string): string[] {
  if (folders.includes(path)) return folders.filter((folder) => folder !== path);
  return [...(recursive ? folders.filter((folder) => !isBelow(folder, path)) : folders), path];
}

const KEY = 'magpie-ingest-draft';

/** The form of this tab, kept over a reload. */
export function keptDraft(): IngestDraft {
  try {
    return { ...EMPTY_DRAFT, ...(JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<IngestDraft>) };
  } catch {
    return EMPTY_DRAFT;
  }
}

export function keepDraft(draft: IngestDraft): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Private windows may refuse; then a reload begins anew.
  }
}
