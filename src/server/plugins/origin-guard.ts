import type { FastifyRequest } from 'fastify';
import { hostOf, isLoopback } from '../../auth/loopback.ts';
import { AppError } from '../../core/errors.ts';
import type { Api, ServerDeps } from '../deps.ts';
import type { AuthGate } from './auth-gate.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Two walls against other web sites in the same browser: a request that changes something must come from our own page (or
 * from no page at all, such as curl), and an open library on loopback answers only under a loopback name, so that a
 * site whose name was pointed at 127.0.0.1 (DNS rebinding) reads nothing.
 */
export function originGuard(app: Api, { config }: ServerDeps, gate: AuthGate): void {
  const guardHost = isLoopback(config.host);
  app.addHook('onRequest', async (request) => {
    if (guardHost && !isOwnName(request, config.host) && !(await gate.passwordSet())) throw new AppError('host-not-allowed');
    if (!SAFE.has(request.method) && isCrossOrigin(request)) throw new AppError('cross-origin');
  });
}

function isOwnName(request: FastifyRequest, configured: string): boolean {
  const host = hostOf(request.headers.host ?? '');
  return host !== undefined && (isLoopback(host) || host.toLowerCase() === configured.toLowerCase());
}

function isCrossOrigin(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = request.headers;
  if (origin === undefined) return false;
  // Browsers that do not send Sec-Fetch-Site over plain http to a LAN address do send Origin.
  return !URL.canParse(origin) || new URL(origin).host !== request.headers.host?.toLowerCase().replace(/:80$/, '');
}
