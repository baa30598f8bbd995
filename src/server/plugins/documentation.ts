import type { Api } from '../deps.ts';
import { errorPage } from '../error-page.ts';

/** /openapi.json, the page at /docs and the page of errors. The viewer is loaded when somebody first asks for it. */
export async function documentationPlugin(app: Api): Promise<void> {
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  app.get('/docs/errors', { schema: { hide: true } }, (_request, reply) => reply.type('text/html; charset=utf-8').send(errorPage()));
  const { default: swaggerUi } = await import('@fastify/swagger-ui');
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true, indexPrefix: '' });
}
