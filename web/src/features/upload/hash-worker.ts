import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export interface HashOrder {
  readonly key: number;
  readonly file: File;
}
/** `sha256` is null when the file cannot be read. */
export interface HashAnswer {
  readonly key: number;
  readonly sha256: string | null;
}

const PIECE = 4 * 1024 * 1024;
/** Up to here the browser's own hash, where there is one: it is ten times as fast, but wants the whole file in memory. */
const WHOLE = 64 * 1024 * 1024;

/** One file after the other: the disk, or a phone's storage, is what is waited for. */
let before: Promise<void> = Promise.resolve();
self.addEventListener('message', ({ data: { key, file } }: MessageEvent<HashOrder>) => {
  before = before.then(async () => {
    const digest = await hash(file).catch(() => null);
    self.postMessage({ key, sha256: digest && bytesToHex(digest) } satisfies HashAnswer);
  });
});

async function hash(file: File): Promise<Uint8Array> {
  // Typed as always there; pages over plain http from another machine do not have it.
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (subtle && file.size <= WHOLE) return new Uint8Array(await subtle.digest('SHA-256', await file.arrayBuffer()));
  const sha = sha256.create();
  for (let at = 0; at < file.size; at += PIECE) sha.update(new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer()));
  return sha.digest();
}
