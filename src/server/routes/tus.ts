import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { AppError } from '../../core/errors.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { problem } from '../schemas/responses.ts';
import { sweepTus } from '../upload/sweep-tus.ts';
import { badHeader, byteCount, CHECKSUM_ALGORITHMS, CHUNK_TYPE, TUS_EXTENSIONS, TUS_VERSION, uploadChecksum, uploadMetadata } from '../upload/tus-headers.ts';
import { TusUploads, type UploadState } from '../upload/tus-uploads.ts';

const URL = '/api/v1/ingest/tus';
const SWEEP_EVERY_MS = 3_600_000;
/** What a chunk under way gets at shutdown; what has come of it is kept. */
const GRACE_MS = 3_000;
const Params = z.object({ id: z.uuid() });
const nothing = (description: string) => z.undefined().describe(description);

/** Resumable uploads by the tus protocol 1.0.0, https://tus.io/protocols/resumable-upload. */
export async function tusRoutes(app: Api, deps: ServerDeps): Promise<void> {
  await app.register(async (scope) => routes(scope.withTypeProvider<ZodTypeProvider>(), deps));
}

function routes(app: Api, deps: ServerDeps): void {
  const uploads = new TusUploads(deps);
  const underWay = new Set<AbortController>();
  let sweeper: NodeJS.Timeout | undefined;

  // The handler reads the stream.
  app.addContentTypeParser(CHUNK_TYPE, (_request, payload, done) => done(null, payload));
  app.addHook('onListen', async () => {
    const sweep = () =>
      sweepTus(deps.catalog, deps.config.dataDir, deps.clock()).catch((error: unknown) => deps.logger.warn({ err: error }, 'upload: sweep failed'));
    sweeper = setInterval(() => void sweep(), SWEEP_EVERY_MS).unref();
    void sweep();
  });
  app.addHook('preClose', async () => {
    clearInterval(sweeper);
    setTimeout(() => {
      for (const upload of underWay) upload.abort(new AppError('shutting-down'));
    }, GRACE_MS).unref();
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('tus-resumable', TUS_VERSION).header('cache-control', 'no-store');
    if (request.method === 'OPTIONS' || request.headers['tus-resumable'] === TUS_VERSION) return;
    reply.header('tus-version', TUS_VERSION);
    throw new AppError('upload-protocol');
  });

  const receive = async (request: FastifyRequest, id: string, offset: number): Promise<UploadState> => {
    const controller = new AbortController();
    underWay.add(controller);
    try {
      return await uploads.receive(id, offset, request.body as Readable, uploadChecksum(request.headers['upload-checksum']), controller.signal);
    } catch (error) {
      if (error instanceof AppError) throw error;
      // The connection broke; the answer reaches nobody.
      throw new AppError('invalid-input', { detail: 'The connection ended before the chunk was complete; what came of it is kept', cause: error });
    } finally {
      underWay.delete(controller);
    }
  };

  const takeChunk = async (request: FastifyRequest, reply: FastifyReply, id: string): Promise<void> => {
    if (request.headers['content-type'] !== CHUNK_TYPE) throw new AppError('upload-type');
    const offset = byteCount(request.headers['upload-offset'], 'Upload-Offset');
    describe(reply, await receive(request, id, offset));
  };

  app.options(URL, { schema: { hide: true } }, async (_request, reply) =>
    reply
      .code(204)
      .header('tus-version', TUS_VERSION)
      .header('tus-extension', TUS_EXTENSIONS)
      .header('tus-max-size', deps.config.uploadMaxBytes)
      .header('tus-checksum-algorithm', CHECKSUM_ALGORITHMS.join(','))
      .send(),
  );
  app.post(
    URL,
    {
      schema: {
        operationId: 'createUpload',
        tags: ['ingest'],
        summary: 'Begin a resumable upload (tus 1.0.0); its address is in the header Location',
        response: { 201: nothing('Begun'), ...problem },
      },
      config: { rateLimit: { max: 6000, timeWindow: 60_000 } },
    },
    async (request, reply) => {
      const { headers } = request;
      if (headers['upload-defer-length'] !== undefined) throw badHeader('Upload-Defer-Length', 'is not supported; send Upload-Length');
      const length = byteCount(headers['upload-length'], 'Upload-Length');
      const withBytes = headers['content-type'] === CHUNK_TYPE && request.body !== undefined;
      if (withBytes && Number(headers['content-length'] ?? 0) > length)
        throw new AppError('payload-too-large', { detail: `More bytes than the ${length} announced` });
      let upload = await uploads.create(length, uploadMetadata(headers['upload-metadata'], deps.clock()));
      if (withBytes && length > 0) {
        try {
          upload = await receive(request, upload.id, 0);
        } catch (error) {
          // The client does not know the address yet, so nobody could go on with it.
          await uploads.remove(upload.id).catch(() => {});
          throw error;
        }
      }
      describe(reply, upload);
      reply.header('location', `${URL}/${upload.id}`);
      return reply.code(201).send();
    },
  );
  app.head(
    `${URL}/:id`,
    {
      schema: {
        operationId: 'getUploadOffset',
        tags: ['ingest'],
        summary: 'How far a resumable upload has come: the header Upload-Offset',
        params: Params,
        response: { 200: nothing('Known'), ...problem },
      },
    },
    async ({ params }, reply) => {
      const upload = await uploads.find(params.id);
      describe(reply, upload);
      reply.header('upload-length', upload.length);
      if (upload.metadata !== '') reply.header('upload-metadata', upload.metadata);
      return reply.code(200).send();
    },
  );
  app.patch(
    `${URL}/:id`,
    {
      schema: {
        operationId: 'sendUploadChunk',
        tags: ['ingest'],
        summary: 'Send the next bytes of a resumable upload; answered once they are safe on disk',
        params: Params,
        response: { 204: nothing('Safe on disk; the header Upload-Offset says where to go on'), ...problem },
      },
      config: { rateLimit: { max: 6000, timeWindow: 60_000 } },
    },
    async (request, reply) => {
      await takeChunk(request, reply, request.params.id);
      return reply.code(204).send();
    },
  );
  app.delete(
    `${URL}/:id`,
    {
      schema: {
        operationId: 'endUpload',
        tags: ['ingest'],
        summary: 'Give a resumable upload up and remove what has come of it',
        params: Params,
        response: { 204: nothing('Removed'), ...problem },
      },
    },
    async ({ params }, reply) => {
      await uploads.remove(params.id);
      return reply.code(204).send();
    },
  );
  // Some networks let nothing but GET and POST pass; the protocol has this way around them.
  app.post(`${URL}/:id`, { schema: { hide: true, params: Params } }, async (request, reply) => {
    const method = request.headers['x-http-method-override'];
    if (method === 'PATCH') await takeChunk(request, reply, request.params.id);
    else if (method === 'DELETE') await uploads.remove(request.params.id);
    else throw new AppError('method-not-allowed', { detail: 'Say PATCH or DELETE in the header X-HTTP-Method-Override' });
    return reply.code(204).send();
  });
}

function describe(reply: FastifyReply, upload: UploadState): void {
  reply.header('upload-offset', upload.received).header('upload-expires', new Date(upload.expires_at).toUTCString());
  // Whole: this session takes it in.
  if (upload.done === 1 && upload.session_id !== null) reply.header('magpie-session', upload.session_id);
}
