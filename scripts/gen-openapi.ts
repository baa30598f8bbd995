import { openapiDocument } from '../src/server/openapi-document.ts';

/** docs/openapi.json. */
export async function generateOpenapi(version: string): Promise<string> {
  return `${JSON.stringify(await openapiDocument(version), null, 2)}\n`;
}
