import type { Api, ServerDeps } from '../deps.ts';
import { UploadAccepted, UploadBody } from '../schemas/ingest.ts';
import { problem } from '../schemas/responses.ts';

export function uploadRoutes(app: Api, _deps: ServerDeps): void {
  app.post(
    '/api/v1/ingest/upload',
    {
      schema: {
        operationId: 'uploadFiles',
        tags: ['ingest'],
        summary: 'Upload files; answered once every byte is safe on disk',
        consumes: ['multipart/form-data'],
        body: UploadBody,
        response: { 202: UploadAccepted, ...problem },
      },
      // The body is a stream that the handler reads; there is nothing to validate beforehand.
      validatorCompiler: () => (data: unknown) => ({ value: data }),
    },
    async () => {
      throw new Error('not yet');
    },
  );
}
