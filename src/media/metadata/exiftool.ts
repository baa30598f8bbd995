import { execFile } from 'node:child_process';
import type { ExifTool } from 'exiftool-vendored';
import { AppError } from '../../core/errors.ts';
import type { ExtractedMetadata } from '../../domain/metadata.ts';
import { endExifTool, exiftool } from '../tools/exiftool.ts';
import { readExifTool } from './exiftool-tags.ts';

/** Numbers as numbers, both group levels, everything that is there; long values cut, binary ones only named. */
const READ = ['-n', '-G0:1', '-a', '-struct', '-api', 'LargeFileSupport=1', '-api', 'LimitLongValues=20000', '-charset', 'iptc=utf8'];

/** What exiftool reads and writes, by the processes all of us share. */
export class ExifToolReader {
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

  end(): Promise<void> {
    return endExifTool();
  }

  async #ask<T>(path: string, work: (tool: ExifTool) => Promise<T>): Promise<T> {
    // Its arguments are lines: a line break would begin the next one.
    if (/[\r\n]/.test(path)) throw new AppError('metadata-unreadable', { detail: 'exiftool cannot be asked for a name with line breaks' });
    const tool = await exiftool();
    if (tool === undefined) throw new AppError('metadata-unreadable', { detail: 'exiftool does not run here; magpie doctor says why' });
    try {
      return await work(tool);
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
