import { ActionIcon, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { must } from '../../api/queries.ts';
import { Card } from '../../components/card.tsx';
import { formatCount } from '../../components/format.ts';
import { showUndo } from '../../components/show-undo.tsx';
import { sayProblem } from './say-problem.ts';
import { TagName } from './tag-name.tsx';
import { TagPicker } from './tag-picker.tsx';
import type { Implication, TagDetail } from './tag-queries.ts';
import classes from './tags.module.css';

/** What a tag brings, and what brings it. */
export function RulesCard({ detail: { tag, implies, impliedBy } }: { readonly detail: TagDetail }) {
  const queries = useQueryClient();
  const [opened, { open, close }] = useDisclosure();
  const changed = async (): Promise<void> => {
    for (const key of ['tag', 'tag-tasks', 'tag-implications']) await queries.invalidateQueries({ queryKey: [key] });
  };
  const decide = async (body: { approve?: number[]; reject?: number[] }): Promise<boolean> => {
    const done = await sayProblem(() => api.POST('/api/v1/tag-implications/decide', { body: { approve: [], reject: [], ...body } }));
    await changed();
    return done;
  };
  const remove = async (rule: Implication): Promise<void> => {
    if (await decide({ reject: [rule.id] }))
      showUndo('rule', `${rule.antecedent.name} no longer implies ${rule.consequent.name}`, async () => void (await decide({ approve: [rule.id] })));
  };
  const chip = (rule: Implication, other: Implication['antecedent']) => (
    <span key={rule.id} className={classes.chip}>
      <TagName {...other} />
      <ActionIcon size="sm" variant="subtle" color="gray" radius="xl" aria-label={`Take the rule with ${other.name} back`} onClick={() => void remove(rule)}>
        <IconX size={13} />
      </ActionIcon>
    </span>
  );
  return (
    <Card
      title="Implications"
      aside={
        <Button size="compact-sm" variant="subtle" onClick={open}>
          Add
        </Button>
      }
    >
      <Stack gap="sm">
        {implies.length + impliedBy.length === 0 && (
          <Text c="dimmed" size="sm">
            None. A picture that bears this tag gets no other by it.
          </Text>
        )}
        {implies.length > 0 && (
          <div>
            <Text size="sm" c="dimmed" mb={6}>
              With this tag also comes
            </Text>
            <div className={classes.chips}>{implies.map((rule) => chip(rule, rule.consequent))}</div>
          </div>
        )}
        {impliedBy.length > 0 && (
          <div>
            <Text size="sm" c="dimmed" mb={6}>
              It comes with
            </Text>
            <div className={classes.chips}>{impliedBy.map((rule) => chip(rule, rule.antecedent))}</div>
          </div>
        )}
      </Stack>
      <Modal opened={opened} onClose={close} title={`${tag.name.replaceAll('_', ' ')} implies …`}>
        <AddRule
          antecedent={tag.name}
          onDone={() => {
            close();
            void changed();
          }}
        />
      </Modal>
    </Card>
  );
}

function AddRule({ antecedent, onDone }: { readonly antecedent: string; readonly onDone: () => void }) {
  const [consequent, setConsequent] = useState('');
  const { data: preview, error } = useQuery({
    queryKey: ['implication-preview', antecedent, consequent],
    queryFn: async ({ signal }) => must((await api.GET('/api/v1/tag-implications/preview', { params: { query: { antecedent, consequent } }, signal })).data),
    enabled: consequent.trim() !== '',
    retry: false,
  });
  const add = async (): Promise<void> => {
    if (await sayProblem(() => api.POST('/api/v1/tag-implications', { body: { antecedent, consequent } }))) onDone();
  };
  return (
    <Stack>
      <TagPicker label="The tag that comes with it" value={consequent} onChange={setConsequent} autoFocus />
      <Text size="sm" c={preview?.problem ? 'var(--mp-bad)' : 'dimmed'} mih={40} role="status">
        {preview?.problem
          ? `${preview.problem.title}. ${preview.problem.next}`
          : preview
            ? `${formatCount(preview.gain)} of ${formatCount(preview.assets)} pictures would get it.`
            : error && consequent !== ''
              ? 'Choose a tag that is there.'
              : ''}
      </Text>
      <Group justify="end">
        <Button disabled={preview === undefined || preview.problem !== null} onClick={() => void add()}>
          Make the rule
        </Button>
      </Group>
    </Stack>
  );
}
