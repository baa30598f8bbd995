import { ERROR_CATALOG } from '../core/error-catalog.ts';

/** The page that `type` of every problem links to. Catalog texts only, so there is nothing to escape but ampersands. */
export function errorPage(): string {
  const text = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const sections = Object.entries(ERROR_CATALOG).map(
    ([code, entry]) => `<h2 id="${code}">${code}</h2><p><b>${text(entry.title)}</b> (HTTP ${entry.status})</p><p>${text(entry.next)}</p>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Magpie errors</title><style>body{font:16px/1.5 system-ui;max-width:46rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}:target{background:#8882}</style><h1>Errors</h1>${sections.join('')}</html>`;
}
