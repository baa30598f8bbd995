import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import type { HashAnswer, HashOrder } from './hash-worker.ts';

export interface KnownFile {
  readonly assetId: number;
  readonly name: string;
}

interface Question {
  readonly sha256: string;
  readonly answer: (known: KnownFile | null) => void;
}

/** Questions asked together: as many as came within this time. */
const WAIT_MS = 120;
const MOST = 500;

let worker: Worker | undefined;
let nextKey = 1;
const hashing = new Map<number, (sha256: string | null) => void>();
let waiting: Question[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * The asset that holds exactly this content, if the library has one: then it need not be sent. Null as well when that cannot be
 * found out; sending is never wrong. What is in the trash is sent, for that takes it out again.
 */
export async function knownFile(file: File): Promise<KnownFile | null> {
  const sha256 = await hashOf(file);
  if (sha256 === null) return null;
  return new Promise((answer) => {
    waiting.push({ sha256, answer });
    if (waiting.length >= MOST) void ask();
    else timer ??= setTimeout(() => void ask(), WAIT_MS);
  });
}

async function ask(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const asked = waiting;
  waiting = [];
  const body = { sha256: asked.map((question) => question.sha256) };
  const known = new Map<string, KnownFile>();
  try {
    for (const item of must((await api.POST('/api/v1/ingest/known', { body })).data).items) if (item.state === 'active') known.set(item.sha256, item);
  } catch {
    // An older server, or none at the moment: the upload itself tells.
  }
  for (const { sha256, answer } of asked) answer(known.get(sha256) ?? null);
}

function hashOf(file: File): Promise<string | null> {
  worker ??= startWorker();
  const key = nextKey++;
  return new Promise((resolve) => {
    hashing.set(key, resolve);
    worker?.postMessage({ key, file } satisfies HashOrder);
  });
}

function startWorker(): Worker {
  const started = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data: { key, sha256 } }: MessageEvent<HashAnswer>) => {
    hashing.get(key)?.(sha256);
    hashing.delete(key);
  });
  started.addEventListener('error', () => {
    for (const resolve of hashing.values()) resolve(null);
    hashing.clear();
    worker = undefined;
  });
  return started;
}
