import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { insertAsset } from '../../src/catalog/ingest-queries.ts';
import { countFound, searchAssets } from '../../src/catalog/search-queries.ts';
import { geometryAfter } from '../../src/catalog/asset-queries.ts';
import { stackAsset } from '../../src/catalog/stack-asset.ts';
import type { MediaFormat } from '../../src/domain/format.ts';
import type { ShotOrigin, StackRules } from '../../src/domain/stack.ts';

export const ALL: StackRules = { raw: true, live: true, bursts: true };
export const NOON = Date.UTC(2024, 5, 1, 12);

export interface Shot {
  readonly name: string;
  readonly folder?: string;
  readonly passed?: boolean;
  /** Milliseconds after noon; absent: nobody wrote when. */
  readonly at?: number;
  readonly camera?: string;
  readonly film?: number;
  readonly contentId?: string;
}

export const originOf = ({ folder = '/card', name, passed = false, contentId }: Shot): ShotOrigin => ({ folder, name, passed, contentId });

/** One shot, committed as ingest does: the row and what it belongs to in one transaction. */
export async function add(catalog: Catalog, shot: Shot, rules = ALL): Promise<number> {
  const format = shot.name.split('.').at(-1)!.toLowerCase() as MediaFormat;
  return catalog.write(async (tx) => {
    const id = await insertAsset(tx, {
      sha256: randomBytes(32),
      md5: randomBytes(16),
      format,
      bytes: 1,
      width: 4,
      height: 3,
      orientation: 1,
      frames: 1,
      has_alpha: 0,
      phash: Buffer.alloc(8),
      fine_hash: Buffer.alloc(32),
      thumbhash: Buffer.alloc(3),
      colors_json: '[]',
      preview_ext: 'jpg',
      name: shot.name,
      sort_at: NOON + (shot.at ?? 0),
      taken_at: shot.at === undefined ? null : NOON + shot.at,
      camera_make: 'Make',
      camera_model: shot.camera ?? 'Model',
      duration_ms: shot.film ?? null,
      session_id: 's',
      created_at: NOON,
    });
    await stackAsset(tx, catalog.engine, id!, originOf(shot), rules, NOON);
    return id!;
  });
}

/** Every stack with its cover first, and what lists show. */
export async function look(catalog: Catalog): Promise<{ stacks: string[]; shown: string[] }> {
  const rows = await catalog.read
    .selectFrom('asset')
    .innerJoin('stack', 'stack.id', 'asset.stack_id')
    .select(['stack.id', 'stack.kind', 'stack.cover_asset_id', 'asset.id as asset', 'asset.name', 'asset.stack_hidden', 'asset.stack_size', 'asset.state'])
    .orderBy('asset.name')
    .execute();
  const ids = [...new Set(rows.map(({ id }) => id))];
  const stacks = ids.map((id) => {
    const members = rows.filter((row) => row.id === id);
    const cover = members.find(({ asset, cover_asset_id }) => asset === cover_asset_id)!;
    const active = members.filter(({ state }) => state === 'active');
    if (cover.state === 'active') {
      expect(cover, cover.name).toMatchObject({ stack_hidden: 0, stack_size: active.length > 1 ? active.length : null });
      for (const member of active) if (member !== cover) expect(member, member.name).toMatchObject({ stack_hidden: 1, stack_size: null });
    }
    return `${cover.kind}: ${[cover, ...members.filter((row) => row !== cover)].map(({ name, state }) => (state === 'active' ? name : `(${name})`)).join(' ')}`;
  });
  const shown = (await searchAssets(catalog, { by: 'name' }, undefined, 100)).map(({ name }) => name);
  expect(await countFound(catalog, undefined)).toBe(shown.length);
  expect(await geometryAfter(catalog, undefined, 100)).toHaveLength(shown.length);
  return { stacks: stacks.sort(), shown };
}
