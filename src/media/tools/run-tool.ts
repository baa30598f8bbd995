import { spawn, type ChildProcess } from 'node:child_process';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../core/errors.ts';
import { GUARD } from './guard-script.ts';
import { missingTool } from './missing-tool.ts';

export interface ToolRun {
  readonly args: readonly string[];
  /** Given to standard input, piece by piece as the tool takes it; without it there is none. What it throws ends the run. */
  readonly input?: Buffer | AsyncIterable<Buffer>;
  readonly timeoutMs: number;
  /** Bytes of standard output above which the tool is killed; of standard error the last 8 kB are kept. */
  readonly maxOutputBytes: number;
  /** Memory of its own the tool may write to. Left out: as much as it takes. */
  readonly maxMemoryBytes?: number;
  readonly cwd?: string;
  /** Kills it. */
  readonly signal?: AbortSignal;
  /** Told what it writes to standard output, while it runs. */
  readonly onOutput?: (text: string) => void;
  /** Where programs are looked up instead of the PATH of this process. */
  readonly path?: string;
}

export interface ToolResult {
  /** 0 = fine; 128 + n = ended by signal n. */
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

const STDERR_BYTES = 8192;
const PIPE_GRACE_MS = 1000;
const MISSING = 'magpie: no such tool';

/**
 * Runs an external program to its end. It and all it starts are killed as a group when its time or output is used up, and
 * when this process dies, however it dies. Throws AppError `tool-missing`, or `decode-failed` for a tool that was killed.
 */
export async function runTool(tool: string, run: ToolRun): Promise<ToolResult> {
  const child = start(tool, run);
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal === null ? 1 : 137)));
  });
  let killed: string | undefined;
  const kill = (why: string): void => {
    killed ??= why;
    killGroup(child);
    // a grandchild that left the group may hold the pipes for ever
    setTimeout(() => [child.stdout, child.stderr].forEach((pipe) => pipe?.destroy()), PIPE_GRACE_MS).unref();
  };
  const timer = setTimeout(() => kill(`took longer than ${Math.round(run.timeoutMs / 100) / 10} s`), run.timeoutMs);
  const stop = (): void => kill('was stopped');
  if (run.signal?.aborted === true) stop();
  run.signal?.addEventListener('abort', stop, { once: true });
  if (run.onOutput !== undefined) child.stdout?.on('data', (chunk: Buffer) => run.onOutput?.(chunk.toString('latin1')));
  const stdout = collect(child, run.maxOutputBytes, kill);
  const stderr = lastOf(child);
  // a tool that ends without reading its input is no error of ours
  child.stdin?.on('error', () => {});
  (child.stdio[3] as Writable | null)?.on('error', () => {});
  let unfed: { readonly error: unknown } | undefined;
  const fed = feed(child, run.input).catch((error: unknown) => {
    unfed = { error };
    kill('was stopped');
  });
  try {
    const code = await ended;
    await fed;
    if (unfed !== undefined) throw unfed.error;
    if (killed !== undefined) throw new AppError('decode-failed', { detail: `${tool} ${killed}` });
    if (code === 127 && stderr().includes(MISSING)) throw missingTool(tool);
    return { code, stdout: stdout(), stderr: stderr() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw missingTool(tool);
    throw error;
  } finally {
    clearTimeout(timer);
    run.signal?.removeEventListener('abort', stop);
    (child.stdio[3] as Writable | null)?.destroy();
  }
}

function start(tool: string, run: ToolRun): ChildProcess {
  const input = run.input === undefined ? 'ignore' : 'pipe';
  const options = { cwd: run.cwd, ...(run.path === undefined ? {} : { env: { PATH: run.path } }) };
  if (process.platform === 'win32') return spawn(tool, run.args, { ...options, stdio: [input, 'pipe', 'pipe'], windowsHide: true });
  const kilobytes = run.maxMemoryBytes === undefined ? 'unlimited' : String(Math.ceil(run.maxMemoryBytes / 1024));
  return spawn('/bin/sh', ['-c', GUARD, MISSING, kilobytes, tool, ...run.args], {
    ...options,
    // the pipe with the number 3 is the thread the tool's life hangs on
    stdio: [input, 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
}

/** Throws what the input throws; that a tool ends before its input does is for the tool to explain. */
async function feed(child: ChildProcess, input: ToolRun['input']): Promise<void> {
  if (input === undefined || Buffer.isBuffer(input)) {
    child.stdin?.end(input);
    return;
  }
  let failed: { readonly error: unknown } | undefined;
  const pieces = async function* (): AsyncGenerator<Buffer> {
    try {
      yield* input;
    } catch (error) {
      failed = { error };
    }
  };
  if (child.stdin !== null) await pipeline(Readable.from(pieces()), child.stdin).catch(() => {});
  if (failed !== undefined) throw (failed as { readonly error: unknown }).error;
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // it has just ended by itself
  }
}

function collect(child: ChildProcess, most: number, kill: (why: string) => void): () => Buffer {
  const chunks: Buffer[] = [];
  let bytes = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > most) kill(`gave more than ${most} bytes`);
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks);
}

function lastOf(child: ChildProcess): () => string {
  let tail = Buffer.alloc(0);
  child.stderr?.on('data', (chunk: Buffer) => {
    tail = Buffer.concat([tail, chunk]).subarray(-STDERR_BYTES);
  });
  return () => tail.toString('utf8').trim();
}
