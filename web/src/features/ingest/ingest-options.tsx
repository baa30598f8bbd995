import { Checkbox, Collapse, NumberInput, Radio, SegmentedControl, Stack, Switch, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import type { IngestDraft, MetadataPart } from './ingest-draft.ts';
import classes from './ingest.module.css';

const MODES = [
  { value: 'copy', label: 'Copy', about: 'Into the library; the files stay where they are too' },
  { value: 'move', label: 'Move', about: 'Into the library; a file is removed once its copy is verified' },
  { value: 'reference', label: 'Leave in place', about: 'Shown from where they are; nothing is copied' },
] as const;
const PARTS: ReadonlyArray<{ readonly part: MetadataPart; readonly label: string; readonly about: string }> = [
  { part: 'exif', label: 'Camera, time and place', about: 'and all else that is written in the files themselves' },
  { part: 'generation', label: 'How it was generated', about: 'prompt, model, seed' },
  { part: 'keywords', label: 'Keywords', about: 'of files, sidecars and prompts' },
  { part: 'scores', label: 'Stars', about: 'of files and sidecars' },
];
const SOME = 4;

interface IngestOptionsProps {
  readonly draft: IngestDraft;
  readonly onChange: (change: Partial<IngestDraft>) => void;
}

/** How the files are taken in. What is seldom needed is folded away. */
export function IngestOptions({ draft, onChange }: IngestOptionsProps) {
  const [more, { toggle }] = useDisclosure(draft.unwanted.length > 0 || draft.maxFiles !== null || draft.parallel !== 'auto' || draft.webhook !== '');
  const ways = draft.parallel === 'auto' ? 'auto' : draft.parallel === 1 ? 'one' : 'some';
  return (
    <Stack gap="lg">
      <Radio.Group label="What happens to the files" value={draft.mode} onChange={(mode) => onChange({ mode })}>
        <div className={classes.modes}>
          {MODES.map(({ value, label, about }) => (
            <Radio.Card key={value} value={value} className={classes.mode} radius="md" aria-label={label}>
              <Radio.Indicator size="sm" />
              <span>
                <strong>{label}</strong>
                <small>{about}</small>
              </span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      <TextInput
        label="Only these names"
        description="Upper and lower case alike; empty for every picture"
        placeholder="*.jpg|*.png"
        value={draft.pattern}
        onChange={(event) => onChange({ pattern: event.currentTarget.value })}
      />
      <Switch label="With the folders below" checked={draft.recursive} onChange={(event) => onChange({ recursive: event.currentTarget.checked })} />
      <Switch
        label="Skip what is known"
        description="By path, size and time, without reading the file"
        checked={draft.skipExisting}
        onChange={(event) => onChange({ skipExisting: event.currentTarget.checked })}
      />
      <div>
        <UnstyledButton className={classes.more} onClick={toggle} aria-expanded={more}>
          <IconChevronRight size={16} data-open={more || undefined} aria-hidden /> More options
        </UnstyledButton>
        <Collapse expanded={more}>
          <Stack gap="lg" pt="md">
            <NumberInput
              label="At most"
              description="Files of this run; empty for all"
              placeholder="All"
              min={1}
              allowDecimal={false}
              thousandSeparator=" "
              value={draft.maxFiles ?? ''}
              onChange={(value) => onChange({ maxFiles: typeof value === 'number' && value >= 1 ? value : null })}
            />
            <div>
              <Text size="sm" fw={500} mb={6}>
                Files at once
              </Text>
              <div className={classes.parallel}>
                <SegmentedControl
                  aria-label="Files at once"
                  value={ways}
                  onChange={(value) => onChange({ parallel: value === 'auto' ? 'auto' : value === 'one' ? 1 : SOME })}
                  data={[
                    { value: 'auto', label: 'Automatic' },
                    { value: 'one', label: 'One by one' },
                    { value: 'some', label: 'At most' },
                  ]}
                />
                {ways === 'some' && (
                  <NumberInput
                    aria-label="Number of files at once"
                    w={84}
                    min={2}
                    max={256}
                    allowDecimal={false}
                    value={draft.parallel}
                    onChange={(value) => typeof value === 'number' && value >= 2 && onChange({ parallel: value })}
                  />
                )}
              </div>
            </div>
            <Checkbox.Group
              label="What is read"
              description="Left out here, it is not kept, and not read later either"
              value={PARTS.map(({ part }) => part).filter((part) => !draft.unwanted.includes(part))}
              onChange={(wanted) => onChange({ unwanted: PARTS.map(({ part }) => part).filter((part) => !wanted.includes(part)) })}
            >
              <Stack gap="xs" pt="xs">
                {PARTS.map(({ part, label, about }) => (
                  <Checkbox key={part} value={part} label={label} description={about} />
                ))}
              </Stack>
            </Checkbox.Group>
            <TextInput
              label="Call when done"
              description="An address that gets the signed result by POST"
              placeholder="https://example.org/hook"
              type="url"
              value={draft.webhook}
              onChange={(event) => onChange({ webhook: event.currentTarget.value })}
            />
          </Stack>
        </Collapse>
      </div>
    </Stack>
  );
}
