import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Config } from '../../config/schema.ts';
import { checkPort } from './port-check.ts';

const servers: Array<{ close(): void }> = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

test('a port that another program holds fails', async () => {
  const server = createServer((socket) => socket.end('hello\n'));
  servers.push(server);
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const check = await checkPort({ host: '127.0.0.1', port } as Config);
  expect(check).toMatchObject({ status: 'fail', fix: expect.stringContaining(`--port ${port + 1}`) });
});

test('a free port is well', async () => {
  expect(await checkPort({ host: '127.0.0.1', port: 0 } as Config)).toMatchObject({ status: 'ok' });
});
