import { Agent, request } from 'node:http';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { writeClaims } from '../../src/catalog/tag-claims.ts';
import { ensureTags } from '../../src/catalog/tag-queries.ts';
import { percentile } from '../../bench/support/statistics.ts';
import { forEachEngine } from '../support/catalogs.ts';
import { addAssets } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';
import { startOn } from './library-processes.ts';
import { endAll } from './running-magpie.ts';

afterEach(endAll);

interface Page {
  readonly items: ReadonlyArray<{ readonly id: number }>;
  readonly total: number;
}
interface System {
  readonly index: { readonly state: string; readonly assets: number; readonly reason: string | null };
}

/** One connection that is kept, so that the same web process answers. */
class Visitor {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
    onTestFinished(() => this.#agent.destroy());
  }

  async ask<T>(path: string, body?: object): Promise<T> {
    return new Promise((resolve, reject) => {
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      const sent = request(`${this.#url}/api/v1/${path}`, { agent: this.#agent, method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve(JSON.parse(text) as T));
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Of the process that answers: ids of requests begin with it. */
  async process(): Promise<string> {
    const { instance } = await this.ask<{ instance: string }>('assets/999999999');
    return instance.split(':').at(-1)!.split('-')[0]!;
  }

  search(q: string): Promise<Page> {
    return this.ask<Page>(`assets?q=${encodeURIComponent(q)}`);
  }
}

/** Milliseconds until a search finds so many. */
async function untilFound(who: Visitor, q: string, total: number): Promise<number> {
  const started = performance.now();
  await waitFor(`${q} to find ${total}`, async () => (await who.search(q)).total === total, { everyMs: 1 });
  return performance.now() - started;
}

forEachEngine('two web processes and a worker', (open, tools) => {
  test('what one does, the other finds at once', { timeout: 120_000 }, async () => {
    const place = await tools.newPlace();
    const catalog = await open(place);
    const ids = await addAssets(catalog, 200);
    const magpie = startOn(place, 1, { MAGPIE_WEB_WORKERS: '2', MAGPIE_SEARCH_INDEX_FROM_ASSETS: '1' });
    const url = await magpie.url();
    const one = new Visitor(url);
    const first = await waitFor('the first process', () => one.process(), { timeoutMs: 30_000 });
    const other = await waitFor('a connection to the other process', async () => {
      const visitor = new Visitor(url);
      return (await visitor.process()) === first ? undefined : visitor;
    });
    // The worker builds it; both load it.
    for (const who of [one, other])
      await waitFor('the index to be in use', async () => (await who.ask<System>('system')).index.state === 'ready', { timeoutMs: 60_000 });
    expect((await other.ask<System>('system')).index.assets).toBe(200);

    const waits: number[] = [];
    for (const [i, id] of ids.slice(0, 20).entries()) {
      await one.ask('assets/marks', { marks: [{ id, rating: 5 }] });
      waits.push(await untilFound(other, 'score:5', i + 1));
      // Its own deeds it sees without any wait.
      expect((await one.search('score:5')).total).toBe(i + 1);
    }
    await one.ask('assets/trash', { ids: ids.slice(0, 5) });
    waits.push(await untilFound(other, 'score:5', 15));

    // A third process, as a worker is.
    const tag = await catalog.write(async (tx) => (await ensureTags(tx, ['castle'], Date.now())).get('castle')!.id);
    await catalog.write((tx) =>
      writeClaims(
        tx,
        'embedded',
        ids.slice(100).map((assetId) => ({ assetId, statements: [{ tagId: tag, says: 'yes' as const }] })),
        Date.now(),
      ),
    );
    for (const who of [one, other]) waits.push(await untilFound(who, 'castle', 100));
    expect((await other.search('castle order:random:7')).items.map(({ id }) => id)).toEqual(
      (await one.search('castle order:random:7')).items.map(({ id }) => id),
    );
    process.stderr.write(
      `searchable in another process [${tools.engine}]: p50 ${percentile(waits, 0.5).toFixed(1)} ms, most ${Math.max(...waits).toFixed(1)} ms of ${waits.length}\n`,
    );
    magpie.kill('SIGTERM');
    await magpie.exited;
  });
});
