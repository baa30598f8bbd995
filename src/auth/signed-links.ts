import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readSetting, writeSetting } from '../catalog/setting-queries.ts';
import type { Catalog } from '../catalog/catalog.ts';

const KEY = 'link.secret';
const DAY_MS = 86_400_000;
/** A link is valid for the day it was made on and this many after it: it stays the same, and cached, for a day. */
const MORE_DAYS = 2;

/**
 * Links to files for programs that fetch pictures without the credentials they search with, as booru clients and browsers' image
 * tags do. A link opens the files of one asset, for two to three days, whoever has it.
 */
export class SignedLinks {
  readonly #catalog: Catalog;
  #secret: Promise<string> | undefined;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** What goes behind `?s=`. */
  async sign(assetId: number, now: number): Promise<string> {
    return this.#signature(assetId, Math.floor(now / DAY_MS) + MORE_DAYS);
  }

  async isValid(assetId: number, signature: string, now: number): Promise<boolean> {
    const day = Number(/^(\d{1,6})\./.exec(signature)?.[1]);
    if (!Number.isInteger(day) || day < Math.floor(now / DAY_MS)) return false;
    const right = Buffer.from(await this.#signature(assetId, day));
    const given = Buffer.from(signature);
    return right.length === given.length && timingSafeEqual(right, given);
  }

  async #signature(assetId: number, day: number): Promise<string> {
    this.#secret ??= this.#readSecret();
    const secret = await this.#secret.catch((error: unknown) => {
      this.#secret = undefined;
      throw error;
    });
    return `${day}.${createHmac('sha256', secret).update(`${assetId}:${day}`).digest('base64url').slice(0, 32)}`;
  }

  /** Made when it is first needed; whoever comes second takes that of the first. */
  async #readSecret(): Promise<string> {
    return (
      (await readSetting<string>(this.#catalog.read, KEY)) ??
      (await this.#catalog.write(async (tx) => {
        const known = await readSetting<string>(tx, KEY);
        if (known !== undefined) return known;
        const made = randomBytes(32).toString('base64url');
        await writeSetting(tx, KEY, made, Date.now());
        return made;
      }))
    );
  }
}
