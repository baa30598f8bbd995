import { setTimeout as sleep } from 'node:timers/promises';
import { fillTexts } from '../catalog/asset-text.ts';
import type { Catalog } from '../catalog/catalog.ts';

/** Assets of one transaction: some 20 ms, because commits of files wait for it. */
const BATCH = 100;
const PAUSE_MS = 5;

/** Reads the texts that an older Magpie left out, for at most `budgetMs`; the next call goes on. True when all are read. */
export async function fillAllTexts(catalog: Catalog, now: number, budgetMs: number): Promise<boolean> {
  const until = performance.now() + budgetMs;
  while ((await catalog.write((tx) => fillTexts(tx, BATCH, now))) > 0) {
    if (performance.now() >= until) return false;
    await sleep(PAUSE_MS);
  }
  return true;
}
