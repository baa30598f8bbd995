import { ActionIcon, Alert, Badge, Button, Group, NativeSelect, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconKey, IconTrash } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { components } from '../../../../src/sdk/openapi.d.ts';
import { api } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { must } from '../../api/queries.ts';
import { useSingleMutation } from '../../api/use-single-mutation.ts';
import { Card } from '../../components/card.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { formatAgo } from '../../components/format.ts';
import classes from './settings.module.css';

type ApiKey = components['schemas']['ApiKey'];
type Scope = ApiKey['scope'];

const SCOPES: ReadonlyArray<{ readonly value: Scope; readonly label: string }> = [
  { value: 'read', label: 'Look' },
  { value: 'write', label: 'Look and change the library' },
  { value: 'admin', label: 'Everything, settings too' },
];

const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: async ({ signal }) => must((await api.GET('/api/v1/api-keys', { signal })).data),
});

/** Keys by which booru clients, scripts and other machines come in. */
export function ApiKeys() {
  const { data } = useQuery(apiKeysQuery);
  const queries = useQueryClient();
  const refresh = (): void => void queries.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
  const revoke = useMutation({
    mutationFn: async (id: number) => must((await api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } })).data),
    onSettled: refresh,
  });
  return (
    <Card title="API keys">
      <Stack gap="sm" p="md" pt={4}>
        <Text size="sm" c="dimmed">
          By a key, other programs come in once a password is set: as <code>X-Api-Key</code>, or as the password of HTTP basic, as booru clients send it.
        </Text>
        {data?.items.map((key) => (
          <KeyRow key={key.id} of={key} busy={revoke.isPending} onRevoke={() => revoke.mutate(key.id)} />
        ))}
        {revoke.isError && <Failure error={revoke.error} />}
        <NewKey onCreated={refresh} />
      </Stack>
    </Card>
  );
}

function KeyRow({ of, busy, onRevoke }: { readonly of: ApiKey; readonly busy: boolean; readonly onRevoke: () => void }) {
  const [asked, setAsked] = useState(false);
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap" className={classes.keyRow}>
      <div className={classes.keyName}>
        <Text size="sm" fw={600} truncate>
          {of.name}
        </Text>
        <Text size="xs" c="dimmed">
          {of.hint}… · {of.usedAt === null ? 'never used' : `used ${formatAgo(of.usedAt)}`}
          {of.expiresAt !== null && ` · until ${new Date(of.expiresAt).toLocaleDateString()}`}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <Badge variant="light" tt="none" color={of.scope === 'admin' ? 'orange' : 'petrol'}>
          {of.scope}
        </Badge>
        {asked ? (
          <>
            <Button size="compact-sm" color="red" loading={busy} onClick={onRevoke}>
              Revoke
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setAsked(false)}>
              Keep
            </Button>
          </>
        ) : (
          <Tooltip label="Revoke">
            <ActionIcon variant="subtle" color="gray" aria-label={`Revoke ${of.name}`} onClick={() => setAsked(true)}>
              <IconTrash size={18} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
    </Group>
  );
}

function NewKey({ onCreated }: { readonly onCreated: () => void }) {
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Scope>('read');
  const create = useSingleMutation({
    mutationFn: async () => must((await api.POST('/api/v1/api-keys', { body: { name: name.trim(), scope } })).data),
    onSuccess: () => {
      setName('');
      onCreated();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') create.mutate();
      }}
    >
      <Group gap="xs" align="end">
        <TextInput
          label="New key for"
          placeholder="gallery-dl, phone, script …"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          className={classes.keyInput}
        />
        <NativeSelect
          label="It may"
          data={[...SCOPES]}
          value={scope}
          onChange={(event) => setScope(SCOPES.find(({ value }) => value === event.currentTarget.value)?.value ?? 'read')}
        />
        <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
          Make key
        </Button>
      </Group>
      {create.isError && <Failure error={create.error} />}
      {create.data && (
        <Alert
          mt="sm"
          icon={<IconKey size={18} />}
          color="teal"
          title={`The key of “${create.data.apiKey.name}”`}
          withCloseButton
          onClose={() => create.reset()}
        >
          <CopyText value={create.data.key} label="key" />
          <Text size="sm" mt={4}>
            Keep it now: it is not shown again.
          </Text>
        </Alert>
      )}
    </form>
  );
}

function Failure({ error }: { readonly error: unknown }) {
  const problem = problemOf(error);
  return (
    <Text size="sm" c="red" role="alert">
      {problem.detail ?? problem.title} {problem.next}
    </Text>
  );
}
