import { ProblemError, type Problem } from '../../api/problem.ts';

export interface Accepted {
  readonly job_id: string;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

const UNREACHABLE: Problem = {
  type: 'about:blank',
  title: 'The connection was lost',
  status: 0,
  code: 'unreachable',
  next: 'Check that Magpie runs and the network works, then retry. Files that arrived already are only recognised, not doubled.',
};

/**
 * Sends files in one request. XMLHttpRequest, because fetch tells nothing of how much was sent. Throws ProblemError;
 * an abort rejects with the signal's reason.
 */
export function sendFiles(files: readonly File[], onProgress: (loaded: number, total: number) => void, signal: AbortSignal): Promise<Accepted> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const file of files) form.append('files', file, file.name);
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/ingest/upload');
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded, event.total));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as Accepted);
      else
        reject(
          new ProblemError((request.response as Problem | null) ?? { ...UNREACHABLE, title: `The server answered ${request.status}`, status: request.status }),
        );
    });
    request.addEventListener('error', () => reject(new ProblemError(UNREACHABLE)));
    request.addEventListener('abort', () => reject(signal.reason));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}
