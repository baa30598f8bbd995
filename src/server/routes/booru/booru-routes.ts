import { AppError } from '../../../core/errors.ts';
import type { SignedLinks } from '../../../auth/signed-links.ts';
import type { Api, ServerDeps } from '../../deps.ts';
import { booruFileRoutes } from './files.ts';
import { booruPoolRoutes } from './pools.ts';
import { booruPostRoutes } from './posts.ts';
import { booruTagRoutes } from './tags.ts';

/**
 * The part of Danbooru's API that looks, so that programs written for it work here: posts, counts, tags, suggestions, pools, files. At the
 * addresses it has there, not under /api; its query language is ours, a superset. Errors have the shape they have there.
 */
export async function booruRoutes(app: Api, deps: ServerDeps, links: SignedLinks): Promise<void> {
  await app.register(async (scope) => {
    const api = scope as unknown as Api;
    api.addHook('onRoute', (route) => {
      route.config = { ...route.config, guarded: true };
      route.schema = { ...route.schema, hide: true } as typeof route.schema & { hide: true };
    });
    const outer = api.errorHandler;
    api.setErrorHandler((error, request, reply) => {
      if (!(error instanceof AppError) || error.code === 'internal')
        return outer(error as Error & { statusCode?: number; code: string; name: string }, request, reply);
      if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
      return reply
        .code(error.code === 'query-invalid' ? 422 : error.entry.status)
        .header('cache-control', 'no-store')
        .send({ success: false, error: error.code, message: `${error.detail ?? error.entry.title}. ${error.entry.next}`, backtrace: [] });
    });
    booruPostRoutes(api, deps, links);
    booruTagRoutes(api, deps);
    booruPoolRoutes(api, deps);
    booruFileRoutes(api, deps);
  });
}
