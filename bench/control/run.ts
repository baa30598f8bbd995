import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { magpieCommand } from '../support/magpie-command.ts';
import { table } from '../support/table.ts';

interface Control {
  readonly what: string;
  /** Until the request is answered. */
  readonly answerMs: number;
  /** From the request until it shows: nothing more is under way, or something is again. */
  readonly effectMs: number;
}

export interface ControlBench {
  readonly files: number;
  readonly controls: readonly Control[];
}

interface Session {
  readonly state: string;
  readonly pending: number;
  readonly failed: number;
  readonly currentFiles: readonly object[];
}

/** Pause, resume, cancel and retry of a long session, asked of the real program while it works on it. */
export async function benchControl(quick: boolean, say: (line: string) => void): Promise<ControlBench> {
  const files = quick ? 5_000 : 20_000;
  const base = mkdtempSync(join(tmpdir(), 'magpie-bench-control-'));
  const good = join(base, 'good');
  const bad = join(base, 'bad');
  say(`writing ${files.toLocaleString('en')} small pictures and as many that are none`);
  const png = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#663399' } })
    .png()
    .toBuffer();
  for (const folder of [good, bad]) mkdirSync(folder);
  for (let n = 0; n < files; n += 1) {
    writeFileSync(join(good, `${n}.png`), Buffer.concat([png, Buffer.from(String(n))]));
    writeFileSync(join(bad, `${n}.jpg`), 'ÿØÿà but nothing of a picture after it'.repeat(2), 'latin1');
  }
  const [node, main] = magpieCommand().command;
  const env = { ...process.env, MAGPIE_ROOTS: `${good}:${bad}`, MAGPIE_INGEST_WORKERS: '1', MAGPIE_LOG_LEVEL: 'error' };
  const magpie = spawn(node, [main, 'start', '--data', join(base, 'data'), '--port', '0'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const run = new Run(await address(magpie));
    const controls: Control[] = [];
    const add = (control: Control): void => {
      controls.push(control);
      say(`  ${control.what}: answered after ${control.answerMs.toFixed(0)} ms, seen after ${control.effectMs.toFixed(0)} ms`);
    };
    await run.begin(good);
    await run.until((session) => session.state === 'running' && session.currentFiles.length > 0);
    add(await run.control('pause', ({ currentFiles }) => currentFiles.length === 0));
    add(await run.control('resume', ({ currentFiles }) => currentFiles.length > 0));
    add(await run.control('cancel', ({ state, currentFiles }) => state === 'cancelled' && currentFiles.length === 0));
    await run.begin(bad);
    await run.until(({ failed, state }) => failed === files && state === 'finished');
    add(await run.control('retry', ({ currentFiles }) => currentFiles.length > 0));
    return { files, controls };
  } finally {
    magpie.kill('SIGTERM');
    await new Promise((resolve) => magpie.once('exit', resolve));
    rmSync(base, { recursive: true, force: true });
  }
}

export function controlTables({ files, controls }: ControlBench): string[] {
  return table(
    [`a session of ${files.toLocaleString('en')} files`, 'answered after ms', 'seen after ms'],
    controls.map(({ what, answerMs, effectMs }) => [what, answerMs.toFixed(0), effectMs.toFixed(0)]),
  );
}

class Run {
  readonly #api: string;
  #id = '';

  constructor(url: string) {
    this.#api = `${url}/api/v1/ingest`;
  }

  async begin(folder: string): Promise<void> {
    this.#id = (await this.#ask<{ job_id: string }>('POST', 'process', { directory_paths: [folder] })).job_id;
  }

  async control(what: string, shows: (session: Session) => boolean): Promise<Control> {
    const asked = performance.now();
    const answer = this.#ask('POST', `sessions/${this.#id}/${what}`).then(() => performance.now() - asked);
    await this.until(shows);
    const effectMs = performance.now() - asked;
    return { what, answerMs: await answer, effectMs };
  }

  async until(shows: (session: Session) => boolean): Promise<void> {
    for (const end = performance.now() + 300_000; performance.now() < end; await sleep(5)) {
      if (shows(await this.#ask<Session>('GET', `sessions/${this.#id}`))) return;
    }
    throw new Error('it did not come to that within five minutes');
  }

  async #ask<T>(method: string, path: string, body?: object): Promise<T> {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(`${this.#api}/${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
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
