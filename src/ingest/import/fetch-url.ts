import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { lookup as dnsLookup } from 'node:dns/promises';
import { syncFolder } from '../../blobs/durable-folders.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { handOver } from '../../catalog/import-queries.ts';
import { giveBack } from '../../catalog/job-queries.ts';
import { lockSession } from '../../catalog/session-state.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError, toAppError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { IngestPayload, LeasedJob } from '../../domain/job.ts';
import { type AttemptFacts, endFailedAttempt, finish, recordEnd } from '../../jobs/end-attempt.ts';
import { download, type DownloadRules } from './download.ts';
import type { ImportSettings, Lookup } from './import-settings.ts';
import { isPublicAddress } from './public-address.ts';
import { receivedFolder } from './received-folder.ts';
import { sweepAttempts } from './sweep-attempts.ts';

/** What a `fetch` job needs to know. */
export interface FetchPayload {
  readonly url: string;
  /** Shown until the real name is known. */
  readonly name: string;
}

export interface ImportDeps {
  readonly catalog: Catalog;
  readonly dataDir: string;
  readonly settings: { readonly maxFileBytes: number; readonly maxAttempts: number; readonly keepOtherFiles?: readonly string[] };
  readonly imports: ImportSettings;
  readonly logger: Logger;
  readonly clock: Clock;
  /** How names are looked up; the system's way unless given. */
  readonly lookup?: Lookup;
}

/** Brings one file from its address and hands the job on to ingest, or to unpack when it is an archive. */
export async function fetchUrl(deps: ImportDeps, job: LeasedJob, signal: AbortSignal): Promise<void> {
  const { catalog, dataDir, clock, logger, settings } = deps;
  const { url, name } = job.payload as FetchPayload;
  const folder = await receivedFolder(dataDir, job.sessionId ?? '');
  const target = join(folder, `url-${job.id}-${job.token}`);
  let handing = false;
  try {
    await sweepAttempts(folder, `url-${job.id}`, job.token);
    const got = await download(url, target, downloadRules(deps), signal);
    if (got.modifiedAt !== undefined) await utimes(target, clock() / 1000, got.modifiedAt / 1000);
    await syncFolder(folder);
    const payload: IngestPayload = { source: 'url', path: target, name: got.name, mode: 'move', origin: url };
    handing = true;
    await handOn(deps, job, got.archive ? 'unpack' : 'ingest', payload, got.bytes);
    logger.debug({ job: job.id, session: job.sessionId, bytes: got.bytes }, `${got.name}: fetched`);
  } catch (thrown) {
    const error = toAppError(thrown);
    // It may have been handed on all the same when the answer of the database was lost; a later attempt takes what is left over.
    if (!handing) await rm(target, { force: true });
    if (error.code === 'lease-lost') throw error;
    if (signal.aborted) {
      await catalog.write((tx) => giveBack(tx, job, { runAfter: clock(), code: null, detail: null, uncounted: true }));
      return;
    }
    if (error.code === 'internal') throw thrown;
    const facts: AttemptFacts = { name, bytes: 0, timings: {}, now: clock() };
    if (error.code === 'unsupported-type' || error.code === 'svg-refused') await skip(catalog, job, error, facts);
    else await endFailedAttempt(catalog, job, error, facts, settings.maxAttempts);
    logger.info({ job: job.id, session: job.sessionId, attempt: job.attempt, code: error.code }, `${name}: not fetched, ${error.message}`);
  }
}

function downloadRules({ imports, settings, lookup }: ImportDeps): DownloadRules {
  return {
    ...imports,
    maxFileBytes: settings.maxFileBytes,
    ...(settings.keepOtherFiles === undefined ? {} : { keepOtherFiles: settings.keepOtherFiles }),
    lookup: lookup ?? ((host) => dnsLookup(host, { all: true })),
    isAllowed: imports.allowPrivateAddresses ? () => true : isPublicAddress,
  };
}

async function handOn({ catalog, clock }: ImportDeps, job: LeasedJob, lane: 'ingest' | 'unpack', payload: IngestPayload, bytes: number): Promise<void> {
  const taken = await catalog.write(async (tx) => {
    if ((await lockSession(tx, job.sessionId ?? '')) === 'cancelled') {
      await endCancelled(tx, job, { name: payload.name, bytes, timings: {}, now: clock() });
      return false;
    }
    if (!(await handOver(tx, job, { lane, payload }, clock()))) throw new AppError('lease-lost');
    return true;
  });
  if (!taken) await rm(payload.path, { force: true });
}

type Tx = Parameters<Parameters<Catalog['write']>[0]>[0];

/** The session was cancelled while the job was under way, before it became a file. */
export async function endCancelled(tx: Tx, job: LeasedJob, facts: AttemptFacts): Promise<void> {
  await recordEnd(tx, job, { outcome: 'skipped', error: new AppError('session-cancelled') }, facts);
  await finish(tx, job, { releaseOffer: false, now: facts.now });
}

/** It is none of ours: an answer, not a failure. */
export async function skip(catalog: Catalog, job: LeasedJob, error: AppError, facts: AttemptFacts): Promise<void> {
  await catalog.write(async (tx) => {
    await recordEnd(tx, job, { outcome: 'skipped', error }, facts);
    await finish(tx, job, { releaseOffer: false, now: facts.now });
  });
}
