import { KEY_PREFIX } from '../../auth/api-keys.ts';
import type { FastifyRequest } from 'fastify';

/**
 * The API key a request shows: `Authorization: Bearer <key>`, `X-Api-Key: <key>`, HTTP basic with the key as the password (as booru
 * clients send it), or `?api_key=` with any `login=`, as the same clients do.
 */
export function shownKey(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers;
  const own = request.headers['x-api-key'];
  if (typeof own === 'string' && own !== '') return own;
  const [scheme = '', credentials = ''] = authorization?.split(/\s+/, 2) ?? [];
  if (/^bearer$/i.test(scheme)) return credentials;
  if (/^basic$/i.test(scheme)) {
    const pair = Buffer.from(credentials, 'base64').toString('utf8');
    const password = pair.slice(pair.indexOf(':') + 1);
    // Somebody else's credentials, such as those of a proxy before this one, are no key.
    return password.startsWith(KEY_PREFIX) ? password : undefined;
  }
  const { api_key: asked } = (request.query ?? {}) as { readonly api_key?: unknown };
  return typeof asked === 'string' && asked !== '' ? asked : undefined;
}
