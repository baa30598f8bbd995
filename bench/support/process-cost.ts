import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface RunCost {
  readonly wallMs: number;
  /** User and system time of the command and of every process below it, exact to 10 ms. */
  readonly cpuMs: number;
  readonly stdout: string;
  /** Resident bytes of each process below the command over time, by pid. */
  readonly memory: ReadonlyMap<number, MemorySeries>;
}

export interface MemorySeries {
  readonly command: string;
  readonly samples: Array<{ readonly ms: number; readonly bytes: number }>;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Take a sample of memory this often; 0 = never. */
  readonly sampleMs?: number;
  /** Exit codes that are not an error. */
  readonly allowed?: readonly number[];
}

/**
 * Runs commands side by side and adds up what they cost. CPU comes from the kernel's account of ended children (cutime and
 * cstime of this process), so nothing else may be started meanwhile.
 */
export async function runCosting(commands: ReadonlyArray<readonly [string, ...string[]]>, options: RunOptions = {}): Promise<RunCost> {
  const memory = new Map<number, MemorySeries>();
  const before = childrenCpuMs();
  const started = performance.now();
  const children = commands.map(([file, ...args]) => spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.env } }));
  const sampler = options.sampleMs
    ? setInterval(() => children.forEach((child) => sample(child, memory, performance.now() - started)), options.sampleMs)
    : undefined;
  const outputs = await Promise.all(children.map((child, i) => ended(child, commands[i]!, options.allowed ?? [0])));
  clearInterval(sampler);
  return { wallMs: performance.now() - started, cpuMs: childrenCpuMs() - before, stdout: outputs.join(''), memory };
}

async function ended(child: ChildProcess, command: readonly string[], allowed: readonly number[]): Promise<string> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-4000)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === null || !allowed.includes(code)) throw new Error(`${command.slice(0, 6).join(' ')}… ended with ${code}:\n${stderr}`);
  return stdout;
}

const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Fields 16 and 17 of /proc/self/stat: what ended children (and theirs) have used. */
function childrenCpuMs(): number {
  const fields = statFields('self');
  return ((Number(fields[13]) + Number(fields[14])) * 1000) / TICKS;
}

/** After the command's name, which may hold blanks and parentheses; so field 3 of the manual is element 0. */
function statFields(pid: string): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function sample(child: ChildProcess, memory: Map<number, MemorySeries>, ms: number): void {
  if (child.pid === undefined) return;
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      parents.set(Number(name), Number(statFields(name)[1]));
    } catch {
      // It ended between readdir and here.
    }
  }
  for (const pid of parents.keys()) {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) {
      if (at !== child.pid) continue;
      const kilobytes = residentKilobytes(pid);
      if (kilobytes === undefined) break;
      const series = memory.get(pid) ?? { command: pid === child.pid ? 'command' : 'child', samples: [] };
      series.samples.push({ ms, bytes: kilobytes * 1024 });
      memory.set(pid, series);
      break;
    }
  }
}

function residentKilobytes(pid: number): number | undefined {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN);
  } catch {
    return undefined;
  }
}
