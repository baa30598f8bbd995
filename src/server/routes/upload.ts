import { validatorCompiler } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { UploadAccepted, UploadBody, UploadQuery } from '../schemas/ingest.ts';
import { problem } from '../schemas/responses.ts';
import { sweepRefused } from '../upload/sweep-refused.ts';
import { sweepUploads } from '../upload/sweep-uploads.ts';
import { runUpload } from '../upload/upload-run.ts';
import { acceptedJob } from '../views/accepted-job.ts';

const SWEEP_EVERY_MS = 3_600_000;
/** What an upload under way gets at shutdown; the supervisor waits 10 s in all. */
const GRACE_MS = 4_000;
/** Form fields that are not files; Magpie needs none, some clients send a few. */
const MAX_FIELDS = 20;
const MAX_FIELD_BYTES = 4096;

export function uploadRoutes(app: Api, deps: ServerDeps): void {
  const { config } = deps;
  const underWay = new Set<AbortController>();
  let sweeper: NodeJS.Timeout | undefined;

  app.addHook('onListen', async () => {
    const sweep = async () => {
      try {
        await sweepUploads(config.dataDir, deps.clock());
        await sweepRefused(deps.catalog, config.dataDir, deps.clock());
      } catch (error) {
        deps.logger.warn({ err: error }, 'upload: sweep failed');
      }
    };
    sweeper = setInterval(() => void sweep(), SWEEP_EVERY_MS).unref();
    void sweep();
  });
  app.addHook('preClose', async () => {
    clearInterval(sweeper);
    setTimeout(() => {
      for (const upload of underWay) upload.abort(new AppError('shutting-down'));
    }, GRACE_MS).unref();
  });

  app.post(
    '/api/v1/ingest/upload',
    {
      schema: {
        operationId: 'uploadFiles',
        tags: ['ingest'],
        summary: 'Upload files; answered once every byte is safe on disk',
        consumes: ['multipart/form-data'],
        querystring: UploadQuery,
        body: UploadBody,
        response: { 202: UploadAccepted, ...problem },
      },
      // The body is a stream that the handler reads; there is nothing to validate beforehand.
      validatorCompiler: (part) =>
        part.httpPart === 'body' ? (data: unknown) => ({ value: data }) : validatorCompiler(part as typeof part & { schema: z.ZodType }),
      config: { rateLimit: { max: 6000, timeWindow: 60_000 } },
    },
    async (request, reply) => {
      if (!request.isMultipart()) throw new AppError('invalid-input', { detail: 'Send the files as multipart/form-data in the field files' });
      const upload = new AbortController();
      const onClose = () => {
        if (!request.raw.complete) upload.abort(new AppError('invalid-input', { detail: 'The client closed the connection before the upload was complete' }));
      };
      request.raw.once('close', onClose);
      underWay.add(upload);
      try {
        const limits = {
          fileSize: config.uploadMaxBytes,
          files: config.uploadMaxFiles,
          fields: MAX_FIELDS,
          fieldSize: MAX_FIELD_BYTES,
          parts: Number.POSITIVE_INFINITY,
        };
        const result = await runUpload(deps, request.files({ limits, throwFileSizeLimit: false }), upload.signal, request.query.session);
        const rejected = result.tooLarge.map(({ name }) => ({
          name,
          code: 'payload-too-large',
          title: `Larger than ${config.uploadMaxBytes} bytes`,
        }));
        return reply.code(202).send({ ...acceptedJob(result.sessionId), files: [...result.files], rejected });
      } catch (error) {
        // The rest of the body is not read any more.
        reply.header('connection', 'close');
        throw error;
      } finally {
        underWay.delete(upload);
        request.raw.removeListener('close', onClose);
      }
    },
  );
}
