import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { claimJobs } from '../../src/catalog/job-queries.ts';
import { AppError } from '../../src/core/errors.ts';
import type { LeasedJob } from '../../src/domain/job.ts';
import { isBalanced } from '../../src/domain/session.ts';
import { offerFiles, openSession, sealSession } from '../../src/ingest/sessions.ts';
import { endFailedAttempt, finish, recordEnd } from '../../src/jobs/end-attempt.ts';
import { LEASE_MS } from '../../src/jobs/lease.ts';
import { recoverExpired, releaseDead, renewLeases } from '../../src/jobs/recovery.ts';
import { forEachEngine } from '../support/catalogs.ts';

const WORKERS = ['w1', 'w2', 'w3'] as const;
const MAX_ATTEMPTS = 3;
const pick = fc.nat(1_000);
const worker = fc.constantFrom(...WORKERS);

/** What may happen to a ledger with several workers; `n` picks which of the worker's jobs it happens to. */
const event = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('offer' as const), key: fc.nat(12) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('claim' as const), worker, n: fc.integer({ min: 1, max: 4 }), solo: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('commit' as const), worker, n: pick, settleToo: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('settle' as const), worker, n: pick }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      worker,
      n: pick,
      code: fc.constantFrom('decode-failed' as const, 'io-error' as const, 'file-changed' as const, 'disk-full' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('die' as const), worker }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('renew' as const), worker }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('stall' as const), ms: fc.constantFrom(1_000, LEASE_MS / 2, LEASE_MS + 1, 400_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep' as const) }) },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

/**
 * Drives the ledger and remembers, from outside, what each worker believes it holds. A worker that died or stalled comes
 * back and tries to commit what it had: the ledger must refuse exactly the writes whose lease was given on.
 */
class Run {
  now = 1_000_000;
  readonly catalog: Catalog;
  readonly session: string;
  /** What each worker has in hand, the stale included. */
  readonly hands = new Map<string, LeasedJob[]>(WORKERS.map((name) => [name, []]));
  /** The newest token given for each job: only its holder may write. */
  readonly newest = new Map<number, number>();
  readonly outcomes = new Map<number, string>();
  readonly settled = new Set<number>();
  readonly offered = new Set<string>();

  constructor(catalog: Catalog, session: string) {
    this.catalog = catalog;
    this.session = session;
  }

  async apply(step: Event): Promise<void> {
    switch (step.do) {
      case 'offer': {
        const key = `k${step.key}`;
        const added = await offerFiles(this.catalog, this.session, [{ path: `/x/${key}`, name: key, offerKey: key }], 'copy', 'watch', this.now);
        expect(added).toBe(this.offered.has(key) ? 0 : 1);
        this.offered.add(key);
        return;
      }
      case 'claim': {
        const request = { lane: 'ingest', owner: step.worker, limit: step.n, solo: step.solo, now: this.now, leaseUntil: this.now + LEASE_MS } as const;
        const jobs = await this.catalog.write((tx) => claimJobs(tx, this.catalog.engine, request));
        for (const job of jobs) {
          expect(job.token).toBeGreaterThan(this.newest.get(job.id) ?? 0);
          expect(this.settled.has(job.id)).toBe(false);
          expect(job.outcome).toBe(this.outcomes.get(job.id) ?? null);
          this.newest.set(job.id, job.token);
          this.hands.get(step.worker)!.push(job);
        }
        return;
      }
      case 'commit':
        return this.withJob(step, async (job, mine) => {
          const first = !this.outcomes.has(job.id);
          const facts = { name: 'n', bytes: 1, timings: {}, now: this.now };
          const ok = await accepted(
            this.catalog.write(async (tx) => {
              await recordEnd(tx, job, { outcome: 'ingested' }, facts);
              if (step.settleToo) await finish(tx, job, { releaseOffer: false, now: this.now });
            }),
          );
          expect(ok).toBe(mine && first);
          if (!ok) return true;
          this.outcomes.set(job.id, 'ingested');
          if (step.settleToo) this.settled.add(job.id);
          return step.settleToo;
        });
      case 'settle':
        return this.withJob(step, async (job, mine) => {
          if (mine && !this.outcomes.has(job.id)) return false;
          const ok = await accepted(this.catalog.write((tx) => finish(tx, job, { releaseOffer: false, now: this.now })));
          expect(ok).toBe(mine);
          if (ok) this.settled.add(job.id);
          return true;
        });
      case 'fail':
        return this.withJob(step, async (job, mine) => {
          if (this.outcomes.has(job.id) && mine) return false;
          let became: string | undefined;
          const facts = { name: 'n', bytes: 0, timings: {}, now: this.now };
          const ok = await accepted(
            endFailedAttempt(this.catalog, job, new AppError(step.code), facts, MAX_ATTEMPTS).then((value) => {
              became = value;
            }),
          );
          expect(ok).toBe(mine);
          if (ok) this.newest.delete(job.id);
          if (ok && became !== 'retry') {
            this.outcomes.set(job.id, became!);
            this.settled.add(job.id);
          }
          return true;
        });
      case 'die':
        await releaseDead(this.catalog, step.worker, this.now);
        await this.forgetReleased();
        return;
      case 'renew':
        return renewLeases(this.catalog, [step.worker], this.now);
      case 'stall':
        this.now += step.ms;
        return;
      case 'sweep':
        await recoverExpired(this.catalog, this.now);
        await this.forgetReleased();
    }
  }

  /** Everybody stops dying: every job must come to its end in a bounded number of rounds. */
  async runToRest(): Promise<void> {
    await sealSession(this.catalog, this.session, this.now);
    for (let round = 0; round < 40; round += 1) {
      this.now += 400_000;
      await this.apply({ do: 'sweep' });
      for (const solo of [false, true]) await this.apply({ do: 'claim', worker: 'w1', n: 4, solo });
      for (let n = this.hands.get('w1')!.length; n > 0; n -= 1) {
        const job = this.hands.get('w1')![0]!;
        if (this.outcomes.has(job.id)) await this.apply({ do: 'settle', worker: 'w1', n: 0 });
        else await this.apply({ do: 'commit', worker: 'w1', n: 0, settleToo: true });
      }
    }
  }

  private async withJob(step: { worker: string; n: number }, act: (job: LeasedJob, mine: boolean) => Promise<boolean>): Promise<void> {
    const hand = this.hands.get(step.worker)!;
    const job = hand[step.n % Math.max(1, hand.length)];
    if (!job) return;
    const letGo = await act(job, this.newest.get(job.id) === job.token && !this.settled.has(job.id));
    if (letGo) hand.splice(hand.indexOf(job), 1);
  }

  /** Rows that are not running any more belong to nobody, whatever the workers still have in hand. */
  private async forgetReleased(): Promise<void> {
    const rows = await this.catalog.read.selectFrom('job').select(['id', 'state', 'outcome']).execute();
    for (const row of rows) {
      if (row.state !== 'running') this.newest.delete(row.id);
      if (row.state === 'done' && row.outcome === 'quarantined' && !this.settled.has(row.id)) {
        this.outcomes.set(row.id, 'quarantined');
        this.settled.add(row.id);
      }
    }
  }
}

/** True when the write went through, false when the lease was lost; any other error is a failure of the test. */
async function accepted(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'lease-lost') return false;
    throw error;
  }
}

