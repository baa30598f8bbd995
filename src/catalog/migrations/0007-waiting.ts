import { type Kysely, sql } from 'kysely';

/** What a session waits for is found without reading past the many jobs that merely have not had their turn. */
export async function waiting(db: Kysely<never>): Promise<void> {
  await db.schema
    .createIndex('job_waiting')
    .on('job')
    .columns(['session_id', 'error_code'])
    .where(sql.ref('state'), '=', sql.lit('ready'))
    .where(sql.ref('error_code'), 'is not', null)
    .execute();
}
