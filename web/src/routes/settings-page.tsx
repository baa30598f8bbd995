import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '../api/problem.ts';
import { Card } from '../components/card.tsx';
import { plural } from '../components/format.ts';
import { Page } from '../components/page.tsx';
import { Pending } from '../components/pending.tsx';
import { ApiKeys } from '../features/settings/api-keys.tsx';
import { type Draft, grouped, withChange, words } from '../features/settings/draft.ts';
import { SettingRow } from '../features/settings/setting-row.tsx';
import { saveSettings, type Settings, settingsQuery } from '../features/settings/settings-query.ts';
import classes from '../features/settings/settings.module.css';

/** config.yml as a form. What is saved takes effect by itself as far as that is possible while Magpie runs. */
export function SettingsPage() {
  const query = useQuery(settingsQuery);
  return (
    <Page title="Settings">
      <Pending query={query} />
      {query.data && (
        <Stack gap="md">
          <SettingsForm settings={query.data} />
          <ApiKeys />
        </Stack>
      )}
    </Page>
  );
}

function SettingsForm({ settings }: { readonly settings: Settings }) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>(new Map());
  // Inputs that keep their own text start anew with it.
  const [round, setRound] = useState(0);
  const reset = (): void => {
    setDraft(new Map());
    setRound((before) => before + 1);
    save.reset();
  };
  const save = useMutation({
    mutationFn: () => saveSettings(settings.revision, Object.fromEntries(draft)),
    onSuccess: (fresh) => {
      queries.setQueryData(settingsQuery.queryKey, fresh);
      void queries.invalidateQueries({ queryKey: ['system'] });
      setDraft(new Map());
      setRound((before) => before + 1);
    },
    onError: (error) => {
      if (problemOf(error).code === 'settings-changed') void queries.invalidateQueries({ queryKey: settingsQuery.queryKey });
    },
  });
  const problem = save.isError ? problemOf(save.error) : undefined;
  const errors = new Map((problem?.errors ?? []).map(({ path, message }) => [path, message]));
  return (
    <Stack gap="md">
      <Text c="dimmed" size="sm">
        Kept in <code>{settings.file}</code>, with your comments. What is set on the command line or there wins over the environment.
      </Text>
      <State settings={settings} />
      {grouped(settings.items).map(([name, items]) => (
        <Card key={`${name} ${round}`} title={name === '' ? 'General' : words(name)}>
          {items.map((setting) => (
            <SettingRow
              key={setting.key}
              setting={setting}
              draft={draft.get(setting.key)}
              error={errors.get(setting.key)}
              waitsForRestart={settings.restartNeeded.includes(setting.key)}
              onChange={(value) => setDraft((before) => withChange(before, setting, value))}
            />
          ))}
        </Card>
      ))}
      {(draft.size > 0 || problem !== undefined) && (
        <div className={classes.bar}>
          <Text size="sm" {...(problem === undefined ? {} : { c: 'red', role: 'alert' })}>
            {problem === undefined ? plural(draft.size, 'change', 'changes') : `${problem.detail ?? problem.title}${errors.size > 0 ? '' : ` ${problem.next}`}`}
          </Text>
          <Group gap="xs" wrap="nowrap">
            <Button variant="default" onClick={reset}>
              Discard
            </Button>
            <Button onClick={() => save.mutate()} loading={save.isPending} disabled={draft.size === 0}>
              Save
            </Button>
          </Group>
        </div>
      )}
    </Stack>
  );
}

/** What became of the last change. */
function State({ settings }: { readonly settings: Settings }) {
  const { reload, restartNeeded } = settings;
  return (
    <>
      {reload === 'running' && (
        <Alert icon={<IconRefresh size={18} />} color="blue" role="status">
          Saved. The processes are being replaced one after the other; the page goes on working.
        </Alert>
      )}
      {reload === 'done' && restartNeeded.length === 0 && (
        <Alert icon={<IconCircleCheck size={18} />} color="teal" role="status">
          Saved and in effect.
        </Alert>
      )}
      {reload === 'failed' && (
        <Alert icon={<IconAlertTriangle size={18} />} color="red" role="alert">
          Saved, but nothing could start with these settings, so everything runs with those before. The log says why.
        </Alert>
      )}
      {restartNeeded.length > 0 && (
        <Alert icon={<IconRefresh size={18} />} color="orange" role="status">
          {restartNeeded.join(', ')}: takes effect when Magpie is stopped and started again.
        </Alert>
      )}
    </>
  );
}
