import type { FastifyReply, FastifyRequest } from 'fastify';
import { knownApiKey } from '../../auth/api-keys.ts';
import { LOGIN_MS, isTokenValid } from '../../auth/logins.ts';
import { SignedLinks } from '../../auth/signed-links.ts';
import { hasPassword } from '../../auth/password.ts';
import { AppError } from '../../core/errors.ts';
import { type ApiScope, scopeAllows } from '../../domain/api-key.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { shownKey } from './shown-key.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Also behind the login, though it does not lie under /api. */
    guarded?: boolean;
  }
}

/** How long "no password is set" may be believed: setting one takes effect in every process within this time. */
const BELIEF_MS = 1000;

/**
 * Once a password is set, everything under /api but /api/v1/auth, and /metrics, needs a login or an API key; the pages themselves hold no
 * data. A login may do everything, a key what its scope says.
 */
export class AuthGate {
  readonly #deps: ServerDeps;
  /** Links to files that are open to whoever has them. */
  readonly links: SignedLinks;
  #open: { at: number; passwordSet: boolean } | undefined;

  constructor(deps: ServerDeps) {
    this.#deps = deps;
    this.links = new SignedLinks(deps.catalog);
  }

  register(app: Api): void {
    app.addHook('onRequest', async (request) => {
      if (!this.#isGuarded(request)) return;
      const key = shownKey(request);
      // A wrong key is told also where everything is open: whoever sends one should know that it is not the reason he gets in.
      if (key !== undefined) return this.#admit(request, key);
      if (!(await this.passwordSet()) || (await this.isLoggedIn(request)) || (await this.#bySignedLink(request))) return;
      throw new AppError('login-required');
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

  /** Whether what let this request in still would: a login ends, a key is revoked, and an answer that never ends must not outlive them. */
  async stillAdmits(request: FastifyRequest): Promise<boolean> {
    const key = shownKey(request);
    if (key !== undefined) return (await knownApiKey(this.#deps.catalog, key, this.#deps.clock())) !== undefined;
    return !(await this.passwordSet()) || this.isLoggedIn(request);
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

  async #admit(request: FastifyRequest, key: string): Promise<void> {
    const known = await knownApiKey(this.#deps.catalog, key, this.#deps.clock());
    if (known === undefined) throw new AppError('api-key-invalid');
    const needed = neededScope(request);
    if (!scopeAllows(known.scope, needed))
      throw new AppError('api-key-scope', { detail: `This takes a key with the scope ${needed}; “${known.name}” has ${known.scope}` });
  }

  /** `/data/<what>/<asset>/<name>?s=<signature>` */
  async #bySignedLink(request: FastifyRequest): Promise<boolean> {
    const { s: signature } = request.query as { readonly s?: unknown };
    if (typeof signature !== 'string' || request.routeOptions.url?.startsWith('/data/') !== true) return false;
    return this.links.isValid(Number((request.params as { readonly id?: string }).id), signature, this.#deps.clock());
  }

  #isGuarded(request: FastifyRequest): boolean {
    // The route that was matched, not the text of the address: that has many spellings.
    const route = request.routeOptions.url ?? request.url;
    // Not open to this machine either: behind a proxy everybody comes from here.
    if (route === '/metrics') return this.#deps.config.metricsPublic !== true;
    return (request.routeOptions.config.guarded === true || route.startsWith('/api/')) && !route.startsWith('/api/v1/auth/');
  }
}

/** What concerns the machine and who may come in, even to look at it. */
const ADMIN = /^\/api\/v1\/(settings|api-keys)(\/|$)/;
/** What anybody may see who may look, but not change with a key for the library alone. */
const ADMIN_TO_CHANGE = /^\/api\/v1\/(roots|lanes|system)(\/|$)/;

function neededScope(request: FastifyRequest): ApiScope {
  const route = request.routeOptions.url ?? request.url;
  if (ADMIN.test(route)) return 'admin';
  if (request.method === 'GET' || request.method === 'HEAD') return 'read';
  return ADMIN_TO_CHANGE.test(route) ? 'admin' : 'write';
}
