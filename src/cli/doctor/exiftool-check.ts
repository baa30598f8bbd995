import { perlVersion } from '../../media/metadata/exiftool.ts';
import { type CheckResult, result } from './check.ts';

/** exiftool comes with Magpie; perl, which runs it, does not. */
export async function checkExifTool(): Promise<CheckResult> {
  const perl = await perlVersion();
  if (perl !== undefined) return result('exiftool', 'ok', `runs with perl ${perl}: maker notes, video facts, sidecars`);
  return result('exiftool', 'info', 'perl is missing, so only EXIF, IPTC and XMP of pictures are read, and no sidecars are written', 'sudo apt install perl');
}
