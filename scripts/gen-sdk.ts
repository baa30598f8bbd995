import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';

/** src/sdk/openapi.d.ts from the text of docs/openapi.json. */
export async function generateSdkTypes(openapiJson: string): Promise<string> {
  const nodes = await openapiTypescript(JSON.parse(openapiJson) as OpenAPI3, {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    defaultNonNullable: false,
  });
  return `// Generated from docs/openapi.json by npm run gen. Do not edit.\n${astToString(nodes)}`;
}
