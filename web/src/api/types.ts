import type { components, paths } from '../../../src/sdk/openapi.d.ts';

export type { paths };

type Schemas = components['schemas'];

export type AssetSummary = Schemas['AssetSummary'];
export type Asset = Schemas['Asset'];
export type AssetEdit = Schemas['AssetEdit'];
export type AssetMetadata = Schemas['AssetMetadata'];
export type Generation = NonNullable<Asset['generation']>;
export type Stack = Schemas['Stack'];
export type GalleryGeometry = Schemas['GalleryGeometry'];
export type Session = Schemas['Session'];
export type SessionFile = Schemas['SessionFile'];
export type System = Schemas['System'];
export type Outcome = NonNullable<SessionFile['outcome']>;
export type ProcessRequest = Schemas['ProcessRequest'];
export type Deed = Schemas['Deed'];
export type Root = Schemas['Root'];
export type AssetTag = Schemas['AssetTag'];
export type Edit = Schemas['Edit'];
export type AssetEditEntry = Schemas['AssetEditEntry'];
export type BulkTarget = Schemas['BulkTarget'];
export type BulkChange = Schemas['BulkChange'];
export type Pool = Schemas['Pool'];
export type PoolMembersEdit = Schemas['PoolMembersEdit'];
export type Family = Schemas['Family'];
export type RelationEdit = Schemas['RelationEdit'];
export type RelationRequest = Schemas['RelationRequest'];
