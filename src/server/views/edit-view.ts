import type { z } from 'zod';
import type { HistoryRow, ListedBatch } from '../../catalog/edit-queries.ts';
import type { EditChanges, EditSummary } from '../../domain/edit.ts';
import type { AssetEditEntry, Edit } from '../schemas/edits.ts';
import { cameraTime, isoTime } from './iso-time.ts';

export function toHistoryEntry(row: HistoryRow): z.infer<typeof AssetEditEntry> {
  const { tags = [], facts = {} } = JSON.parse(row.changes_json) as EditChanges;
  return {
    id: row.id,
    batch: row.batch_id,
    assetId: row.asset_id,
    at: isoTime(row.at),
    actor: row.actor,
    kind: row.kind,
    tags: tags.map(([name, before, after]) => ({ name, before, after })),
    facts: Object.entries(withCameraTime(facts)).map(([fact, [before, after]]) => ({ fact, before, after })),
    undoneBy: row.undone_by,
    reverts: row.reverts,
  };
}

/** A time and its zone are one thing to people. */
function withCameraTime({ takenAt, takenAtOffsetMinutes, ...facts }: NonNullable<EditChanges['facts']>): NonNullable<EditChanges['facts']> {
  if (takenAt === undefined) return facts;
  const time = (at: 0 | 1) => (takenAt[at] === null ? null : cameraTime(takenAt[at] as number, (takenAtOffsetMinutes?.[at] ?? null) as number | null));
  return { ...facts, takenAt: [time(0), time(1)] };
}

export function toEdit(row: ListedBatch, sample: z.infer<typeof Edit>['sample']): z.infer<typeof Edit> {
  const { add = [], remove = [], replace = [], facts = [] } = JSON.parse(row.summary_json) as EditSummary;
  return {
    batch: row.id,
    at: isoTime(row.at),
    actor: row.actor,
    kind: row.kind,
    summary: { add: [...add], remove: [...remove], replace: [...replace], facts: facts.filter((fact) => fact !== 'takenAtOffsetMinutes') },
    assets: row.assets,
    undone: row.undone,
    reverts: row.reverts,
    task: row.task_state,
    sample,
  };
}
