import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { SseStream } from './sse-stream.ts';
import { waitFor } from '../../../test/support/wait-for.ts';

test('a client that does not read is cut off before a few megabytes are kept for it', async () => {
  let stream: SseStream | undefined;
  let sent = 0;
  let cut = false;
  const server = createServer((_request, response) => {
    response.writeHead(200);
    response.once('close', () => (cut = true));
    stream = new SseStream(response, async () => true);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }, (response) => response.pause().on('error', () => {}));
  client.on('error', () => {}).end();
  await waitFor('the stream', () => stream);
  await waitFor(
    'the cut',
    () => {
      stream!.send('x'.repeat(100_000));
      sent += 100_000;
      return cut;
    },
    { everyMs: 1 },
  );
  // What the kernel's own buffers take comes on top of the one megabyte.
  expect(sent).toBeLessThan(20_000_000);
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
});
