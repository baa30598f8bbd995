import type { BrowserContext, Page } from 'playwright-core';
import { endAll, type RunningMagpie, startMagpie } from '../../integration/running-magpie.ts';
import { openBrowser } from '../../support/browser.ts';
import { waitFor } from '../../support/wait-for.ts';

const magpies: RunningMagpie[] = [];
const browsers: BrowserContext[] = [];

export interface ServedMagpie {
  readonly magpie: RunningMagpie;
  /** Its address, without a slash at the end. */
  readonly url: string;
}

export interface OpenPage {
  readonly browser: BrowserContext;
  readonly page: Page;
  /** Errors of the page's own scripts; grows while the test runs. */
  readonly complaints: string[];
}

/** The real program on a data folder; a `port` of 0 is a free one. */
export async function serve(dataDir: string, env: Readonly<Record<string, string>> = {}, args: readonly string[] = [], port = '0'): Promise<ServedMagpie> {
  const magpie = startMagpie(['start', '--port', port, '--data', dataDir, ...args], env);
  magpies.push(magpie);
  return { magpie, url: (await magpie.url()).replace(/\/$/, '') };
}

/** An empty page in a browser of its own. */
export async function openPage(): Promise<OpenPage> {
  const browser = await openBrowser();
  browsers.push(browser);
  const page = browser.pages()[0] ?? (await browser.newPage());
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  return { browser, page, complaints };
}

/** The real program on a data folder, and an empty page to look at it with. `closeAll` ends both. */
export async function openMagpie(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<ServedMagpie & OpenPage> {
  return { ...(await serve(dataDir, env)), ...(await openPage()) };
}

/** What the page, or the browser for it, writes into the console as an error is a complaint too. */
export function hearConsole({ page, complaints }: Pick<OpenPage, 'page' | 'complaints'>): void {
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
}

/** Closes the browsers and has every Magpie end by itself, as whoever stops it would. One that does not is killed, and that is an error. */
export async function closeAll(): Promise<void> {
  try {
    for (const browser of browsers.splice(0)) await browser.close();
    for (const magpie of magpies.splice(0)) {
      magpie.kill('SIGTERM');
      await waitFor('Magpie to end by itself', () => magpie.end, { timeoutMs: 30_000 });
    }
  } finally {
    await endAll();
  }
}
