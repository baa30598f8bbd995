import { z } from 'zod';
import { API_SCOPES } from '../../domain/api-key.ts';

export const ApiKey = z
  .object({
    id: z.number().int(),
    name: z.string(),
    hint: z.string().describe('Its first characters'),
    scope: z.enum(API_SCOPES).describe('read looks; write changes the library; admin changes settings, roots and keys too'),
    createdAt: z.string(),
    expiresAt: z.string().nullable(),
    usedAt: z.string().nullable().describe('To the minute; null = never'),
  })
  .meta({ id: 'ApiKey' });

export const ApiKeyList = z.object({ items: z.array(ApiKey) }).meta({ id: 'ApiKeyList' });

export const NewApiKey = z
  .object({
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .refine((name) => !/\p{Cc}/u.test(name), 'holds no control characters (line breaks, tabs): type it anew instead of pasting it')
      .describe('What it is for, such as the program that uses it'),
    scope: z.enum(API_SCOPES).default('read'),
    expiresInDays: z.number().int().min(1).max(3650).nullable().default(null),
  })
  .meta({ id: 'NewApiKey' });

export const CreatedApiKey = z.object({ key: z.string().describe('Shown this once'), apiKey: ApiKey }).meta({ id: 'CreatedApiKey' });
