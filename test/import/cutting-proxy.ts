import { connect, createServer, type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface CuttingProxy {
  readonly port: number;
  /** Connections that were cut so far. */
  readonly cuts: () => number;
}

/** Passes TCP connections on and resets the one that carries it past each of these counts of bytes sent, over all connections. */
export async function cuttingProxy(to: number, cutAfter: readonly number[]): Promise<CuttingProxy> {
  let sent = 0;
  let cuts = 0;
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    const end = (): void => {
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    };
    client.on('data', (bytes) => {
      sent += bytes.length;
      if (sent > (cutAfter[cuts] ?? Infinity)) {
        cuts += 1;
        end();
      } else if (!upstream.write(bytes)) client.pause();
    });
    upstream.on('drain', () => client.resume());
    upstream.on('data', (bytes) => client.write(bytes));
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, cuts: () => cuts };
}
