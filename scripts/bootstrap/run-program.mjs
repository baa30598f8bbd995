import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from './root.mjs';

const shell = process.ppid;
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'];

/**
 * Hands over to the built program: signals go on to it, its exit code becomes ours. The channel to it is never used; that
 * it closes tells the program when this process was killed in a way that cannot be passed on.
 */
export function runProgram(node, args) {
  return runFile(node, join(root, 'dist/main.js'), args);
}

/** The same for any script, on the pinned Node: `node` in an npm script may still be the system's, found before the install. */
export async function runFile(node, file, args) {
  const env = {
    ...process.env,
    // Read once when a process starts, so they cannot be set from inside. See src/config/child-env.ts.
    UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? String(Math.max(4, availableParallelism() + 3)),
    MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? '2',
  };
  const child = spawn(node, [file, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  stopWithNpm(child);
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (...ended) => resolve(ended));
  });
  if (signal === null) {
    process.exitCode = code;
    return;
  }
  // It was killed: end the same way, so that who started us sees what happened.
  for (const forwarded of FORWARDED) process.removeAllListeners(forwarded);
  process.kill(process.pid, signal);
}

/**
 * npm passes a signal on to the shell it runs scripts in; that shell dies of it and tells nobody. So: when npm started us
 * and our parent is not the shell any more, the program is asked to stop.
 */
function stopWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, 200);
  timer.unref();
}
