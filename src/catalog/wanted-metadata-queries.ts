import type { MetadataOptions, SessionOptions } from '../domain/session.ts';
import type { ReadDb, WriteTx } from './catalog.ts';

/** What the session that brings a file wants to have read of it; kept with the session, which outlives the list of its files. */
export async function wantedBySession(db: ReadDb | WriteTx, sessionId: string): Promise<MetadataOptions> {
  return optionsIn(await db.selectFrom('ingest_session').select('options_json').where('id', '=', sessionId).executeTakeFirst());
}

/** The same for an asset, whenever it is read again: by the session that brought its content first. */
export async function wantedOfAsset(db: ReadDb | WriteTx, assetId: number): Promise<MetadataOptions> {
  const row = await db
    .selectFrom('asset')
    .innerJoin('ingest_session', 'ingest_session.id', 'asset.session_id')
    .select('options_json')
    .where('asset.id', '=', assetId)
    .executeTakeFirst();
  return optionsIn(row);
}

function optionsIn(row: { readonly options_json: string } | undefined): MetadataOptions {
  return (row === undefined ? {} : (JSON.parse(row.options_json) as Partial<SessionOptions>)).metadata ?? {};
}
