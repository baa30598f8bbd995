import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { PostgresDatabases } from './postgres-databases.ts';
import { POSTGRES_PACKAGE, type PostgresServer, startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the broker below; a POST makes a database. */
    postgresBroker: string;
  }
}

/** Why there is no PostgreSQL here; undefined when there is. */
export function postgresMissing(): string | undefined {
  if (process.env['MAGPIE_TEST_DATABASE_URL']) return undefined;
  try {
    createRequire(import.meta.url).resolve(POSTGRES_PACKAGE);
    return undefined;
  } catch {
    return `${POSTGRES_PACKAGE} is not installed and MAGPIE_TEST_DATABASE_URL is not set`;
  }
}

/** A new migrated database on the server that all test files share: its connection string. */
export async function createPostgresDatabase(): Promise<string> {
  const answer = await fetch(inject('postgresBroker'), { method: 'POST', signal: AbortSignal.timeout(60_000) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

/**
 * vitest global setup: one server for the whole run (MAGPIE_TEST_DATABASE_URL, else an embedded one), started when the
 * first test asks for a database, so that a run without such tests pays nothing.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: PostgresServer | undefined;
  let databases: Promise<PostgresDatabases> | undefined;
  const start = async () => {
    const given = process.env['MAGPIE_TEST_DATABASE_URL'];
    if (!given) server = await startPostgres();
    return new PostgresDatabases(given ?? server!.adminUrl);
  };
  const broker = createServer((_request, response) => {
    databases ??= start();
    databases
      .then((made) => made.create())
      .then(
        (url) => response.end(url),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  });
  project.provide('postgresBroker', await listen(broker));
  return async () => {
    broker.close();
    const made = await databases?.catch(() => undefined);
    if (server) await server.stop();
    else await made?.dropAll();
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`);
    });
  });
}
