import type { Outcome, SourceKind, StorageMode } from './session.ts';

/**
 * `discover` walks the paths of a session and offers what it finds; `ingest` takes one file through the stages; `fetch` brings
 * one from an address and hands it to ingest; `unpack` replaces an archive by its files; `curate` looks for duplicates and
 * moves them; `describe` reads everything that is written in an asset;
 * `proxy` makes of a video or of frames in a zip what browsers play; `purge` deletes for good; `webhook` tells an address that a session rests.
 */
export const LANES = ['discover', 'ingest', 'fetch', 'unpack', 'curate', 'describe', 'proxy', 'purge', 'webhook'] as const;
export type Lane = (typeof LANES)[number];

export type JobState = 'ready' | 'running' | 'done';

export const STAGES = ['identify', 'dedupe', 'analyse', 'place', 'commit', 'settle'] as const;
export type Stage = (typeof STAGES)[number];

/** Milliseconds spent per stage, rounded to 0.1. */
export type StageTimings = Partial<Record<Stage, number>>;

/** What an `ingest` job needs to know; the whole life of one file can be run from it. */
export interface IngestPayload {
  readonly source: SourceKind;
  /** Absolute path of the bytes to read. */
  readonly path: string;
  /** Name to show and keep: the base name in its source. */
  readonly name: string;
  readonly mode: StorageMode;
  /** Where it came from when `path` does not say it: an address, or a place in an archive. */
  readonly origin?: string;
  /** Somebody said that content which was deleted may come back with this file. */
  readonly takeBack?: boolean;
}

/** A claimed job. Every write about it carries `token`; zero rows means another worker owns it by now. */
export interface LeasedJob {
  readonly id: number;
  readonly lane: Lane;
  readonly sessionId: string | null;
  /** As offered; an `ingest` job holds an IngestPayload, a `discover` job none. */
  readonly payload: unknown;
  readonly attempt: number;
  /** True when it runs alone because a worker died with it in flight. */
  readonly solo: boolean;
  readonly token: number;
  /** Set when an earlier worker committed and died before settling: only settle is left. */
  readonly outcome: Outcome | null;
  readonly assetId: number | null;
  readonly createdAt: number;
}
