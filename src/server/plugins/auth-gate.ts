import type { FastifyReply, FastifyRequest } from 'fastify';
import { LOGIN_MS, isTokenValid } from '../../auth/logins.ts';
import { hasPassword } from '../../auth/password.ts';
import { AppError } from '../../core/errors.ts';
import type { Api, ServerDeps } from '../deps.ts';

/** How long "no password is set" may be believed: setting one takes effect in every process within this time. */
const BELIEF_MS = 1000;

/** Once a password is set, everything under /api but /api/v1/auth, and /metrics, needs a login; the pages themselves hold no data. */
export class AuthGate {
  readonly #deps: ServerDeps;
  #open: { at: number; passwordSet: boolean } | undefined;

  constructor(deps: ServerDeps) {
    this.#deps = deps;
  }

  register(app: Api): void {
    app.addHook('onRequest', async (request) => {
      if (!this.#isGuarded(request) || !(await this.passwordSet())) return;
      if (!(await this.isLoggedIn(request))) throw new AppError('login-required');
    });
  }

  async passwordSet(): Promise<boolean> {
    const now = this.#deps.clock();
    if (this.#open === undefined || Math.abs(now - this.#open.at) > BELIEF_MS) this.#open = { at: now, passwordSet: await hasPassword(this.#deps.catalog) };
    return this.#open.passwordSet;
  }

  /** True for a valid cookie, whether or not a password is set. */
  async isLoggedIn(request: FastifyRequest): Promise<boolean> {
    return isTokenValid(this.#deps.catalog, this.token(request), this.#deps.clock());
  }

  token(request: FastifyRequest): string | undefined {
    return request.cookies[this.#cookieName];
  }

  setCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
    reply.setCookie(this.#cookieName, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: request.protocol === 'https',
      maxAge: LOGIN_MS / 1000,
    });
  }

  clearCookie(reply: FastifyReply): void {
    reply.clearCookie(this.#cookieName, { path: '/' });
  }

  /** Cookies do not know ports, so two libraries on one host would log each other out under one name. */
  get #cookieName(): string {
    return `magpie_${this.#deps.config.port}`;
  }

  #isGuarded(request: FastifyRequest): boolean {
    // The route that was matched, not the text of the address: that has many spellings.
    const route = request.routeOptions.url ?? request.url;
    // Not open to this machine either: behind a proxy everybody comes from here.
    if (route === '/metrics') return this.#deps.config.metricsPublic !== true;
    return route.startsWith('/api/') && !route.startsWith('/api/v1/auth/');
  }
}
