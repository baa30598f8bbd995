import { z } from 'zod';
import { assetById } from '../../catalog/asset-queries.ts';
import { familyOf, type FamilySide } from '../../catalog/relation-queries.ts';
import { AppError } from '../../core/errors.ts';
import { relate, type RelationEdit as Edit, restoreRelations, setParent, unrelate } from '../../curate/relations.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { AssetId } from '../schemas/asset.ts';
import { Family, MOST_SHOWN, ParentRequest, RelationEdit, RelationRequest, RelationRestore } from '../schemas/relation.ts';
import { problem } from '../schemas/responses.ts';
import { toAssetSummary } from '../views/asset-view.ts';

const Params = z.object({ id: AssetId });

/** How assets belong together: parent and children, siblings, variants. */
export function relationRoutes(app: Api, { catalog, clock }: ServerDeps): void {
  const who = () => ({ now: clock(), actor: 'web' });
  const side = ({ rows, total }: FamilySide) => ({ items: rows.map(toAssetSummary), total });
  const answer = ({ changed, previous }: Edit) => ({ changed: [...changed], previous: [...previous] });

  app.get(
    '/api/v1/assets/:id/family',
    {
      schema: { operationId: 'getFamily', tags: ['relations'], summary: 'What an asset is related to', params: Params, response: { 200: Family, ...problem } },
    },
    async ({ params }) => {
      if (!(await assetById(catalog, params.id))) throw new AppError('asset-not-found');
      const family = await familyOf(catalog.read, params.id, MOST_SHOWN);
      return {
        parent: family.parent === undefined ? null : toAssetSummary(family.parent),
        children: side(family.children),
        siblings: side(family.siblings),
        variants: side(family.variants),
      };
    },
  );
  app.put(
    '/api/v1/assets/:id/parent',
    {
      schema: {
        operationId: 'setParent',
        tags: ['relations'],
        summary: 'Set or clear the parent of an asset',
        params: Params,
        body: ParentRequest,
        response: { 200: RelationEdit, ...problem },
      },
    },
    async ({ params, body }) => answer(await setParent(catalog, params.id, body.parent, who())),
  );
  app.post(
    '/api/v1/relations',
    {
      schema: {
        operationId: 'relateAssets',
        tags: ['relations'],
        summary: 'Relate assets to another one',
        body: RelationRequest,
        response: { 200: RelationEdit, ...problem },
      },
    },
    async ({ body }) => answer(await relate(catalog, body.kind, body.ids, body.of, who())),
  );
  app.post(
    '/api/v1/relations/remove',
    {
      schema: {
        operationId: 'unrelateAssets',
        tags: ['relations'],
        summary: 'Take a relation back; who leaves a group leaves the others in it',
        body: RelationRequest,
        response: { 200: RelationEdit, ...problem },
      },
    },
    async ({ body }) => answer(await unrelate(catalog, body.kind, body.ids, body.of, who())),
  );
  app.post(
    '/api/v1/relations/restore',
    {
      schema: {
        operationId: 'restoreRelations',
        tags: ['relations'],
        summary: 'Undo an edit of relations',
        body: RelationRestore,
        response: { 200: RelationEdit, ...problem },
      },
    },
    async ({ body }) => answer(await restoreRelations(catalog, body.previous, who())),
  );
}
