import { Anchor, Button, Checkbox, Group, Kbd, SegmentedControl, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconSparkles, IconX } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, thumbnailUrl } from '../api/client.ts';
import { must } from '../api/queries.ts';
import { Card } from '../components/card.tsx';
import { formatCount } from '../components/format.ts';
import { MoreButton } from '../components/more-button.tsx';
import { Page } from '../components/page.tsx';
import { Pending } from '../components/pending.tsx';
import { showUndo } from '../components/show-undo.tsx';
import { sayProblem } from '../features/tags/say-problem.ts';
import { TagName } from '../features/tags/tag-name.tsx';
import { type Implication, implicationsQuery, type RuleState } from '../features/tags/tag-queries.ts';
import { TagTasks } from '../features/tags/tag-tasks.tsx';
import classes from '../features/tags/tags.module.css';

const ORIGINS: Readonly<Record<string, string>> = { human: 'by hand', pattern: 'by its name', statistics: 'by what goes together', import: 'from a list' };

/** Suggested rules with their figures and pictures, to approve or reject one by one or many at once; and the rules that hold. */
export function ImplicationsPage() {
  const { state = 'suggested' } = useSearch({ from: '/implications' });
  const navigate = useNavigate({ from: '/implications' });
  const query = useInfiniteQuery(implicationsQuery(state));
  const queries = useQueryClient();
  const rules = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const counts = query.data?.pages[0]?.counts;
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [at, setAt] = useState(0);
  const current = rules[Math.min(at, rules.length - 1)];
  const picked = rules.filter(({ id }) => chosen.has(id));

  const decide = async (which: readonly Implication[], approve: boolean): Promise<void> => {
    const ids = which.map(({ id }) => id);
    if (ids.length === 0) return;
    const send = (yes: boolean) => api.POST('/api/v1/tag-implications/decide', { body: { approve: yes ? ids : [], reject: yes ? [] : ids } });
    const done = await sayProblem(async () => {
      const { refused } = must((await send(approve)).data);
      if (refused.length > 0) throw new Error(`${refused.length} cannot hold: ${refused[0]!.title}`);
    });
    setChosen(new Set());
    for (const key of ['tag-implications', 'tag-tasks', 'tag', 'tags']) await queries.invalidateQueries({ queryKey: [key] });
    if (!done) return;
    const words = ids.length === 1 ? `${which[0]!.antecedent.name} → ${which[0]!.consequent.name}` : `${ids.length} rules`;
    showUndo('decide', `${words}: ${approve ? 'approved' : 'rejected'}`, async () => {
      await sayProblem(() => send(!approve));
      for (const key of ['tag-implications', 'tag-tasks', 'tag']) await queries.invalidateQueries({ queryKey: [key] });
    });
  };
  const toggle = (id: number): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest('input:not([type="checkbox"]), textarea, [aria-modal="true"]'))
        return;
      const targets = picked.length > 0 ? picked : current ? [current] : [];
      const act: Record<string, () => void> = {
        j: () => setAt(Math.min(at + 1, rules.length - 1)),
        ArrowDown: () => setAt(Math.min(at + 1, rules.length - 1)),
        k: () => setAt(Math.max(0, at - 1)),
        ArrowUp: () => setAt(Math.max(0, at - 1)),
        x: () => current && toggle(current.id),
        a: () => state !== 'active' && void decide(targets, true),
        r: () => state !== 'rejected' && void decide(targets, false),
      };
      const wanted = act[event.key];
      if (wanted === undefined) return;
      event.preventDefault();
      wanted();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  useEffect(() => {
    document.querySelector('[data-rule][data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const search = async (): Promise<void> => {
    await sayProblem(() => api.POST('/api/v1/tag-implications/search', { body: { minSupport: 10, minConfidence: 0.9 } }));
    await queries.invalidateQueries({ queryKey: ['tag-tasks'] });
  };
  const label = (name: string, wanted: RuleState) => ({ value: wanted, label: counts ? `${name} ${formatCount(counts[wanted])}` : name });
  return (
    <Page
      title="Implications"
      heading={
        <>
          <Anchor size="sm" c="dimmed" display="block" fw={400} renderRoot={(props) => <Link {...props} to="/tags" search={{}} />}>
            Tags
          </Anchor>
          Implications
        </>
      }
      actions={
        <Tooltip label="Looks at names like x_(series), and at tags that nearly always come together" multiline w={240}>
          <Button leftSection={<IconSparkles size={17} />} onClick={() => void search()}>
            Look for rules
          </Button>
        </Tooltip>
      }
    >
      <TagTasks />
      <Group justify="space-between" mb="md" gap="sm">
        <SegmentedControl
          value={state}
          onChange={(value) => {
            setChosen(new Set());
            setAt(0);
            void navigate({ search: value === 'suggested' ? {} : { state: value as RuleState } });
          }}
          data={[label('Suggested', 'suggested'), label('Active', 'active'), label('Rejected', 'rejected')]}
        />
        {rules.length > 0 && (
          <Group gap="xs">
            <Checkbox
              size="sm"
              label="All shown"
              checked={picked.length === rules.length}
              indeterminate={picked.length > 0 && picked.length < rules.length}
              onChange={() => setChosen(picked.length === rules.length ? new Set() : new Set(rules.map(({ id }) => id)))}
            />
            {state !== 'active' && (
              <Button size="compact-md" disabled={picked.length === 0} leftSection={<IconCheck size={16} />} onClick={() => void decide(picked, true)}>
                Approve{picked.length > 0 && ` ${picked.length}`}
              </Button>
            )}
            {state !== 'rejected' && (
              <Button
                size="compact-md"
                variant="default"
                disabled={picked.length === 0}
                leftSection={<IconX size={16} />}
                onClick={() => void decide(picked, false)}
              >
                {state === 'active' ? 'Take back' : 'Reject'}
                {picked.length > 0 && ` ${picked.length}`}
              </Button>
            )}
          </Group>
        )}
      </Group>
      <Pending query={query} />
      {query.data && rules.length === 0 && (
        <Card>
          <Text c="dimmed" ta="center" py="lg">
            {state === 'suggested'
              ? 'Nothing to decide. “Look for rules” finds tags that always come with another one.'
              : state === 'active'
                ? 'No rule holds yet. Approve suggestions, or add one on the page of a tag.'
                : 'Nothing was rejected.'}
          </Text>
        </Card>
      )}
      {rules.length > 0 && (
        <>
          <Card flush>
            {rules.map((rule, place) => (
              <div key={rule.id} className={classes.rule} data-rule data-active={rule === current || undefined} onClick={() => setAt(place)}>
                <Checkbox
                  checked={chosen.has(rule.id)}
                  onChange={() => toggle(rule.id)}
                  aria-label={`Choose ${rule.antecedent.name} → ${rule.consequent.name}`}
                />
                <div style={{ minWidth: 0 }}>
                  <div>
                    <TagName {...rule.antecedent} /> <span aria-label="implies">→</span> <TagName {...rule.consequent} />
                  </div>
                  <div className={classes.figures}>{figures(rule)}</div>
                </div>
                <div className={classes.strip} aria-hidden>
                  {rule.samples.slice(0, 6).map((asset) => (
                    <img key={asset} src={thumbnailUrl(asset)} alt="" loading="lazy" />
                  ))}
                </div>
                <Group gap={6} wrap="nowrap">
                  {state !== 'active' && (
                    <Button size="compact-sm" variant="light" onClick={() => void decide([rule], true)}>
                      Approve
                    </Button>
                  )}
                  {state !== 'rejected' && (
                    <Button size="compact-sm" variant="subtle" color="gray" onClick={() => void decide([rule], false)}>
                      {state === 'active' ? 'Take back' : 'Reject'}
                    </Button>
                  )}
                </Group>
              </div>
            ))}
            <MoreButton query={query} />
          </Card>
          <Text size="xs" c="dimmed" mt="sm" visibleFrom="sm">
            <Kbd size="xs">J</Kbd> <Kbd size="xs">K</Kbd> move · <Kbd size="xs">X</Kbd> choose · <Kbd size="xs">A</Kbd> approve · <Kbd size="xs">R</Kbd> reject
          </Text>
        </>
      )}
    </Page>
  );
}

function figures({ origin, support, confidence, antecedent }: Implication): string {
  const said = ORIGINS[origin] ?? origin;
  if (support === null || confidence === null) return `${said} · ${formatCount(antecedent.count)} pictures`;
  return `${formatCount(support)} of ${formatCount(antecedent.count)} have both (${Math.round(confidence * 1000) / 10} %) · ${said}`;
}
