import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { AppError } from '../core/errors.ts';
import type { Api, ServerDeps } from './deps.ts';
import { AllowedMethods } from './plugins/allowed-methods.ts';
import { AuthGate } from './plugins/auth-gate.ts';
import { documentationPlugin } from './plugins/documentation.ts';
import { errorPlugin } from './plugins/errors.ts';
import { openapiPlugin } from './plugins/openapi.ts';
import { originGuard } from './plugins/origin-guard.ts';
import { quickClose } from './plugins/quick-close.ts';
import { helmetOptions } from './plugins/security-headers.ts';
import { webPagePlugin } from './plugins/web-page.ts';
import { registerRoutes } from './register-routes.ts';

/** JSON bodies are small; uploads are streamed and have their own limits. */
const MAX_BODY_BYTES = 1024 * 1024;
/** A connection on which nothing moves for this long is cut; event streams say something every 15 s. */
const IDLE_MS = 120_000;
/** Event loop this far behind: say so with 503 rather than queue up. */
const MAX_LOOP_DELAY_MS = 2000;

/** The HTTP side of Magpie, ready to listen. Closing it ends event streams at once and uploads after a few seconds. */
export async function createServer(deps: ServerDeps): Promise<Api> {
  const { config, logger } = deps;
  let requests = 0;
  const app: Api = fastify({
    bodyLimit: MAX_BODY_BYTES,
    connectionTimeout: IDLE_MS,
    // Counted from the right, the first address that is not of this machine is the visitor: what he wrote himself stands left of it.
    trustProxy: config.trustProxy === true ? 'loopback' : false,
    genReqId: () => `${process.pid.toString(36)}-${((requests += 1)).toString(36)}`,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  const gate = new AuthGate(deps);
  quickClose(app);
  errorPlugin(app, logger, new AllowedMethods(app), config.webDir !== undefined);
  app.addHook('onResponse', async (request, reply) => {
    logger.debug(
      {
        request: request.id,
        method: request.method,
        url: request.url.split('?', 1)[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
  await app.register(underPressure, {
    maxEventLoopDelay: MAX_LOOP_DELAY_MS,
    pressureHandler: (request) => {
      if (request.url !== '/health') throw new AppError('overloaded', { retryAfterSeconds: 5 });
    },
  });
  await app.register(helmet, helmetOptions);
  await app.register(cookie);
  originGuard(app, deps, gate);
  gate.register(app);
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) => new AppError('too-many-requests', { retryAfterSeconds: Math.ceil(ttl / 1000) }),
  });
  await app.register(multipart);
  await openapiPlugin(app, config.version);
  await app.register(async (scope) => registerRoutes(scope.withTypeProvider<ZodTypeProvider>(), deps, gate));
  await documentationPlugin(app);
  if (config.webDir !== undefined) await webPagePlugin(app, config.webDir);
  await app.ready();
  return app;
}
