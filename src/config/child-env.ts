import { availableParallelism } from 'node:os';

const CHILD = 'MAGPIE_CHILD';

/** The environment of a process the supervisor starts; `spec` is what it is to be, read back by takeChildSpec. */
export function childEnv(spec: unknown): Record<string, string> {
  return {
    // libuv's 4 threads would be fewer than the sharp pipelines of one worker: files would wait for each other's decode.
    UV_THREADPOOL_SIZE: process.env['UV_THREADPOOL_SIZE'] ?? String(threadPoolSize()),
    // glibc keeps an arena per thread: 203 MB instead of 140 MB resident over 5,000 pictures.
    MALLOC_ARENA_MAX: process.env['MALLOC_ARENA_MAX'] ?? '2',
    [CHILD]: JSON.stringify(spec),
  };
}

/** What this process was started as by a supervisor; undefined for a command. Removes it, so that nothing started from here inherits it. */
export function takeChildSpec(): unknown {
  const text = process.env[CHILD];
  delete process.env[CHILD];
  return text === undefined ? undefined : JSON.parse(text);
}

function threadPoolSize(): number {
  return Math.max(4, availableParallelism() + 3);
}
