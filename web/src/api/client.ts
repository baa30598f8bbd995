import { createMagpieClient } from '../../../src/sdk/client.ts';

/** The API of the server that sent this page. */
export const api = createMagpieClient(location.origin, (request) => fetch(request));

/** With the version of the asset the browser keeps the bytes for ever; without it, it asks each time whether they are still right. */
const bytesUrl = (id: number, which: string, version: string | undefined): string => `/api/v1/assets/${id}/${which}${version ? `?v=${version}` : ''}`;

export const thumbnailUrl = (id: number, version?: string): string => bytesUrl(id, 'thumbnail', version);
export const previewUrl = (id: number, version?: string): string => bytesUrl(id, 'preview', version);
export const originalUrl = (id: number, version?: string): string => bytesUrl(id, 'original', version);
export const downloadUrl = (id: number): string => `/api/v1/assets/${id}/original?download=1`;
export const workflowUrl = (id: number): string => `/api/v1/assets/${id}/workflow`;
export const videoUrl = (id: number, version?: string): string => bytesUrl(id, 'video', version);
export const stripUrl = (id: number, version: string): string => bytesUrl(id, 'strip', version);
