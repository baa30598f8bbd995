import { ProblemError, type Problem } from '../../api/problem.ts';

export const UNREACHABLE: Problem = {
  type: 'about:blank',
  title: 'The connection was lost',
  status: 0,
  code: 'unreachable',
  next: 'Check that Magpie runs and the network works, then retry. What has arrived is kept, and the upload goes on from there.',
};

/**
 * Sends a file in one plain request: the way for proxies that do not let the resumable one through. Returns the session
 * that takes it in: the one given, while it is open.
 * XMLHttpRequest, because fetch tells nothing of how much was sent. ProblemError; an abort rejects with the signal's reason.
 */
export function sendFile(file: File, session: string, onProgress: (sent: number) => void, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append('files', file, file.name);
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/ingest/upload?session=${session}`);
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => onProgress(Math.min(file.size, event.loaded)));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve((request.response as { job_id: string }).job_id);
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
