import type { Api } from '../deps.ts';

/** Remembers which methods each address takes, so that a wrong method is told apart from a wrong address. */
export class AllowedMethods {
  readonly #routes: Array<{ pattern: RegExp; methods: string[] }> = [];

  constructor(app: Api) {
    app.addHook('onRoute', (route) => {
      // The catch-all of the web page takes every address and says nothing about any.
      if (route.url.includes('*')) return;
      const pattern = new RegExp(`^${route.url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z_]+/g, '[^/]+')}/?$`);
      this.#routes.push({ pattern, methods: [route.method].flat() });
    });
  }

  /** Empty when no route has this path. */
  of(path: string): string[] {
    const methods = this.#routes.filter((route) => route.pattern.test(path)).flatMap((route) => route.methods);
    return [...new Set(methods)].sort();
  }
}
