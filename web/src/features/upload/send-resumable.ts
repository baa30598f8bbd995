import { DetailedError, type PreviousUpload, Upload } from 'tus-js-client';
import { ProblemError, type Problem } from '../../api/problem.ts';
import { sendFile, UNREACHABLE } from './send-file.ts';

const ENDPOINT = '/api/v1/ingest/tus';
/** Below what proxies in front of home servers let through in one request, which is often 100 MB. */
const CHUNK = 32 * 1024 * 1024;
/** Sent in the request that begins the upload: one round trip a photo instead of two. What is cut off then is sent again. */
const AT_ONCE = 8 * 1024 * 1024;
/** Two minutes in all without a byte getting through; each byte that does begins this anew. */
const RETRY_DELAYS = [500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 30_000, 30_000];
/** What a server or proxy that does not know the protocol answers. */
const NO_TUS = new Set([404, 405, 412, 501]);

/** A file had to go the plain way on this page: the next ones do at once. */
let plain = false;

export interface SendOrder {
  readonly file: File;
  /** Path in the dropped folder. */
  readonly path: string;
  readonly session: () => Promise<string>;
  readonly onProgress: (sent: number) => void;
  /** The connection broke; it is tried again by itself. */
  readonly onTrouble: () => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a file by the tus protocol; after a cut, a reload or a restart of the server it goes on where it stopped. Returns the
 * session that takes the file in. ProblemError; an abort rejects with the signal's reason.
 */
export async function sendResumable(order: SendOrder): Promise<string> {
  const { file, path, signal } = order;
  const fingerprint = `magpie:${path}:${file.size}:${file.lastModified}`;
  const session = await order.session();
  signal.throwIfAborted();
  if (plain) return sendFile(file, session, order.onProgress, signal);
  return new Promise((resolve, reject) => {
    let takenBy: string | undefined;
    const upload = new Upload(file, {
      endpoint: ENDPOINT,
      fingerprint: () => Promise.resolve(fingerprint),
      metadata: { filename: file.name, filetype: file.type, lastModified: String(file.lastModified), session },
      chunkSize: CHUNK,
      uploadDataDuringCreation: file.size <= AT_ONCE,
      retryDelays: RETRY_DELAYS,
      removeFingerprintOnSuccess: true,
      onProgress: (sent) => order.onProgress(sent),
      onAfterResponse: (_request, response) => {
        takenBy = response.getHeader('magpie-session') ?? takenBy;
      },
      onShouldRetry: (error) => {
        const again = isPassing(error.originalResponse?.getStatus() ?? 0);
        if (again) order.onTrouble();
        return again;
      },
      onSuccess: () => resolve(takenBy ?? session),
      onError: (error) => {
        const status = statusOf(error);
        const begun = upload.url !== null;
        if (begun || !NO_TUS.has(status)) {
          reject(new ProblemError(problemOf(error)));
          return;
        }
        plain = true;
        resolve(sendFile(file, session, order.onProgress, signal));
      },
    });
    const onAbort = (): void => {
      // With its bytes on the server and its note here: nobody goes on with it.
      upload.abort(true).catch(() => undefined);
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    upload
      .findPreviousUploads()
      .catch((): PreviousUpload[] => [])
      .then((previous) => {
        if (signal.aborted) return;
        if (previous[0]) upload.resumeFromPreviousUpload(previous[0]);
        upload.start();
      }, reject);
  });
}

/** Goes away by itself: no answer, a busy or restarting server, another request still holding this upload. */
function isPassing(status: number): boolean {
  return status === 0 || status === 409 || status === 423 || status === 429 || status === 460 || (status >= 500 && status !== 501 && status !== 507);
}

function statusOf(error: Error | DetailedError): number {
  return error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
}

function problemOf(error: Error | DetailedError): Problem {
  if (!(error instanceof DetailedError) || !error.originalResponse) return UNREACHABLE;
  try {
    return JSON.parse(error.originalResponse.getBody()) as Problem;
  } catch {
    const status = error.originalResponse.getStatus();
    return { ...UNREACHABLE, title: `The server answered ${status}`, status };
  }
}
