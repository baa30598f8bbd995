import { execFile } from 'node:child_process';
import { ExifTool } from 'exiftool-vendored';
import { AppError } from '../../core/errors.ts';
import type { ExtractedMetadata } from '../../domain/metadata.ts';
import { readExifTool } from './exiftool-tags.ts';

/** One file takes 20–200 ms; a large video on a slow disk some seconds. */
const TIMEOUT_MS = 30_000;
/** A process that has nothing to do ends. */
const IDLE_MS = 30_000;
/** Numbers as numbers, both group levels, everything that is there; long values cut, binary ones only named. */
const READ = ['-n', '-G0:1', '-a', '-struct', '-api', 'LargeFileSupport=1', '-api', 'LimitLongValues=20000', '-charset', 'iptc=utf8'];

/**
 * exiftool as one process that stays open: started with the first file, ended by `end`, after half a minute without work, and
 * when this process dies, because it reads its work from a pipe.
 */
export class ExifToolReader {
  #tool: ExifTool | undefined;

  /** What is written in a file, by all groups. Throws `metadata-unreadable` as AppError. */
  async read(path: string): Promise<ExtractedMetadata> {
    const tags = await this.#ask(path, (tool) => tool.readRaw(path, { readArgs: READ }) as Promise<Record<string, unknown>>);
    const found = readExifTool(tags);
    if (found.facts.lens !== undefined || !found.lensByNumber) return found;
    // Old cameras write a number for the lens, and only exiftool knows which that is.
    const { LensID: lens } = await this.#ask(path, (tool) => tool.readRaw(path, { readArgs: ['-LensID'] }) as Promise<Record<string, unknown>>);
    return readExifTool({ ...tags, 'Composite:LensID': lens });
  }

  /**
   * Writes tags into a file that exists, in place; what else stands in it stays. Throws `metadata-unreadable`. A null takes a tag out.
   */
  async write(path: string, tags: Readonly<Record<string, string | number | readonly string[] | null>>): Promise<void> {
    await this.#ask(path, (tool) => tool.write(path, tags as never, { writeArgs: ['-overwrite_original', '-n', '-m'], useMWG: false }));
  }

  async end(): Promise<void> {
    const tool = this.#tool;
    this.#tool = undefined;
    await tool?.end(true);
  }

  async #ask<T>(path: string, work: (tool: ExifTool) => Promise<T>): Promise<T> {
    // Its arguments are lines: a line break would begin the next one.
    if (/[\r\n]/.test(path)) throw new AppError('metadata-unreadable', { detail: 'exiftool cannot be asked for a name with line breaks' });
    this.#tool ??= new ExifTool({
      maxProcs: 1,
      maxTasksPerProcess: 1_000,
      taskTimeoutMillis: TIMEOUT_MS,
      maxIdleMsPerProcess: IDLE_MS,
      taskRetries: 0,
      useMWG: false,
      geolocation: false,
      killProcessGroup: process.platform !== 'win32',
    });
    try {
      return await work(this.#tool);
    } catch (error) {
      throw new AppError('metadata-unreadable', { detail: (error instanceof Error ? error.message : String(error)).slice(0, 500), cause: error });
    }
  }
}

/** Whether exiftool can run here: everywhere but on Windows it needs perl. */
export async function perlVersion(): Promise<string | undefined> {
  if (process.platform === 'win32') return 'not needed on Windows';
  return new Promise((resolve) => {
    execFile('perl', ['-e', 'require File::Basename; printf "%vd", $^V'], { timeout: 5_000, maxBuffer: 10_000 }, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    );
  });
}
