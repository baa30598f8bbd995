import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { LocalStore } from '../../src/blobs/local-store.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags, tagsOf } from '../../src/catalog/tag-queries.ts';
import { taskById } from '../../src/catalog/task-queries.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createCurateWorker } from '../../src/curate/curate-worker.ts';
import { tagListFolder } from '../../src/curate/tags/import-tags.ts';
import { requestImport } from '../../src/curate/tags/request-tag-task.ts';
import type { TagOrigin } from '../../src/domain/tag.ts';
import type { EngineTools, OpenCatalog } from '../support/catalogs.ts';
import { waitFor } from '../support/wait-for.ts';

/** A catalog whose tasks about tags are done by a real worker, until the test ends. */
export class TagLibrary {
  readonly catalog: Catalog;
  readonly dataDir: string;

  constructor(catalog: Catalog, dataDir: string) {
    this.catalog = catalog;
    this.dataDir = dataDir;
  }

  static async make(open: OpenCatalog, tools: EngineTools): Promise<TagLibrary> {
    const place = await tools.newPlace();
    return new TagLibrary(await open(place), place.dataDir);
  }

  work(): void {
    const { catalog, dataDir } = this;
    const worker = createCurateWorker({
      catalog,
      store: new LocalStore(dataDir),
      dataDir,
      owner: 'w',
      trashKeepDays: 0,
      logger: silentLogger,
      clock: Date.now,
    });
    worker.start();
    onTestFinished(async () => void (await worker.drain(5000)));
  }

  async ended(id: string) {
    return waitFor('the end of the task', async () => {
      const task = await taskById(this.catalog.read, id);
      return task !== undefined && !['waiting', 'running'].includes(task.state) ? task : undefined;
    });
  }

  async id(name: string): Promise<number> {
    return (await this.catalog.write((tx) => ensureTags(tx, [name], Date.now()))).get(name)!.id;
  }

  async say(assetId: number, words: Record<string, 'yes' | 'no' | 'remove'>, origin: TagOrigin = 'human'): Promise<void> {
    await this.catalog.write(async (tx) => {
      const tags = await ensureTags(tx, Object.keys(words), Date.now());
      await writeClaims(tx, origin, [{ assetId, statements: Object.entries(words).map(([name, says]) => ({ tagId: tags.get(name)!.id, says })) }], Date.now());
    });
  }

  async borne(assetId: number): Promise<string[]> {
    return (await tagsOf(this.catalog.read, assetId)).tags.map(({ name }) => name);
  }

  async import(name: string, text: string | Buffer): Promise<{ result: Record<string, unknown>; state: string; code: string | null }> {
    const folder = tagListFolder(this.dataDir);
    mkdirSync(folder, { recursive: true });
    const file = `${Math.random().toString(36).slice(2)}.csv`;
    writeFileSync(join(folder, file), text);
    const task = await this.ended(await requestImport(this.catalog, { file, name }, { actor: 'test', now: Date.now() }));
    return { result: JSON.parse(task.result_json ?? '{}') as Record<string, unknown>, state: task.state, code: task.error_code };
  }
}
