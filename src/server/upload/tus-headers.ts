import { AppError } from '../../core/errors.ts';
import { displayName } from '../../ingest/import/display-name.ts';

export const TUS_VERSION = '1.0.0';
export const TUS_EXTENSIONS = 'creation,creation-with-upload,checksum,expiration,termination';
export const CHECKSUM_ALGORITHMS = ['sha256', 'sha1', 'md5'] as const;
export const CHUNK_TYPE = 'application/offset+octet-stream';

export interface Checksum {
  readonly algorithm: (typeof CHECKSUM_ALGORITHMS)[number];
  readonly digest: Buffer;
}

export interface UploadMetadata {
  /** The header as it came; given back by HEAD. */
  readonly raw: string;
  readonly name: string;
  /** The session that gets the file. */
  readonly session: string | null;
  readonly modifiedAt: number | null;
}

const MAX_METADATA = 4096;
/** Digits that a number still holds exactly. */
const WHOLE_NUMBER = /^\d{1,15}$/;

/** A header that holds a whole number of bytes. */
export function byteCount(value: string | string[] | undefined, name: string): number {
  if (typeof value !== 'string' || !WHOLE_NUMBER.test(value)) throw badHeader(name, 'must be a whole number of bytes');
  return Number(value);
}

/** `Upload-Metadata: filename d29ybGQuanBn,lastModified MTcw…`: keys with values in base64. What is not known is kept and left alone. */
export function uploadMetadata(header: string | string[] | undefined, now: number): UploadMetadata {
  const raw = typeof header === 'string' ? header.trim() : '';
  if (raw.length > MAX_METADATA) throw badHeader('Upload-Metadata', `is longer than ${MAX_METADATA} characters`);
  const values = new Map<string, string>();
  for (const pair of raw === '' ? [] : raw.split(',')) {
    const [key, value = '', ...rest] = pair.trim().split(' ');
    if (key === undefined || !/^[\x21-\x7e]+$/.test(key) || !/^[A-Za-z0-9+/]*={0,2}$/.test(value) || rest.length > 0) {
      throw badHeader('Upload-Metadata', 'must be pairs of a key and a value in base64, separated by commas');
    }
    values.set(key, Buffer.from(value, 'base64').toString('utf8'));
  }
  const modified = values.get('lastModified') ?? '';
  return {
    raw,
    name: displayName(values.get('filename') ?? values.get('name')),
    session: values.get('session') || null,
    // A date in the future would sort the picture to the top for ever.
    modifiedAt: WHOLE_NUMBER.test(modified) && Number(modified) <= now ? Number(modified) : null,
  };
}

/** `Upload-Checksum: sha256 <base64>`; undefined when there is none. */
export function uploadChecksum(header: string | string[] | undefined): Checksum | undefined {
  if (header === undefined) return undefined;
  const [name, value, ...rest] = String(header).trim().split(' ');
  const algorithm = CHECKSUM_ALGORITHMS.find((one) => one === name);
  if (algorithm === undefined || value === undefined || rest.length > 0) {
    throw badHeader('Upload-Checksum', `must be one of ${CHECKSUM_ALGORITHMS.join(', ')} and the digest in base64`);
  }
  return { algorithm, digest: Buffer.from(value, 'base64') };
}

export function badHeader(name: string, message: string): AppError {
  return new AppError('invalid-input', { detail: `The header ${name} ${message}`, fields: [{ path: name, message }] });
}
