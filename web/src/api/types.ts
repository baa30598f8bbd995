import type { components } from '../../../src/sdk/openapi.d.ts';

type Schemas = components['schemas'];

export type AssetSummary = Schemas['AssetSummary'];
export type Asset = Schemas['Asset'];
export type GalleryGeometry = Schemas['GalleryGeometry'];
export type Session = Schemas['Session'];
export type SessionFile = Schemas['SessionFile'];
export type System = Schemas['System'];
export type Outcome = NonNullable<SessionFile['outcome']>;
