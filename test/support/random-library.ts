import type { Catalog } from '../../src/catalog/catalog.ts';
import { CLAIM_BATCH, writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags } from '../../src/catalog/tag-queries.ts';
import { purgeRows, trashAssets } from '../../src/catalog/trash-queries.ts';
import { refreshText } from '../../src/catalog/asset-text.ts';
import { recordAssetChange } from '../../src/catalog/ingest-queries.ts';
import { stackSelected } from '../../src/curate/stacks.ts';
import { restoreFromTrash } from '../../src/curate/trash.ts';
import { addAssets } from './server.ts';

export const NOW = Date.UTC(2026, 10, 21);
const TAGS = 40;

/** A random library: few different values, so that ties and unknowns are everywhere. */
export class RandomLibrary {
  readonly catalog: Catalog;
  ids: number[] = [];
  tags: number[] = [];
  #seed = 1;

  constructor(catalog: Catalog, seed: number) {
    this.catalog = catalog;
    this.#seed = seed * 2654435761 + 1;
  }

  random(below: number): number {
    this.#seed = (Math.imul(this.#seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#seed / 4294967296) * below);
  }

  some<T>(all: readonly T[], count: number): T[] {
    return Array.from({ length: count }, () => all[this.random(all.length)]!);
  }

  async add(count: number): Promise<number[]> {
    const names = ['b.jpg', 'A.jpg', 'Ä.jpg', 'ä.jpg', 'z_1%.png', '漢字.png', '🦊.jpg', 'IMG_1.JPG'];
    const added = await addAssets(
      this.catalog,
      Array.from({ length: count }, () => ({ name: this.some(names, 1)[0]!, sortAt: 1_600_000_000_000 + this.random(20) * 86_400_000 })),
    );
    this.ids.push(...added);
    for (const id of added) await this.change(id);
    return added;
  }

  /** Facts of one asset, anew. */
  async change(id: number): Promise<void> {
    const maybe = (value: number): number | null => (this.random(3) === 0 ? null : value);
    const file = this.random(12) === 0;
    const size = () => (file ? 0 : 100 + this.random(5) * 100);
    await this.catalog.write(async (tx) => {
      await tx
        .updateTable('asset')
        .set({
          width: size(),
          height: size(),
          bytes: 1000 + this.random(9),
          created_at: NOW - this.random(30) * 86_400_000,
          format: this.some(['jpg', 'png', 'mp4'] as const, 1)[0]!,
          frames: 1 + this.random(3),
          duration_ms: maybe(1000 * this.random(9)),
          rating: maybe(this.random(7) - 1),
          favourite: this.random(2),
          favourited_at: maybe(NOW - this.random(9)),
          content_rating: maybe(this.random(4)),
          iso: maybe(100 * this.random(5)),
          aperture: maybe(1.4 + this.random(4)),
          latitude: maybe(this.random(90) - 45.25),
        })
        .where('id', '=', id)
        .execute();
      await refreshText(tx, id);
      await recordAssetChange(tx, 'asset-updated', id, NOW);
    });
  }

  async tag(assets: readonly number[]): Promise<void> {
    const edits = [...new Set(assets)].map((assetId) => ({
      assetId,
      replace: this.random(2) === 0,
      // Some tags are on nearly everything, most on few: dense and sparse postings.
      statements: [...new Set(Array.from({ length: this.random(7) }, () => this.tags[Math.floor(this.random(1000) ** 2 / (1e6 / TAGS))]!))].map((tagId) => ({
        tagId,
        says: 'yes' as const,
      })),
    }));
    for (let at = 0; at < edits.length; at += CLAIM_BATCH) await this.catalog.write((tx) => writeClaims(tx, 'human', edits.slice(at, at + CLAIM_BATCH), NOW));
  }

  async fill(count: number): Promise<void> {
    const made = await this.catalog.write((tx) =>
      ensureTags(
        tx,
        Array.from({ length: TAGS }, (_, i) => `tag_${i}`),
        NOW,
      ),
    );
    this.tags = [...made.values()].map(({ id }) => id).sort((a, b) => a - b);
    await this.add(count);
    await this.tag(this.ids);
  }

  /** What people do to a library. */
  async live(): Promise<void> {
    await this.add(5);
    await this.tag(this.some(this.ids, 15));
    for (const id of this.some(this.ids, 5)) await this.change(id);
    await this.catalog.write((tx) => trashAssets(tx, this.some(this.ids, 6), `act-${this.random(1e9)}`, NOW));
    await restoreFromTrash(this.catalog, this.some(this.ids, 4), NOW);
    await this.catalog.write((tx) => purgeRows(tx, this.catalog.engine, this.some(this.ids, 3), NOW, NOW));
    const { ids } = { ids: [...new Set(this.some(this.ids, 2))] };
    if (ids.length === 2) await stackSelected(this.catalog, ids, undefined, NOW, 'test').catch(() => {});
  }
}
