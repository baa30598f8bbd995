import { createServer } from 'node:net';
import type { Config } from '../../config/schema.ts';
import { type CheckResult, result } from './check.ts';

/** Free, or held by a Magpie that answers. */
export async function checkPort({ host, port }: Config): Promise<CheckResult> {
  if (port === 0) return result('port', 'ok', 'any free port will be taken');
  const error = await tryListen(host, port);
  if (error === undefined) return result('port', 'ok', `${host}:${port} is free`);
  if (error.code === 'EADDRINUSE') {
    if (await isMagpie(host, port)) return result('port', 'ok', `Magpie runs on http://${host}:${port}`);
    return result(
      'port',
      'fail',
      `another program listens on ${host}:${port}`,
      `magpie start --port ${port + 1}, or find it with: ss -ltnp 'sport = :${port}'`,
    );
  }
  if (error.code === 'EACCES')
    return result('port', 'fail', `port ${port} needs more rights than this user has`, 'Choose a port from 1024 up: magpie start --port 7800');
  return result('port', 'fail', `${host}:${port} cannot be listened on: ${error.message}`, 'Check host in config.yml, or use --host 127.0.0.1');
}

function tryListen(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

async function isMagpie(host: string, port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host}:${port}/health`, { signal: AbortSignal.timeout(2_000) });
    const body = (await answer.json()) as { version?: unknown; checks?: unknown };
    return typeof body.version === 'string' && typeof body.checks === 'object';
  } catch {
    return false;
  }
}
