import { existsSync } from 'node:fs';
import { type BrowserContext, chromium } from 'playwright-core';
import { tempDir } from './temp-dir.ts';

const PATHS = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium of this machine ($CHROMIUM, else the usual places); undefined where there is none. */
export const chromiumPath: string | undefined = PATHS.find((path) => path !== undefined && existsSync(path));

/** Why tests of the page are skipped here; undefined where there is Chromium. */
export const chromiumMissing: string | undefined = chromiumPath === undefined ? 'there is no Chromium here; set CHROMIUM to its path' : undefined;

/** A browser with a profile of its own that talks to nobody but the page under test. */
export function openBrowser(): Promise<BrowserContext> {
  return chromium.launchPersistentContext(tempDir('chromium'), {
    executablePath: chromiumPath!,
    headless: true,
    viewport: { width: 1440, height: 900 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
