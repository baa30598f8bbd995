import { z } from 'zod';
import { assetById } from '../../catalog/asset-queries.ts';
import { AppError } from '../../core/errors.ts';
import { editAsset, type FactEdit } from '../../enrich/edit-asset.ts';
import { parsePhotoDate } from '../../media/metadata/photo-date.ts';
import type { Api, ServerDeps } from '../deps.ts';
import { AssetId } from '../schemas/asset.ts';
import { AssetEdit, EditedAsset } from '../schemas/asset-edit.ts';
import { problem } from '../schemas/responses.ts';
import { fullAsset } from '../views/full-asset.ts';
import { cameraTime } from '../views/iso-time.ts';

type Edit = z.infer<typeof AssetEdit>;

export function assetEditRoutes(app: Api, { catalog, clock, config }: ServerDeps): void {
  app.patch(
    '/api/v1/assets/:id',
    {
      schema: {
        operationId: 'editAsset',
        tags: ['assets'],
        summary: 'Say something of an asset: it counts above what its file and sidecars say. Undone by sending back what it answers as previous.',
        params: z.object({ id: AssetId }),
        body: AssetEdit,
        response: { 200: EditedAsset, ...problem },
      },
    },
    async ({ params, body }) => {
      if (!(await assetById(catalog, params.id))) throw new AppError('asset-not-found');
      const by = { actor: 'web', now: clock(), writeSidecar: config.writeSidecars === true };
      const { previous, batch } = await editAsset(catalog, params.id, toFacts(body, by.now), by);
      return { asset: await fullAsset(catalog, params.id), previous: toEdit(previous), batch };
    },
  );
}

function toFacts({ takenAt, ...rest }: Edit, now: number): FactEdit {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as FactEdit;
  if (takenAt === undefined) return given;
  if (takenAt === null) return { ...given, takenAt: null, takenAtOffsetMinutes: null };
  const parsed = parsePhotoDate(takenAt, undefined, undefined, now);
  if (parsed === undefined || 'doubtful' in parsed)
    throw new AppError('invalid-input', {
      detail: `takenAt takes a date like 2019-07-21T14:03:59+02:00, not before 1826 and not in the future`,
      fields: [{ path: 'takenAt', message: 'is no such date' }],
    });
  return { ...given, takenAt: parsed.takenAt, takenAtOffsetMinutes: parsed.takenAtOffsetMinutes ?? null };
}

function toEdit({ takenAt, takenAtOffsetMinutes, ...rest }: FactEdit): Edit {
  const edit = { ...rest, ...(rest.keywords ? { keywords: [...rest.keywords] } : {}) } as Edit;
  return takenAt === undefined ? edit : { ...edit, takenAt: takenAt === null ? null : cameraTime(takenAt, takenAtOffsetMinutes ?? null) };
}
