import { setTimeout as sleep } from 'node:timers/promises';
import { recordDeed } from '../catalog/audit-queries.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { filesWithoutProgram, offerWithoutProgram } from '../catalog/missing-program-queries.ts';
import { isKnownTool, type KnownTool, saidMissing, TOOLS } from '../media/tools/missing-tool.ts';
import { CONTROL_BATCH, CONTROL_PAUSE_MS } from './cancel-session.ts';

export interface MissingProgram {
  readonly program: KnownTool;
  /** Files that were skipped for want of it. */
  readonly files: number;
  /** How Debian and Ubuntu install it. */
  readonly command: string;
}

/** The programs files wait for. */
export async function missingPrograms(catalog: Catalog): Promise<MissingProgram[]> {
  const found = new Map<KnownTool, number>();
  for (const { detail, files } of await filesWithoutProgram(catalog.read)) {
    const program = detail.split(' ', 1)[0] ?? '';
    if (isKnownTool(program)) found.set(program, (found.get(program) ?? 0) + files);
  }
  return [...found].map(([program, files]) => ({ program, files, command: TOOLS[program] }));
}

/**
 * Offers the files again that waited for a program, or for any; returns how many. Asked twice at once, each file is offered once. Only what
 * waited when it was asked for: a file that is skipped again meanwhile lies before the next batch. `signal` ends it after a batch.
 */
export async function offerAgain(catalog: Catalog, program: KnownTool | undefined, actor: string, now: number, signal?: AbortSignal): Promise<number> {
  let files = 0;
  for (let after: number | undefined = 0; after !== undefined && signal?.aborted !== true; ) {
    const from: number = after;
    const offered = await catalog.write(async (tx) => {
      const batch = await offerWithoutProgram(tx, program === undefined ? undefined : saidMissing(program), from, CONTROL_BATCH, now);
      if (batch.files > 0)
        await recordDeed(tx, { actor, action: 'files-offered-again', subject: program ?? 'all programs', detail: { files: batch.files }, now });
      return batch;
    });
    files += offered.files;
    after = offered.last;
    if (after !== undefined) await sleep(CONTROL_PAUSE_MS);
  }
  return files;
}
