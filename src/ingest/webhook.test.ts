import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { forEachEngine } from '../../test/support/catalogs.ts';
import { claim } from '../../test/support/end-jobs.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { sessionById } from '../catalog/session-queries.ts';
import { silentLogger } from '../core/logger.ts';
import { openSession, sealSession } from './sessions.ts';
import { deliverWebhook, signWebhook, webhookSecret } from './webhook.ts';
import { checkWebhookUrl } from './webhook-url.ts';

interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver that answers as told. */
async function receiver(answer: (response: ServerResponse, nth: number) => void) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      calls.push({ headers: request.headers, body });
      answer(response, calls.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { calls, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

forEachEngine('webhook', (open) => {
  const setUp = async (url: string, webhookTimeoutMs = 10_000) => {
    const catalog: Catalog = await open();
    let now = 1_000_000;
    const { id } = await openSession(catalog, { source: 'watch', options: { paths: [url], mode: 'copy', recursive: true, webhookUrl: url } }, now);
    await sealSession(catalog, id, now);
    const deps = { catalog, logger: silentLogger, clock: () => now, webhookTimeoutMs };
    /** Tries what is due after `seconds`; false when nothing was. */
    const attempt = async (seconds: number, signal = new AbortController().signal): Promise<boolean> => {
      now += seconds * 1000;
      const [job] = await claim(catalog, 1, now, 'webhook');
      if (job) await deliverWebhook(deps, job, signal);
      return job !== undefined;
    };
    const state = async () => {
      const row = await sessionById(catalog, id);
      return [row!.webhook_state, row!.webhook_error];
    };
    return { catalog, id, attempt, state };
  };

  test('the result arrives once, signed', async () => {
    const { calls, url } = await receiver((response) => response.writeHead(204).end());
    const { catalog, id, attempt, state } = await setUp(url);
    expect(await state()).toEqual(['pending', null]);
    expect(await attempt(0)).toBe(true);
    expect(await state()).toEqual(['delivered', null]);
    expect(await attempt(1e6)).toBe(false);
    const [{ headers, body }] = calls as [Call];
    expect(calls).toHaveLength(1);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-magpie-event': 'session.finished', 'x-magpie-timestamp': '1000' });
    const secret = await webhookSecret(catalog, undefined);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(headers['x-magpie-signature']).toBe(signWebhook(secret, '1000', body));
    expect(JSON.parse(body)).toMatchObject({ event: 'session.finished', delivery: headers['x-magpie-delivery'], session: { id, state: 'finished' } });
  });

  test('500, a hang and a closed port are tried again with the same delivery, later each time', async () => {
    const { calls, url } = await receiver((response, nth) => {
      if (nth === 1) response.writeHead(500).end('no');
      if (nth === 3) response.destroy();
      if (nth === 4) response.writeHead(200).end('ok');
    });
    const { attempt, state } = await setUp(url, 2_000);
    await attempt(0);
    expect(await state()).toEqual(['pending', 'The address answered 500']);
    expect(await attempt(9)).toBe(false);
    expect(await attempt(1)).toBe(true);
    expect(await state()).toEqual(['pending', 'No answer within 2 s']);
    expect(await attempt(59)).toBe(false);
    expect(await attempt(1)).toBe(true);
    expect((await state())[1]).toMatch(/socket|closed|ECONN/i);
    expect(await attempt(300)).toBe(true);
    expect(await state()).toEqual(['delivered', null]);
    expect(new Set(calls.map((call) => call.headers['x-magpie-delivery'])).size).toBe(1);
    expect(new Set(calls.map((call) => call.body)).size).toBe(1);
  });

  test('429 is tried again when it says', async () => {
    const { url } = await receiver((response, nth) => (nth === 1 ? response.writeHead(429, { 'retry-after': '120' }) : response).end());
    const { attempt, state } = await setUp(url);
    await attempt(0);
    expect(await attempt(119)).toBe(false);
    expect(await attempt(1)).toBe(true);
    expect(await state()).toEqual(['delivered', null]);
  });

  test('after the eighth attempt it is given up, and the session is as it was', async () => {
    const { calls, url } = await receiver((response) => response.writeHead(503).end());
    const { catalog, id, attempt, state } = await setUp(url);
    for (let n = 0; n < 12; n += 1) await attempt(4 * 3600);
    expect(calls).toHaveLength(8);
    expect(await state()).toEqual(['failed', 'The address answered 503']);
    expect(await sessionById(catalog, id)).toMatchObject({ state: 'finished', discovered: 0, failed: 0, pending: 0 });
  });

  test('other refusals and redirects are final at once', async () => {
    const elsewhere = await receiver((response) => response.end());
    for (const [status, reason] of [
      [404, 'The address answered 404'],
      [302, 'The address answered 302, a redirect, which is not followed'],
      [308, 'The address answered 308, a redirect, which is not followed'],
    ] as const) {
      const { url } = await receiver((response) => response.writeHead(status, { location: elsewhere.url }).end());
      const { attempt, state } = await setUp(url);
      await attempt(0);
      expect(await state()).toEqual(['failed', reason]);
      expect(await attempt(1e6)).toBe(false);
    }
    expect(elsewhere.calls).toEqual([]);
  });

  test('a stop in the middle is no attempt', async () => {
    const stop = new AbortController();
    const { calls, url } = await receiver((response, nth) => (nth === 1 ? stop.abort() : response.end()));
    const { attempt, state } = await setUp(url);
    await attempt(0, stop.signal);
    expect(await state()).toEqual(['pending', null]);
    expect(await attempt(0)).toBe(true);
    expect(calls).toHaveLength(2);
    expect(await state()).toEqual(['delivered', null]);
  });
});

test('only addresses that can be called are taken', () => {
  for (const url of ['http://192.168.0.5:8123/api/hook?x=1', 'https://example.org/']) expect(checkWebhookUrl(url, 'webhook_url')).toBe(url);
  for (const url of ['ftp://example.org', 'file:///etc/passwd', 'example.org', 'http://me:secret@example.org/', ''])
    expect(() => checkWebhookUrl(url, 'webhook_url')).toThrow(/webhook_url/);
});
