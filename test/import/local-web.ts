import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface LocalWeb {
  readonly port: number;
  /** Paths asked for, in order. */
  readonly asked: string[];
}

/** A web server on one loopback address until the test ends; `port` 0 takes a free one. */
export async function localWeb(answer: RequestListener, host = '127.0.0.1', port = 0): Promise<LocalWeb> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked };
}
