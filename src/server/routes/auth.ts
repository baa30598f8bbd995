import { createLogin, endLogin } from '../../auth/logins.ts';
import { verifyPassword } from '../../auth/password.ts';
import { countAttempt, forgiveAttempts } from '../../auth/throttle.ts';
import { AppError } from '../../core/errors.ts';
import type { Api, ServerDeps } from '../deps.ts';
import type { AuthGate } from '../plugins/auth-gate.ts';
import { Done, problem } from '../schemas/responses.ts';
import { AuthState, LoginRequest } from '../schemas/system.ts';

/** There is one account until accounts come. */
const ACCOUNT = 'owner';

export function authRoutes(app: Api, { catalog, clock, logger }: ServerDeps, gate: AuthGate): void {
  app.get(
    '/api/v1/auth/state',
    {
      schema: {
        operationId: 'getAuthState',
        tags: ['auth'],
        summary: 'Is a password set, and is this browser logged in?',
        response: { 200: AuthState, ...problem },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const passwordSet = await gate.passwordSet();
      return { passwordSet, loggedIn: !passwordSet || (await gate.isLoggedIn(request)) };
    },
  );

  app.post(
    '/api/v1/auth/login',
    {
      schema: {
        operationId: 'login',
        tags: ['auth'],
        summary: 'Log in; sets the session cookie',
        body: LoginRequest,
        response: { 200: Done, ...problem },
      },
      // The throttle in the catalog counts failures; this keeps one address from making the server hash all day.
      config: { rateLimit: { max: 60, timeWindow: 60_000 } },
    },
    async (request, reply) => {
      await countAttempt(catalog, request.ip, ACCOUNT, clock());
      if (!(await verifyPassword(catalog, request.body.password))) {
        logger.warn({ code: 'wrong-password', ip: request.ip }, 'login refused');
        throw new AppError('wrong-password');
      }
      await forgiveAttempts(catalog, request.ip, ACCOUNT);
      gate.setCookie(request, reply, await createLogin(catalog, request.headers['user-agent'] ?? '', clock()));
      return { ok: true as const };
    },
  );

  app.post(
    '/api/v1/auth/logout',
    { schema: { operationId: 'logout', tags: ['auth'], summary: 'Log out this browser', response: { 200: Done, ...problem } } },
    async (request, reply) => {
      const token = gate.token(request);
      if (token !== undefined) await endLogin(catalog, token);
      gate.clearCookie(reply);
      return { ok: true as const };
    },
  );
}