forEachEngine('job ledger', (open) => {
  test('workers that die, stall and come back: each file one outcome, counted once', { timeout: 120_000 }, async () => {
    const catalog = await open();
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 60 }), async (events) => {
        runs += 1;
        await catalog.write(async (tx) => {
          await tx.deleteFrom('job').execute();
          await tx.deleteFrom('ingest_session').execute();
        });
        const { id } = await openSession(catalog, { source: 'watch', options: { paths: [`/run/${runs}`], mode: 'copy', recursive: true } }, 0);
        const run = new Run(catalog, id);
        for (const step of events) await run.apply(step);
        await run.runToRest();

        const jobs = await catalog.read.selectFrom('job').selectAll().execute();
        const session = await catalog.read.selectFrom('ingest_session').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
        expect(jobs.map((job) => job.state)).toEqual(jobs.map(() => 'done'));
        expect(jobs.length).toBe(run.offered.size);
        for (const job of jobs) expect(job.outcome).toBe(run.outcomes.get(job.id));
        expect(isBalanced(session)).toBe(true);
        expect(session).toMatchObject({ discovered: jobs.length, pending: 0, state: 'finished' });
      }),
      { numRuns: catalog.engine === 'sqlite' ? 150 : 40 },
    );
  });

  test('a paused lane gives nothing until the pause has expired, a limited lane no more than its limit', async () => {
    const catalog = await open();
    const { id } = await openSession(catalog, { source: 'watch', options: { paths: ['/p'], mode: 'copy', recursive: true } }, 0);
    const files = Array.from({ length: 10 }, (_, i) => ({ path: `/p/${i}`, name: `${i}`, offerKey: `p${i}` }));
    await offerFiles(catalog, id, files, 'copy', 'watch', 0);
    const claim = (now: number, limit = 10) =>
      catalog.write((tx) => claimJobs(tx, catalog.engine, { lane: 'ingest', owner: 'w', limit, solo: false, now, leaseUntil: now + LEASE_MS }));
    await catalog.write((tx) => tx.insertInto('lane').values({ name: 'ingest', paused_until: 5_000, max_running: 3 }).execute());
    expect(await claim(4_999)).toHaveLength(0);
    const [a, b] = await Promise.all([claim(5_000), claim(5_000)]);
    expect(a.length + b.length).toBe(3);
    expect(await claim(5_000)).toHaveLength(0);
  });

  test('a file that kills its worker is found by running alone, and only it is quarantined', async () => {
    const catalog = await open();
    const { id } = await openSession(catalog, { source: 'watch', options: { paths: ['/q'], mode: 'copy', recursive: true } }, 0);
    await offerFiles(
      catalog,
      id,
      ['good', 'poison', 'fine'].map((name) => ({ path: `/q/${name}`, name, offerKey: name })),
      'copy',
      'watch',
      0,
    );
    const claim = (solo: boolean, limit: number) =>
      catalog.write((tx) => claimJobs(tx, catalog.engine, { lane: 'ingest', owner: 'w', limit, solo, now: 1, leaseUntil: 1 + LEASE_MS }));
    expect(await claim(false, 3)).toHaveLength(3);
    await releaseDead(catalog, 'w', 1);
    for (let round = 0; round < 6; round += 1) {
      const [job] = await claim(true, 1);
      if (!job) break;
      if ((job.payload as { name: string }).name === 'poison') await releaseDead(catalog, 'w', 1);
      else
        await catalog.write(async (tx) => {
          await recordEnd(tx, job, { outcome: 'ingested' }, { name: 'n', bytes: 1, timings: {}, now: 1 });
          await finish(tx, job, { releaseOffer: false, now: 1 });
        });
    }
    const rows = await catalog.read.selectFrom('job').select(['name', 'outcome', 'error_code']).orderBy('id').execute();
    expect(rows).toEqual([
      { name: 'good', outcome: 'ingested', error_code: null },
      { name: 'poison', outcome: 'quarantined', error_code: 'poison-file' },
      { name: 'fine', outcome: 'ingested', error_code: null },
    ]);
  });
});
