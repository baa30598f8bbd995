import { ActionIcon, Badge, Text, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { words } from './draft.ts';
import { SettingControl } from './setting-control.tsx';
import type { Setting, SettingValue } from './settings-query.ts';
import classes from './settings.module.css';

interface SettingRowProps {
  readonly setting: Setting;
  /** Undefined: not changed on the page. */
  readonly draft: SettingValue | undefined;
  readonly error: string | undefined;
  readonly waitsForRestart: boolean;
  readonly onChange: (value: SettingValue) => void;
}

export function SettingRow({ setting, draft, error, waitsForRestart, onChange }: SettingRowProps) {
  const changed = draft !== undefined;
  return (
    <div className={classes.row} data-changed={changed || undefined}>
      <div>
        <label htmlFor={`setting-${setting.key}`} className={classes.label}>
          {words(setting.key)}
        </label>{' '}
        {setting.needsRestart && (
          <Badge size="sm" variant="light" tt="none" color={waitsForRestart ? 'orange' : 'gray'}>
            {waitsForRestart ? 'waits for a restart' : 'needs a restart'}
          </Badge>
        )}
        <Text size="sm" c="dimmed">
          {setting.description}
        </Text>
        <Text size="xs" c="dimmed" mt={2}>
          <code>{setting.key}</code>, {origin(setting)}
        </Text>
      </div>
      <div className={classes.control}>
        <div style={{ flex: 1 }}>
          <SettingControl setting={setting} value={changed ? draft : setting.value} error={error} onChange={onChange} />
        </div>
        {setting.source === 'config.yml' && draft !== null && (
          <Tooltip label={`Back to the default: ${setting.defaultText}`}>
            <ActionIcon variant="subtle" color="gray" aria-label={`${words(setting.key)}: back to the default`} onClick={() => onChange(null)}>
              <IconArrowBackUp size={18} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </div>
  );
}

function origin(setting: Setting): string {
  if (setting.source === 'flag') return 'given on the command line, which wins';
  if (setting.source === 'default') return `default: ${setting.defaultText}`;
  if (!setting.editable) return `from ${setting.source}; cannot be set in config.yml`;
  return `from ${setting.source}`;
}
