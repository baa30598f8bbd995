import { z } from 'zod';
import type { Api, ServerDeps } from '../deps.ts';
import { Asset, AssetId, AssetListQuery, AssetPage, GalleryGeometry, Neighbours } from '../schemas/asset.ts';
import { problem } from '../schemas/responses.ts';

const AssetParams = z.object({ id: AssetId });

export function assetRoutes(app: Api, _deps: ServerDeps): void {
  app.get(
    '/api/v1/assets',
    { schema: { operationId: 'listAssets', tags: ['assets'], summary: 'Assets, newest first', querystring: AssetListQuery, response: { 200: AssetPage, ...problem } } },
    async () => {
      throw new Error('not yet');
    },
  );
  app.get(
    '/api/v1/assets/geometry',
    {
      schema: {
        operationId: 'getGeometry',
        tags: ['assets'],
        summary: 'Shape of the whole gallery, to lay it out before any tile is loaded',
        response: { 200: GalleryGeometry, ...problem },
      },
    },
    async () => {
      throw new Error('not yet');
    },
  );
  app.get(
    '/api/v1/assets/:id',
    { schema: { operationId: 'getAsset', tags: ['assets'], summary: 'One asset with everything known about it', params: AssetParams, response: { 200: Asset, ...problem } } },
    async () => {
      throw new Error('not yet');
    },
  );
  app.get(
    '/api/v1/assets/:id/neighbours',
    { schema: { operationId: 'getNeighbours', tags: ['assets'], summary: 'The assets before and after this one in the gallery', params: AssetParams, response: { 200: Neighbours, ...problem } } },
    async () => {
      throw new Error('not yet');
    },
  );
}
