import { NumberInput, PasswordInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { listOf, listText, words } from './draft.ts';
import type { Setting, SettingValue } from './settings-query.ts';

interface SettingControlProps {
  readonly setting: Setting;
  /** As it is on the page, saved or not. */
  readonly value: SettingValue;
  readonly error: string | undefined;
  readonly onChange: (value: SettingValue) => void;
}

/** The input that fits the kind of a setting. An emptied one goes back to its default. */
export function SettingControl({ setting, value, error, onChange }: SettingControlProps) {
  const common = { 'aria-label': words(setting.key), disabled: !setting.editable, error, id: `setting-${setting.key}` };
  const text = typeof value === 'string' ? value : '';
  if (setting.secret) {
    return (
      <PasswordInput
        {...common}
        value={text}
        placeholder={setting.isSet ? 'Set; type to replace it' : setting.defaultText}
        autoComplete="new-password"
        onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      />
    );
  }
  if (setting.kind === 'flag') return <Switch {...common} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
  if (setting.kind === 'choice') {
    return <Select {...common} data={[...setting.choices]} value={text} allowDeselect={false} onChange={(chosen) => chosen !== null && onChange(chosen)} />;
  }
  if (setting.kind === 'number') {
    return (
      <NumberInput
        {...common}
        value={typeof value === 'number' ? value : ''}
        placeholder={setting.defaultText}
        allowDecimal={false}
        thousandSeparator={isName(setting) ? '' : ' '}
        clampBehavior="none"
        {...(setting.min === null ? {} : { min: setting.min })}
        {...(setting.max === null || setting.max > 1e12 ? {} : { max: setting.max })}
        onChange={(entered) => onChange(typeof entered === 'number' ? entered : null)}
      />
    );
  }
  if (setting.kind === 'list') {
    const lines = listText(value);
    return lines === undefined ? (
      <Textarea
        {...common}
        disabled
        value={JSON.stringify(value, undefined, 1)}
        description="These entries can be changed in config.yml only."
        autosize
        minRows={2}
      />
    ) : (
      <Textarea
        {...common}
        defaultValue={lines}
        placeholder="One a line"
        autosize
        minRows={2}
        onChange={(event) => onChange(listOf(event.currentTarget.value))}
      />
    );
  }
  return (
    <TextInput
      {...common}
      value={text}
      placeholder={setting.defaultText}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
}

/** A number that names something, and counts nothing: 7971, not 7 971. */
function isName({ key }: Setting): boolean {
  return /(^|\.)port$/i.test(key);
}
