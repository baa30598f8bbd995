import { type Kysely, sql } from 'kysely';

/** What stays of each content of a report: without it every batch of an apply read the whole report. */
export async function duplicateKeepers(db: Kysely<never>): Promise<void> {
  await db.schema.createIndex('duplicate_keeper').on('duplicate_file').columns(['task_id', 'asset_id']).where(sql.ref('role'), '=', sql.lit('keep')).execute();
}
