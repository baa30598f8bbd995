import swagger from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Api } from '../deps.ts';
import { EVENT_SCHEMAS } from '../schemas/events.ts';
import { tidyComponentSchemas } from './component-schemas.ts';

// z.int() writes the bounds of a safe integer into every schema; nobody needs to read them.
const zodToJsonConfig: NonNullable<Parameters<typeof createJsonSchemaTransform>[0]['zodToJsonConfig']> = {
  override: ({ jsonSchema }) => {
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  },
};
const namedTwice = createJsonSchemaTransformObject({ zodToJsonConfig });
const eventNames = Object.values(EVENT_SCHEMAS).map((schema) => schema.meta()?.id ?? '');

/** Collects the schemas of all routes registered after it; `app.swagger()` gives the OpenAPI 3.1 document. */
export async function openapiPlugin(app: Api, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Magpie',
        version,
        description: 'A self-hosted media library. Errors are RFC 9457 problem documents with a code and a next step.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      tags: [
        { name: 'assets', description: 'What is in the library' },
        { name: 'search', description: 'How searches are understood, and those that are kept' },
        { name: 'tags', description: 'Names of what is in the pictures' },
        { name: 'ingest', description: 'What comes into the library' },
        { name: 'events', description: 'What changes, live' },
        { name: 'auth', description: 'Password and login' },
        { name: 'system', description: 'Health, metrics, state of the machine' },
      ],
    },
    transform: createJsonSchemaTransform({ zodToJsonConfig }),
    transformObject: (document) => tidyComponentSchemas(namedTwice(document), eventNames),
  });
}
