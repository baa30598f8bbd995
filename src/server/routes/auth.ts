import type { Api, ServerDeps } from '../deps.ts';
import { Done, problem } from '../schemas/responses.ts';
import { AuthState, LoginRequest } from '../schemas/system.ts';

export function authRoutes(app: Api, _deps: ServerDeps): void {
  app.get(
    '/api/v1/auth/state',
    { schema: { operationId: 'getAuthState', tags: ['auth'], summary: 'Is a password set, and is this browser logged in?', response: { 200: AuthState, ...problem } } },
    async () => {
      throw new Error('not yet');
    },
  );
  app.post(
    '/api/v1/auth/login',
    { schema: { operationId: 'login', tags: ['auth'], summary: 'Log in; sets the session cookie', body: LoginRequest, response: { 200: Done, ...problem } } },
    async () => {
      throw new Error('not yet');
    },
  );
  app.post(
    '/api/v1/auth/logout',
    { schema: { operationId: 'logout', tags: ['auth'], summary: 'Log out this browser', response: { 200: Done, ...problem } } },
    async () => {
      throw new Error('not yet');
    },
  );
}
