import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';

/** Holds the write lock of a catalog for `seconds`, as a backup or an admin's console might. */
const { catalogFile, databaseUrl, seconds } = JSON.parse(process.argv[2] ?? '{}') as { catalogFile: string; databaseUrl?: string; seconds: number };
if (databaseUrl === undefined) {
  const db = new SqliteDatabase(catalogFile, { timeout: 10_000 });
  db.exec('BEGIN IMMEDIATE');
  console.log('locked');
  await sleep(seconds * 1000);
  db.exec('ROLLBACK');
  db.close();
} else {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE job IN ACCESS EXCLUSIVE MODE');
  console.log('locked');
  await sleep(seconds * 1000);
  await client.query('ROLLBACK');
  await client.end();
}
console.log('free');
