import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrate } from '../catalog/migrate.ts';
import { openCatalog } from '../catalog/open.ts';
import { type Logger, silentLogger } from '../core/logger.ts';
import { testServer } from '../../test/support/server.ts';
import { tempDir } from '../../test/support/temp-dir.ts';

async function freshCatalog() {
  const catalog = await openCatalog({ dataDir: tempDir('catalog'), logger: silentLogger });
  await migrate(catalog);
  return catalog;
}

describe('server', () => {
  test('a bug is logged with its request and told without its words', async () => {
    const lines: Array<Record<string, unknown>> = [];
    const logger: Logger = { ...silentLogger, error: (fields) => void lines.push(fields as Record<string, unknown>) };
    const catalog = await freshCatalog();
    const { app } = await testServer(catalog, {}, logger);
    await catalog.close();
    const response = await app.inject('/api/v1/ingest/sessions');
    expect(response.statusCode).toBe(500);
    const problem = response.json<{ instance: string }>();
    expect(problem).toMatchObject({ code: 'internal' });
    expect(problem).not.toHaveProperty('detail');
    expect(response.body).not.toMatch(/database|sqlite|\.ts/i);
    expect(problem.instance).toBe(`urn:magpie:request:${lines[0]!['request'] as string}`);
    expect((await app.inject('/health')).statusCode).toBe(503);
    await app.close();
  });

  test('bodies that are too large or not JSON are refused as problems', async () => {
    const { app } = await testServer(await freshCatalog());
    const post = (payload: string, type = 'application/json') =>
      app.inject({ method: 'POST', url: '/api/v1/ingest/scan', payload, headers: { 'content-type': type } });
    expect((await post('{')).json()).toMatchObject({ code: 'invalid-input', status: 400 });
    expect((await post(JSON.stringify({ directory_path: 'x'.repeat(2_000_000) }))).json()).toMatchObject({
      code: 'payload-too-large',
      status: 413,
    });
    expect((await post('a=b', 'application/x-www-form-urlencoded')).json()).toMatchObject({ code: 'invalid-input' });
    expect((await post('{"directory_path":7}')).json()).toMatchObject({ code: 'invalid-input', errors: [{ path: 'directory_path' }] });
    await app.close();
  });

  test('the page is served for its own addresses, its assets for ever, the API never falls into it', async () => {
    const webDir = tempDir('web');
    await mkdir(join(webDir, 'assets'));
    await writeFile(join(webDir, 'index.html'), '<!doctype html>page');
    await writeFile(join(webDir, 'assets', 'app-1a2b.js'), 'js');
    const { app } = await testServer(await freshCatalog(), { webDir });
    const html = { accept: 'text/html,*/*' };
    for (const url of ['/', '/asset/12', '/sessions?x=1']) {
      const response = await app.inject({ url, headers: html });
      expect([url, response.statusCode, response.body, response.headers['cache-control']]).toEqual([url, 200, '<!doctype html>page', 'no-cache']);
      expect(response.headers['content-security-policy']).toContain("default-src 'self'");
    }
    expect((await app.inject('/assets/app-1a2b.js')).headers['cache-control']).toContain('immutable');
    for (const url of ['/assets/gone.js', '/api/v1/nope', '/api', '/docs/nope'])
      expect([url, (await app.inject({ url, headers: html })).statusCode]).toEqual([url, 404]);
    expect((await app.inject('/favicon.ico')).json()).toMatchObject({ code: 'not-found' });
    await app.close();
  });

  test('every operation of the document has a name, a summary, a tag and tells its problems', async () => {
    const { app } = await testServer(await freshCatalog());
    const document = (await app.inject('/openapi.json')).json<{
      openapi: string;
      paths: Record<string, Record<string, { operationId?: string; summary?: string; tags?: string[]; responses: object }>>;
    }>();
    expect(document.openapi).toMatch(/^3\.1/);
    const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.values(methods).map((operation) => ({ path, ...operation })));
    expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length);
    for (const { path, summary, tags, responses } of operations) {
      expect([path, summary !== undefined, tags?.length]).toEqual([path, true, 1]);
      if (path.startsWith('/api/')) expect([path, Object.keys(responses)]).toEqual([path, expect.arrayContaining(['default'])]);
    }
    expect((await app.inject('/docs')).body).toContain('Swagger UI');
    expect((await app.inject('/docs/errors')).body).toContain('id="asset-not-found"');
    await app.close();
  });
});
