import { z } from 'zod';
import { aliasesOf, countTags, listTags, samplesOf } from '../../catalog/tag-admin-queries.ts';
import { tagsByIds } from '../../catalog/tag-queries.ts';
import { rulesOfTag } from '../../catalog/tag-rule-queries.ts';
import { AppError } from '../../core/errors.ts';
import { addAlias, createTag, deleteTag, editTag, removeAlias } from '../../curate/tags/edit-tag.ts';
import { previewMerge, requestMerge } from '../../curate/tags/request-tag-task.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { Done, problem } from '../schemas/responses.ts';
import { AliasBody, ListTagsQuery, MergeBody, MergePreviewView, MergeQuery, NewTag, Tag, TagDetail, TagEditBody, TagList, TagParams } from '../schemas/tag.ts';
import { TaskAccepted } from '../schemas/task.ts';
import { toImplication, toTag } from '../views/tag-view.ts';
import { acceptedTask } from '../views/task-view.ts';

const Place = z.tuple([z.number().int(), z.number().int(), z.string()]);
/** Pictures that show what a tag is. */
const SAMPLES = 24;

export function tagRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  const by = () => ({ actor: 'web', now: clock() });
  const detail = async (id: number): Promise<z.infer<typeof TagDetail>> => {
    const row = (await tagsByIds(catalog.read, [id])).get(id);
    if (row === undefined) throw new AppError('tag-not-found', { detail: String(id) });
    const rules = (await rulesOfTag(catalog.read, id)).map((rule) => toImplication(rule, []));
    return {
      tag: toTag(row),
      aliases: await aliasesOf(catalog.read, id),
      implies: rules.filter(({ antecedent }) => antecedent.id === id),
      impliedBy: rules.filter(({ consequent }) => consequent.id === id),
      samples: await samplesOf(catalog.read, id, SAMPLES),
    };
  };

  app.get(
    '/api/v1/tags',
    {
      schema: {
        operationId: 'listTags',
        tags: ['tags'],
        summary: 'Tags, by name, category and use',
        querystring: ListTagsQuery,
        response: { 200: TagList, ...problem },
      },
    },
    async ({ query }) => {
      const { order, limit, cursor, ...filter } = query;
      const place = decodeCursor(cursor, Place);
      const after = place === undefined ? undefined : { id: place[0], count: place[1], name: place[2] };
      const rows = await listTags(catalog.read, filter, order, after, limit + 1);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(toTag),
        total: await countTags(catalog.read, filter),
        next: rows.length > limit && last !== undefined ? encodeCursor([last.id, last.count, last.name]) : null,
      };
    },
  );

  app.post(
    '/api/v1/tags',
    { schema: { operationId: 'createTag', tags: ['tags'], summary: 'Make a tag', body: NewTag, response: { 201: Tag, ...problem } } },
    async ({ body }, reply) => reply.code(201).send(toTag(await createTag(catalog, body, by()))),
  );

  app.get(
    '/api/v1/tags/:id',
    {
      schema: {
        operationId: 'getTag',
        tags: ['tags'],
        summary: 'A tag: note, other names, rules, some pictures',
        params: TagParams,
        response: { 200: TagDetail, ...problem },
      },
    },
    async ({ params }) => detail(params.id),
  );

  app.patch(
    '/api/v1/tags/:id',
    {
      schema: {
        operationId: 'editTag',
        tags: ['tags'],
        summary: 'Rename a tag, move it to a category, deprecate it, write its note',
        description: 'No asset is touched. Renamed, its old name leads to it; renamed back, that is undone.',
        params: TagParams,
        body: TagEditBody,
        response: { 200: Tag, ...problem },
      },
    },
    async ({ params, body }) => toTag(await editTag(catalog, params.id, body, by())),
  );

  app.delete(
    '/api/v1/tags/:id',
    {
      schema: { operationId: 'deleteTag', tags: ['tags'], summary: 'Delete a tag that nothing bears', params: TagParams, response: { 200: Done, ...problem } },
    },
    async ({ params }) => {
      await deleteTag(catalog, params.id, by());
      return { ok: true as const };
    },
  );

  app.post(
    '/api/v1/tags/:id/aliases',
    {
      schema: {
        operationId: 'addTagAlias',
        tags: ['tags'],
        summary: 'Another name that leads to a tag',
        params: TagParams,
        body: AliasBody,
        response: { 200: TagDetail, ...problem },
      },
    },
    async ({ params, body }) => {
      await addAlias(catalog, params.id, body.name, by());
      return detail(params.id);
    },
  );

  app.delete(
    '/api/v1/tags/:id/aliases',
    {
      schema: {
        operationId: 'removeTagAlias',
        tags: ['tags'],
        summary: 'Take another name away',
        params: TagParams,
        querystring: AliasBody,
        response: { 200: TagDetail, ...problem },
      },
    },
    async ({ params, query }) => {
      await removeAlias(catalog, params.id, query.name, by());
      return detail(params.id);
    },
  );

  app.get(
    '/api/v1/tags/:id/merge',
    {
      schema: {
        operationId: 'previewTagMerge',
        tags: ['tags'],
        summary: 'What merging a tag into another would move',
        params: TagParams,
        querystring: MergeQuery,
        response: { 200: MergePreviewView, ...problem },
      },
    },
    async ({ params, query }) => previewMerge(catalog, params.id, query.into),
  );

  app.post(
    '/api/v1/tags/:id/merge',
    {
      schema: {
        operationId: 'mergeTag',
        tags: ['tags'],
        summary: 'Merge a tag into another: assets, other names and rules move; its name leads there',
        description: 'Cannot be undone: which asset bore which of the two is not kept. Look at the preview first.',
        params: TagParams,
        body: MergeBody,
        response: { 202: TaskAccepted, ...problem },
      },
    },
    async ({ params, body }, reply) => reply.code(202).send(acceptedTask(await requestMerge(catalog, params.id, body.into, by()))),
  );
}
