import { listCategories } from '../../catalog/tag-admin-queries.ts';
import { createCategory, deleteCategory, editCategory } from '../../curate/tags/categories.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { problem } from '../schemas/responses.ts';
import { CategoryEditBody, CategoryParams, NewCategory, TagCategoryList } from '../schemas/tag.ts';

export function tagCategoryRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  const by = () => ({ actor: 'web', now: clock() });
  const list = async () => ({
    items: (await listCategories(catalog.read)).map(({ builtin, tags, ...row }) => ({ ...row, tags: Number(tags), builtin: builtin === 1 })),
  });

  app.get(
    '/api/v1/tag-categories',
    { schema: { operationId: 'listTagCategories', tags: ['tags'], summary: 'Categories in their order', response: { 200: TagCategoryList, ...problem } } },
    list,
  );
  app.post(
    '/api/v1/tag-categories',
    {
      schema: {
        operationId: 'createTagCategory',
        tags: ['tags'],
        summary: 'Make a category',
        body: NewCategory,
        response: { 201: TagCategoryList, ...problem },
      },
    },
    async ({ body }, reply) => {
      await createCategory(catalog, body.name, body, by());
      return reply.code(201).send(await list());
    },
  );
  app.patch(
    '/api/v1/tag-categories/:name',
    {
      schema: {
        operationId: 'editTagCategory',
        tags: ['tags'],
        summary: 'Colour and place of a category',
        params: CategoryParams,
        body: CategoryEditBody,
        response: { 200: TagCategoryList, ...problem },
      },
    },
    async ({ params, body }) => {
      await editCategory(catalog, params.name, body, by());
      return list();
    },
  );
  app.delete(
    '/api/v1/tag-categories/:name',
    {
      schema: {
        operationId: 'deleteTagCategory',
        tags: ['tags'],
        summary: 'Delete a category that no tag is in',
        params: CategoryParams,
        response: { 200: TagCategoryList, ...problem },
      },
    },
    async ({ params }) => {
      await deleteCategory(catalog, params.name, by());
      return list();
    },
  );
}
