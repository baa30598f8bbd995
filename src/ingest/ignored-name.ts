/**
 * Names that are nobody's picture: hidden files and folders, half-finished downloads (browsers, curl, rsync and most
 * sync programs rename when done), Office lock files, and what Windows leaves in folders.
 */
export function ignoredName(name: string): boolean {
  return IGNORED.test(name);
}

const IGNORED = /^(?:\..*|~\$.*|thumbs\.db|desktop\.ini|.*\.(?:part|crdownload|tmp))$/is;
