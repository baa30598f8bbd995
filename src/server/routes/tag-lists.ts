import { basename } from 'node:path';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { openTagTasks } from '../../catalog/tag-task-queries.ts';
import { AppError } from '../../core/errors.ts';
import { tagListFolder } from '../../curate/tags/import-tags.ts';
import { requestImport } from '../../curate/tags/request-tag-task.ts';
import { displayName } from '../../ingest/import/display-name.ts';
import { durableFolder } from '../../ingest/import/received-folder.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { UploadBody } from '../schemas/ingest.ts';
import { problem } from '../schemas/responses.ts';
import { ImportQuery, OpenTagTasks } from '../schemas/tag.ts';
import { TaskAccepted } from '../schemas/task.ts';
import { receiveFile } from '../upload/receive-file.ts';
import { acceptedTask, toTask } from '../views/task-view.ts';

/** The largest dump known has 60 MB. */
const MAX_LIST_BYTES = 512 * 1024 * 1024;

export function tagListRoutes(app: Api, { catalog, clock, config }: ServerDeps): void {
  app.get(
    '/api/v1/tag-tasks',
    {
      schema: {
        operationId: 'listTagTasks',
        tags: ['tags'],
        summary: 'Work on tags that has not ended, in its order',
        response: { 200: OpenTagTasks, ...problem },
      },
    },
    async () => ({ items: (await openTagTasks(catalog.read)).map(toTask) }),
  );

  app.post(
    '/api/v1/tag-lists',
    {
      schema: {
        operationId: 'importTags',
        tags: ['tags'],
        summary: 'Take over a list of tags: CSV, also packed with gzip',
        description:
          'name,category,count,aliases as tagger packs have it (with or without that line), selected_tags.csv of taggers, and the dumps tags, tag_aliases and tag_implications of e621. What is there stays; counts only say what to offer first.',
        consumes: ['multipart/form-data'],
        querystring: ImportQuery,
        body: UploadBody,
        response: { 202: TaskAccepted, ...problem },
      },
      validatorCompiler: (part) =>
        part.httpPart === 'body' ? (data: unknown) => ({ value: data }) : validatorCompiler(part as typeof part & { schema: z.ZodType }),
    },
    async (request, reply) => {
      if (!request.isMultipart()) throw new AppError('invalid-input', { detail: 'Send the list as multipart/form-data in the field files' });
      const part = await request.file({ limits: { fileSize: MAX_LIST_BYTES, files: 1, fields: 5, parts: 10 }, throwFileSizeLimit: false });
      if (part === undefined) throw new AppError('invalid-input', { detail: 'There is no file in the request' });
      const stop = new AbortController();
      const onClose = () => {
        if (!request.raw.complete) stop.abort(new AppError('invalid-input', { detail: 'The client closed the connection before the upload was complete' }));
      };
      request.raw.once('close', onClose);
      try {
        const folder = await durableFolder(config.dataDir, tagListFolder(config.dataDir));
        const received = await receiveFile(folder, part.file, stop.signal, () => !part.file.truncated);
        if (received === undefined) throw new AppError('payload-too-large', { detail: `Larger than ${MAX_LIST_BYTES} bytes` });
        const list = { file: basename(received.path), name: displayName(part.filename), numbers: request.query.numbers };
        return reply.code(202).send(acceptedTask(await requestImport(catalog, list, { actor: 'web', now: clock() })));
      } finally {
        request.raw.removeListener('close', onClose);
      }
    },
  );
}
