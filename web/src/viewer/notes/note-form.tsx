import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';

interface NoteFormProps {
  readonly text: string;
  readonly label: string;
  /** True once it is kept. */
  readonly onSave: (text: string) => Promise<boolean>;
  readonly onCancel: () => void;
}

/** What a note says. Ctrl or Cmd and Enter saves, Escape leaves it as it was. */
export function NoteForm({ text: before, label, onSave, onCancel }: NoteFormProps) {
  const [text, setText] = useState(before);
  const [saving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    if (text.trim() === '' || saving) return;
    setSaving(true);
    if (!(await onSave(text.trim()))) setSaving(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onCancel();
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
      }}
    >
      <Textarea
        data-autofocus
        autoFocus
        autosize
        minRows={2}
        maxRows={10}
        maxLength={10_000}
        aria-label={label}
        placeholder="What is there to say of it?"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group gap={6} mt={8} justify="flex-end">
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="compact-sm" type="submit" loading={saving} disabled={text.trim() === ''}>
          Save
        </Button>
      </Group>
    </form>
  );
}
