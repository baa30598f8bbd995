import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface RunningScript {
  readonly child: ChildProcess;
  /** Lines of standard output so far. */
  readonly lines: readonly string[];
  /** Resolves when a line that holds `text` was printed; rejects when the script ends without. */
  said(text: string): Promise<void>;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
}

/** Runs a script as a process of its own, with one JSON argument; killed when the test ends. */
export function runScript(script: URL, input: unknown): RunningScript {
  const child = spawn(process.execPath, [fileURLToPath(script), JSON.stringify(input)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const ended = once(reader, 'close').then(() => {});
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return {
    child,
    lines,
    ended,
    said: async (text) => {
      for (let over = false; ; ) {
        if (lines.some((line) => line.includes(text))) return;
        if (over) throw new Error(`${basename(script.pathname)} ended without saying "${text}": ${lines.join(' | ')}`);
        over = await Promise.race([once(reader, 'line').then(() => false), ended.then(() => true)]);
      }
    },
  };
}
