import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { processTree, stillAlive } from './support/process-tree.ts';
import { slope } from './support/statistics.ts';
import { table } from './support/table.ts';

// A long run of the real program: pictures are dropped, deleted and purged, pages are asked for, and the memory of each role
// is written down. What counts is the slope over the second half: caches have filled by then. It ends by itself, with a table,
// and with 1 when a role grew faster than --limit MB a minute, when Magpie ended on its own, or when a process is left after its stop.
//   node bench/soak.ts --minutes 10 [--per-second 10] [--limit 2]
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, 'per-second': { type: 'string', default: '8' }, limit: { type: 'string' } },
});
const minutes = Number(values.minutes);
const perSecond = Number(values['per-second']);
const SAMPLE_MS = 5_000;
const KEEP = 500;

interface Sample {
  readonly minute: number;
  readonly megabytes: number;
}

const dataDir = mkdtempSync(join(tmpdir(), 'magpie-soak-'));
const outside = join(dataDir, 'drawn');
mkdirSync(outside);
const magpie = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts'), 'start', '--data', dataDir, '--port', '0'], {
  env: { ...process.env, MAGPIE_WEB_WORKERS: '1', MAGPIE_INGEST_WORKERS: '1', MAGPIE_MONITOR_SETTLE_MS: '300', MAGPIE_LOG_LEVEL: 'warn' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = new Promise<void>((resolve) => magpie.once('exit', () => resolve()));
try {
  const url = await address(magpie);
  const series = await soak(url);
  const summary = await counters(url);
  const processes = processTree(magpie.pid!);
  const grew = print(series, summary);
  const took = await stop();
  const left = stillAlive(processes);
  process.stdout.write(`\n${processes.length} processes before the stop, which took ${took.toFixed(1)} s; ${left.length} after it\n`);
  process.exitCode = grew || left.length > 0 ? 1 : 0;
} finally {
  await stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Returns after how many seconds it was gone; killed when it takes longer than the 10 s it may. */
async function stop(): Promise<number> {
  const asked = performance.now();
  magpie.kill('SIGTERM');
  const kill = setTimeout(() => magpie.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(kill);
  return (performance.now() - asked) / 1000;
}

async function soak(url: string): Promise<Map<string, Sample[]>> {
  const series = new Map<string, Sample[]>();
  const started = Date.now();
  const end = started + minutes * 60_000;
  let drawn = 0;
  let nextSample = started;
  let stopped = false;
  // Ended early, it tells what it has seen.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      process.stderr.write(`${signal}\n`);
      stopped = true;
    });
  void ended.then(() => (stopped = true));
  while (Date.now() < end && !stopped) {
    const second = Date.now();
    for (let i = 0; i < perSecond; i += 1) await drop((drawn += 1));
    if (drawn % (perSecond * 15) === 0) await thin(url);
    await browse(url);
    if (Date.now() >= nextSample) {
      nextSample += SAMPLE_MS;
      for (const [role, megabytes] of await memory(url)) {
        const samples = series.get(role) ?? [];
        samples.push({ minute: (Date.now() - started) / 60_000, megabytes });
        series.set(role, samples);
      }
      if (drawn % (perSecond * 60) < perSecond * 5) process.stderr.write(`${((Date.now() - started) / 60_000).toFixed(1)} min  ${line(series)}\n`);
    }
    await sleep(Math.max(0, 1000 - (Date.now() - second)));
  }
  return series;
}

function line(series: Map<string, Sample[]>): string {
  return [...series].map(([role, samples]) => `${role} ${samples.at(-1)!.megabytes.toFixed(0)} MB`).join('  ');
}

/** Noise, so that no two are alike; renamed into the inbox, so that it is whole there. */
async function drop(n: number): Promise<void> {
  const picture = sharp({ create: { width: 800, height: 600, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 30 } } });
  const path = join(outside, `soak-${n}.jpg`);
  writeFileSync(path, await picture.jpeg({ quality: 70 }).toBuffer());
  renameSync(path, join(dataDir, 'inbox', `soak-${n}.jpg`));
}

/** Everything but the latest few hundred goes to the trash and is deleted for good. */
async function thin(url: string): Promise<void> {
  const page = (await (await ask(`${url}/api/v1/assets?limit=500`)).json()) as { items: Array<{ id: number }>; total: number };
  const surplus = page.items.slice(0, Math.max(0, page.total - KEEP)).map(({ id }) => id);
  if (surplus.length === 0) return;
  await post(`${url}/api/v1/assets/trash`, { ids: surplus });
  await post(`${url}/api/v1/trash/purge`, { all: true });
}

async function browse(url: string): Promise<void> {
  const page = (await (await ask(`${url}/api/v1/assets?limit=60`)).json()) as { items: Array<{ id: number }> };
  for (const { id } of page.items.slice(0, 5)) await (await ask(`${url}/api/v1/assets/${id}/thumbnail`)).arrayBuffer();
  await (await ask(`${url}/api/v1/ingest/sessions?limit=20`)).arrayBuffer();
}

async function memory(url: string): Promise<Array<readonly [string, number]>> {
  const text = await (await ask(`${url}/metrics`)).text();
  return [...text.matchAll(/^process_resident_memory_bytes\{process="(\w+)"\} (\S+)$/gm)].map(([, role, bytes]) => [role!, Number(bytes) / 1e6] as const);
}

async function counters(url: string): Promise<string> {
  const text = await (await ask(`${url}/metrics`)).text();
  const restarts = [...text.matchAll(/^magpie_process_restarts_total\{\S+ (\d+)$/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
  const taken = /^magpie_files_total\{outcome="ingested"\} (\d+)/m.exec(text)?.[1] ?? '?';
  const left = readdirSync(join(dataDir, 'inbox')).length;
  return `${taken} pictures taken in, ${left} left in the inbox, ${restarts} restarts`;
}

/** True when a role grows faster than --limit MB a minute. */
function print(series: Map<string, Sample[]>, summary: string): boolean {
  const lines = [...series].map(([role, samples]) => {
    const half = samples.slice(Math.floor(samples.length / 2));
    const all = samples.map(({ megabytes }) => megabytes);
    return {
      role,
      start: all[0]!,
      middle: all[Math.floor(all.length / 2)]!,
      end: all.at(-1)!,
      most: Math.max(...all),
      perMinute: slope(half.map(({ minute, megabytes }) => ({ x: minute, y: megabytes }))),
    };
  });
  const rows = lines.map((line) => [line.role, ...[line.start, line.middle, line.end, line.most].map((value) => value.toFixed(0)), line.perMinute.toFixed(2)]);
  const head = ['role', 'start MB', 'middle MB', 'end MB', 'most MB', 'slope of the second half, MB a minute'];
  const ran = Math.max(0, ...[...series.values()].map((samples) => samples.at(-1)!.minute));
  process.stdout.write(`${ran.toFixed(1)} minutes, ${perSecond} pictures a second: ${summary}\n\n${table(head, rows).join('\n')}\n`);
  return values.limit !== undefined && lines.some((line) => line.perMinute > Number(values.limit));
}

async function post(url: string, body: object): Promise<void> {
  const response = await ask(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok && response.status !== 409) throw new Error(`${url}: ${response.status} ${await response.text()}`);
}

/** An answer that does not come would keep the run from its end. */
function ask(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
}

async function address(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout!) {
    said += String(chunk);
    const found = /http:\/\/\S+/.exec(said)?.[0];
    if (found !== undefined) return found;
  }
  throw new Error('Magpie did not start');
}
