import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Api } from '../deps.ts';

/** What requests under way get once the server closes; the supervisor kills after 10 s. */
const GRACE_MS = 5_000;

/**
 * Keeps a close from waiting for nothing. Browsers open spare connections; one that never carried a request counts as
 * busy for Node and would hold the server open until it times out.
 */
export function quickClose(app: Api): void {
  const unused = new Set<Socket>();
  app.server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  app.addHook('onRequest', async (request) => {
    unused.delete(request.raw.socket);
  });
  let closing = false;
  // A client that keeps its connection for the next request would keep the server too, long after its answer was sent.
  app.server.on('request', (_request: IncomingMessage, response: ServerResponse) => {
    response.once('close', () => {
      if (closing) app.server.closeIdleConnections();
    });
  });
  app.addHook('preClose', async () => {
    closing = true;
    for (const socket of unused) socket.destroy();
    setTimeout(() => app.server.closeAllConnections(), GRACE_MS).unref();
  });
}
