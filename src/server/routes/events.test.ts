import { expect, test } from 'vitest';
import { setPassword } from '../../auth/password.ts';
import { cancelSession } from '../../ingest/cancel-session.ts';
import { openSession } from '../../ingest/sessions.ts';
import { forEachEngine } from '../../../test/support/catalogs.ts';
import { addAssets, listen, testServer } from '../../../test/support/server.ts';
import { waitFor } from '../../../test/support/wait-for.ts';

interface Received {
  event: string;
  id?: number;
  data: Record<string, unknown>;
}

/** Reads a stream of events into `events` until it is closed. */
async function follow(url: string, headers: Record<string, string> = {}) {
  const abort = new AbortController();
  // On a busy machine the thread that writes here and answers there is soon 2 s behind, and says 503: asked again, as the page does.
  const response = await waitFor('the stream to open', async () => {
    const answer = await fetch(url, { headers, signal: abort.signal });
    return answer.status === 503 ? answer.body?.cancel().then(() => undefined) : answer;
  });
  const events: Received[] = [];
  let ended = false;
  const read = async () => {
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const fields = Object.fromEntries(
          text
            .slice(0, end)
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
        );
        text = text.slice(end + 2);
        if (fields['event'])
          events.push({
            event: fields['event'],
            ...(fields['id'] ? { id: Number(fields['id']) } : {}),
            data: JSON.parse(fields['data']!) as Record<string, unknown>,
          });
      }
    }
  };
  const done = read()
    .catch(() => {})
    .finally(() => (ended = true));
  return { response, events, isEnded: () => ended, close: () => (abort.abort(), done) };
}

forEachEngine('events', (open, tools) => {
  test('changes of any process arrive, with ids from which a client resumes without a gap', async () => {
    const place = await tools.newPlace();
    const server = await testServer(await open(place));
    const writer = await open(place);
    const url = `${await listen(server.app)}/api/v1/events`;
    await addAssets(writer, [{ name: 'before.jpg' }]);
    const first = await follow(url);
    expect(first.response.headers.get('content-type')).toContain('text/event-stream');
    const hello = await waitFor('the first event', () => first.events[0]);
    expect(hello.event).toBe('ping');
    const [live] = await addAssets(writer, [{ name: 'live.jpg' }]);
    const event = await waitFor('the live asset', () => first.events.find((one) => one.event === 'asset'));
    expect(event.data).toMatchObject({ id: live, name: 'live.jpg', thumbhash: 'AQID' });
    expect(event.id).toBeGreaterThan(hello.id!);
    await first.close();

    const missed = await addAssets(writer, 1200);
    await writer.write((tx) => tx.deleteFrom('asset').where('id', '=', missed[5]!).execute());
    const second = await follow(url, { 'last-event-id': String(event.id) });
    const assets = () => second.events.filter((one) => one.event === 'asset' && (one.id ?? 0) > event.id!);
    await waitFor('the replay', () => assets().length >= 1200);
    expect(assets().map((one) => one.data['id'])).toEqual(missed);
    expect(assets()[5]!.data).toEqual({ id: missed[5], removed: true });
    const [after] = await addAssets(writer, [{}]);
    await waitFor('what comes after the replay', () => second.events.some((one) => one.data['id'] === after));
    await second.close();
    await server.app.close();
  });

  test('who missed too much, or comes from another library, is told to load again', async () => {
    const server = await testServer(await open());
    const url = `${await listen(server.app)}/api/v1/events`;
    // Lines of the feed alone: 5,002 assets keep the thread busy for seconds.
    const lines = Array.from({ length: 5002 }, () => ({ kind: 'pools' as const, asset_id: null, session_id: null, at: Date.now() }));
    await server.catalog.write((tx) => tx.insertInto('change').values(lines).execute());
    for (const lastEventId of [0, 999_999]) {
      const stream = await follow(`${url}?lastEventId=${lastEventId}`);
      const reset = await waitFor('reset', () => stream.events.find((one) => one.event === 'reset'));
      expect(reset.id).toBeGreaterThanOrEqual(5002);
      await stream.close();
    }
    await server.app.close();
  });

  test('sessions are told as they change, and at most four times a second', async () => {
    const server = await testServer(await open());
    const { catalog, app } = server;
    const stream = await follow(`${await listen(app)}/api/v1/events`);
    await waitFor('the first event', () => stream.events[0]);
    const { id } = await openSession(catalog, { source: 'upload', options: { paths: [], mode: 'move', recursive: false } }, Date.now());
    const began = performance.now();
    for (let turn = 0; performance.now() - began < 1000; turn += 1) {
      await catalog.write((tx) => tx.updateTable('ingest_session').set({ discovered: turn, pending: turn }).where('id', '=', id).execute());
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await cancelSession(catalog, id, Date.now());
    const told = () => stream.events.filter((one) => one.event === 'session' && one.data['id'] === id);
    await waitFor('the end of the session', () => told().some((one) => one.data['state'] === 'cancelled'));
    expect(told().length).toBeLessThanOrEqual(7);
    expect(told().length).toBeGreaterThanOrEqual(2);
    await stream.close();
    await app.close();
  });

  test('closing the server ends the streams at once; a login is needed to open one', async () => {
    const server = await testServer(await open());
    const url = `${await listen(server.app)}/api/v1/events`;
    const stream = await follow(url);
    await waitFor('the first event', () => stream.events[0]);
    await setPassword(server.catalog, 'long enough');
    server.time.now += 5000;
    const refused = await fetch(url);
    expect(refused.status).toBe(401);
    await refused.body?.cancel();
    const began = performance.now();
    await server.app.close();
    await waitFor('the end of the stream', () => stream.isEnded());
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
