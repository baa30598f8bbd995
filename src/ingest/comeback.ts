import { deletedContent } from '../catalog/deleted-queries.ts';
import type { KnownAsset } from '../catalog/ingest-queries.ts';
import type { ReadDb } from '../catalog/catalog.ts';
import { AppError } from '../core/errors.ts';
import type { DeletedContentRule } from '../domain/curate.ts';
import type { SourceKind } from '../domain/session.ts';
import { fail, go, skip, type Step } from './step.ts';

/** What dedupe learned of a content that somebody deleted. The commit finds the same or gives the job back. */
export interface Comeback {
  /** The file may bring content back: out of the trash, or deleted for good before. */
  readonly takesBack: boolean;
  /** When this content was purged, as seen before its bytes are placed; null = never. */
  readonly deletedAt: number | null;
}

/**
 * Whether a file may bring deleted content back. By the rule `skip` what a person hands over by hand comes back and what a
 * scan or the inbox finds does not; by `ask` nothing does until somebody says yes; by `ingest` everything does.
 */
export async function comeback(
  db: ReadDb,
  known: KnownAsset | undefined,
  file: { readonly sha256: Buffer; readonly name: string; readonly source: SourceKind; readonly takeBack?: boolean },
  rule: DeletedContentRule,
): Promise<Step<Comeback>> {
  const byItself = file.source === 'scan' || file.source === 'watch';
  const takesBack = file.takeBack === true || rule === 'ingest' || (rule === 'skip' && !byItself);
  if (known) {
    if (known.state === 'active' || takesBack) return go({ takesBack, deletedAt: null });
    return skip(new AppError('in-trash', { detail: `${file.name} holds what ${known.name} in the trash holds` }));
  }
  const deleted = await deletedContent(db, file.sha256);
  if (!deleted) return go({ takesBack, deletedAt: null });
  // Storing it now could meet the removal of the old file.
  if (deleted.purging === 1) return fail(new AppError('being-purged', { detail: `${deleted.name} is just being deleted` }));
  if (takesBack) return go({ takesBack, deletedAt: deleted.deleted_at });
  return skip(
    new AppError('deleted-before', {
      detail: `${file.name} holds what ${deleted.name} held, deleted on ${new Date(deleted.deleted_at).toISOString().slice(0, 10)}`,
    }),
  );
}
