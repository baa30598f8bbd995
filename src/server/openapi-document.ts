import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Api, ServerDeps } from './deps.ts';
import { AuthGate } from './plugins/auth-gate.ts';
import { openapiPlugin } from './plugins/openapi.ts';
import { registerRoutes } from './register-routes.ts';

/** The OpenAPI 3.1 document of this source tree, made without a catalog or a port. */
export async function openapiDocument(version: string): Promise<object> {
  const app: Api = fastify().withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await openapiPlugin(app, version);
  const config = { version, host: '127.0.0.1', port: 7800, dataDir: '/', inbox: '/', roots: [], trashKeepDays: 1, uploadMaxBytes: 1, uploadMaxFiles: 1 };
  const absent = new Proxy(
    {},
    {
      get: (_target, name) => {
        throw new Error(`${String(name)} was used while routes were registered`);
      },
    },
  );
  const deps = {
    config,
    owner: '',
    catalog: absent,
    store: absent,
    logger: absent,
    clock: Date.now,
    metrics: absent,
  } as unknown as ServerDeps;
  app.register(async (scope) => registerRoutes(scope.withTypeProvider<ZodTypeProvider>(), deps, new AuthGate(deps)));
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
}
