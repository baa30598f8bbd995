import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The last line of standard output, parsed. */
  readonly json: () => Record<string, unknown>;
}

/** A command of the real program that has been started. */
export interface StartedMagpie {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

/** Starts `magpie <args>` from the sources, with nothing of this process's environment but PATH. */
export function startCommand(
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly input?: string; readonly cwd?: string } = {},
): StartedMagpie {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env['PATH'], ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  child.stdin.end(options.input ?? '');
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const finished = new Promise<Finished>((resolve) => {
    child.once('close', (code, signal) => {
      const json = (): Record<string, unknown> => {
        const line = stdout.trimEnd().split('\n').at(-1) ?? '';
        try {
          return JSON.parse(line) as Record<string, unknown>;
        } catch (cause) {
          throw new Error(`The last line is no JSON: ${line}\n${stderr}`, { cause });
        }
      };
      resolve({ code, signal, stdout, stderr, json });
    });
  });
  return { child, finished };
}

/** Runs a command to its end. */
export function runMagpie(args: readonly string[], options: Parameters<typeof startCommand>[1] = {}): Promise<Finished> {
  return startCommand(args, options).finished;
}
