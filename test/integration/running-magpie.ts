import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { waitFor } from '../support/wait-for.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const started = new Set<RunningMagpie>();

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The real program from its sources, started in a process group of its own. */
export class RunningMagpie {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** How it ended; undefined while it runs. */
  end: Exit | undefined;
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;

  constructor(args: readonly string[], env: Readonly<Record<string, string>>, main: string) {
    this.#child = spawn(process.execPath, [main, ...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], ...env } });
    this.pid = this.#child.pid!;
    this.#child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.exited = new Promise((resolve) =>
      this.#child.once('close', (code, signal) => {
        this.end = { code, signal };
        resolve(this.end);
      }),
    );
    started.add(this);
  }

  /** Waits for the greeting; gives the address. Where there is none, what Magpie wrote into its log says why. */
  async url(): Promise<string> {
    const address = () => /http:\/\/\S+(?=\s)/.exec(this.stdout)?.[0];
    try {
      const found = await waitFor('the address of Magpie, or its end', () => address() ?? this.end, { timeoutMs: 30_000 });
      if (typeof found === 'string') return found;
      throw new Error(`It ended with ${found.signal ?? `exit code ${found.code}`} before it was ready.`);
    } catch (cause) {
      throw new Error(`Magpie gave no address.\n${this.stderr}`, { cause });
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Log lines so far. */
  get log(): Array<Record<string, unknown>> {
    return this.stderr
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  killGroup(): void {
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // Nobody is left of it.
    }
  }
}

export function startMagpie(args: readonly string[], env: Readonly<Record<string, string>> = {}, main = MAIN): RunningMagpie {
  return new RunningMagpie(args, env, main);
}

/** Ends everything that was started, whatever a failed test left. */
export async function endAll(): Promise<void> {
  for (const one of started) {
    one.killGroup();
    await one.exited;
  }
  started.clear();
}

/** Processes of Magpie whose parent is `pid`; programs it asks, such as ffprobe, come and go and are left out. */
export function childrenOf(pid: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).trim().split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, state, program]) => Number(parent) === pid && !state!.startsWith('Z') && program === process.execPath)
    .map(([child]) => Number(child));
}

export function isAlive(pid: number): boolean {
  const state = execFileSync('sh', ['-c', `ps -o stat= -p ${pid} || true`], { encoding: 'utf8' }).trim();
  return state !== '' && !state.startsWith('Z');
}
