import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { silentLogger } from '../../core/logger.ts';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { EventHub } from './event-hub.ts';
import { SseStream } from './sse-stream.ts';

forEachEngine('event hub', (open) => {
  test('clients that were gone before they were let in take nobody’s place', async () => {
    const hub = new EventHub({
      catalog: await open(),
      clock: Date.now,
      logger: silentLogger,
      config: { dataDir: '/nowhere' },
    });
    const gone = await answerToNobody();
    for (let visit = 0; visit < 1001; visit += 1) await hub.add(new SseStream(gone, async () => true), undefined);
    hub.close();
    expect(gone.destroyed).toBe(true);
  });
});

/** The answer to a client that hung up. */
async function answerToNobody(): Promise<ServerResponse> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const closed = new Promise<ServerResponse>((resolve) => {
    server.once('request', (_request, response: ServerResponse) => {
      response.once('close', () => resolve(response));
      client.destroy();
    });
  });
  const client = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }).on('error', () => {});
  client.end();
  const response = await closed;
  server.close();
  return response;
}
