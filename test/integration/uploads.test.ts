import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';
import { tempDir } from '../support/temp-dir.ts';
import { waitFor } from '../support/wait-for.ts';
import { endAll, type RunningMagpie, startMagpie } from './running-magpie.ts';

afterEach(endAll);

const MB = 1024 * 1024;
const HEADERS = { 'tus-resumable': '1.0.0' };
const CHUNK = { ...HEADERS, 'content-type': 'application/offset+octet-stream' };

const start = (dataDir: string): RunningMagpie =>
  startMagpie(['start', '--data', dataDir, '--port', '0'], { MAGPIE_WEB_WORKERS: '2', MAGPIE_INGEST_WORKERS: '1' });

/** A connection that was being handed to a process when that was killed never gets an answer. */
const offsetOf = async (url: string): Promise<number> =>
  Number((await fetch(url, { method: 'HEAD', headers: HEADERS, signal: AbortSignal.timeout(3000) })).headers.get('upload-offset'));

/** Sends the beginning of a chunk and leaves the connection open. */
function beginChunk(url: string, offset: number, bytes: Buffer, length: number): void {
  const request = httpRequest(url, { method: 'PATCH', headers: { ...CHUNK, 'upload-offset': offset, 'content-length': length } });
  request.on('error', () => {});
  request.write(bytes);
}

test('an upload goes on after its web process was killed in the middle of a chunk, and after the whole program was', { timeout: 120_000 }, async () => {
  const dataDir = tempDir('uploads');
  const bytes = await sharp({ create: { width: 6000, height: 4000, channels: 3, background: '#a08060' } })
    .tiff({ compression: 'none' })
    .toBuffer();
  const first = start(dataDir);
  const url = await first.url();
  const created = await fetch(`${url}/api/v1/ingest/tus`, {
    method: 'POST',
    headers: { ...HEADERS, 'upload-length': String(bytes.length), 'upload-metadata': `filename ${Buffer.from('wall.tif').toString('base64')}` },
  });
  const path = created.headers.get('location')!;
  const file = join(dataDir, 'tmp', 'tus', path.split('/').at(-1)!);
  const web = async (at: string) => {
    const { processes } = (await (await fetch(`${at}/api/v1/system`)).json()) as { processes: Array<{ role: string; pid: number; alive: boolean }> };
    return processes.filter((one) => one.role === 'web' && one.alive).map((one) => one.pid);
  };

  beginChunk(url + path, 0, bytes.subarray(0, 40 * MB), 60 * MB);
  await waitFor('the bytes to arrive', () => statSync(file).size >= 39 * MB, { timeoutMs: 30_000 });
  for (const pid of await web(url)) process.kill(pid, 'SIGKILL');
  // Every 16 MB are made safe while a chunk comes in: a kill costs less than that.
  const offset = await waitFor('the offset after the kill', async () => (await offsetOf(url + path)) || undefined, { timeoutMs: 30_000, everyMs: 200 });
  expect(offset).toBeGreaterThanOrEqual(24 * MB);
  expect(offset).toBeLessThanOrEqual(40 * MB);

  beginChunk(url + path, offset, bytes.subarray(offset, offset + MB), 20 * MB);
  first.killGroup();
  await first.exited;
  const second = start(dataDir);
  const again = await second.url();
  expect(await offsetOf(again + path)).toBe(offset);
  // The dead process keeps its lock for up to 10 s.
  const done = await waitFor(
    'the rest to be taken',
    async () => {
      const answer = await fetch(again + path, {
        method: 'PATCH',
        headers: { ...CHUNK, 'upload-offset': String(offset) },
        body: new Uint8Array(bytes.subarray(offset)),
      });
      return answer.status === 204 && answer;
    },
    { timeoutMs: 30_000, everyMs: 500 },
  );
  const session = done.headers.get('magpie-session');
  const status = await waitFor(
    'the file to be ingested',
    async () => {
      const answer = (await (await fetch(`${again}/api/v1/ingest/status/${session}`)).json()) as { status: string; processed: number };
      return answer.status === 'completed' && answer;
    },
    { timeoutMs: 30_000 },
  );
  expect(status.processed).toBe(1);
  const known = await fetch(`${again}/api/v1/ingest/known`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sha256: [createHash('sha256').update(bytes).digest('hex')] }),
  });
  expect(await known.json()).toMatchObject({ items: [{ name: 'wall.tif', state: 'active' }] });
});
