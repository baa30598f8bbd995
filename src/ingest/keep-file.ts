import { type FileFormat, isWanted } from '../domain/file-format.ts';
import { otherKind } from '../media/other-kind.ts';

/** As what plain file one without a picture is kept, by its first bytes; undefined when the setting ingest.keepOtherFiles does not want it. */
export function keptAs(name: string, head: Buffer, wanted: readonly string[] = []): FileFormat | undefined {
  const format = otherKind(head)?.format ?? 'bin';
  return isWanted(name, format, wanted) ? format : undefined;
}
