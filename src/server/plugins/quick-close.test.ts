import { Agent, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import type { Api } from '../deps.ts';
import { quickClose } from './quick-close.ts';
import { waitFor } from '../../../test/support/wait-for.ts';

test('a client that keeps its connection does not hold the close up once it has its answer', async () => {
  const app = fastify() as unknown as Api;
  quickClose(app);
  let answer: () => void = () => {};
  const asked = new Promise<void>((begun) => {
    app.get('/slow', async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
        begun();
      });
      return 'done';
    });
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent({ keepAlive: true });
  const body = new Promise<string>((resolve, reject) => {
    const { port } = app.server.address() as AddressInfo;
    get({ host: '127.0.0.1', port, path: '/slow', agent }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => resolve(text));
    }).on('error', reject);
  });
  await asked;
  const began = performance.now();
  const closed = app.close();
  await waitFor('the server to take no more', () => !app.server.listening);
  answer();
  expect(await body).toBe('done');
  await closed;
  agent.destroy();
  // The grace of 5 s is for those who are still being answered.
  expect(performance.now() - began).toBeLessThan(4500);
});
