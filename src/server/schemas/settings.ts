import { z } from 'zod';

const ListItem = z.union([z.string().max(4096), z.record(z.string().max(50), z.union([z.string().max(4096), z.boolean()]))]);
const SettingValue = z.union([z.string().max(10_000), z.number(), z.boolean(), z.array(ListItem).max(1000).readonly(), z.null()]);

export const Setting = z
  .object({
    key: z.string(),
    kind: z.enum(['text', 'number', 'flag', 'list', 'choice']),
    description: z.string(),
    choices: z.array(z.string()).readonly(),
    min: z.number().nullable(),
    max: z.number().nullable(),
    defaultText: z.string().describe('What holds when it is set nowhere'),
    value: SettingValue.describe('Always null for a secret'),
    isSet: z.boolean(),
    source: z.string().describe('flag, config.yml, environment NAME, .env NAME or default'),
    secret: z.boolean(),
    needsRestart: z.boolean().describe('Takes effect at the next start only'),
    editable: z.boolean(),
  })
  .meta({ id: 'Setting' });

export const Settings = z
  .object({
    file: z.string(),
    revision: z.string(),
    items: z.array(Setting).readonly(),
    restartNeeded: z.array(z.string()).readonly().describe('Changed settings that wait for the next start'),
    reload: z.enum(['none', 'running', 'done', 'failed']).describe('failed: everything runs with the settings before'),
  })
  .meta({ id: 'Settings' });

export const SettingsChange = z
  .object({
    revision: z.string().max(100).describe('The revision the change was made on'),
    changes: z.record(z.string().max(100), SettingValue).describe('By key; null takes it out of config.yml'),
  })
  .meta({ id: 'SettingsChange' });
