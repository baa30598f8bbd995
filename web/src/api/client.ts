import { createMagpieClient } from '../../../src/sdk/client.ts';

/** The API of the server that sent this page. */
export const api = createMagpieClient(location.origin, (request) => fetch(request));

export const thumbnailUrl = (id: number): string => `/api/v1/assets/${id}/thumbnail`;
export const previewUrl = (id: number): string => `/api/v1/assets/${id}/preview`;
export const originalUrl = (id: number): string => `/api/v1/assets/${id}/original`;
export const downloadUrl = (id: number): string => `/api/v1/assets/${id}/original?download=1`;
export const workflowUrl = (id: number): string => `/api/v1/assets/${id}/workflow`;
export const videoUrl = (id: number): string => `/api/v1/assets/${id}/video`;
export const stripUrl = (id: number): string => `/api/v1/assets/${id}/strip`;
