import { Textarea } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './editable.module.css';

interface EditableTextProps {
  readonly value: string | null;
  /** `title` */
  readonly label: string;
  /** Enter makes a new line, and Ctrl+Enter saves. */
  readonly multiline?: boolean;
  /** Empty when it was taken away. */
  readonly onSave: (value: string) => void;
  /** How it looks while nobody edits it; without a value, an invitation. */
  readonly children: React.ReactNode;
}

/** Text that is edited where it stands: Enter or leaving saves, Escape does not. */
export function EditableText({ value, label, multiline = false, onSave, children }: EditableTextProps) {
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      // The pencil is for the keyboard; with a pointer the text itself is as good, unless it was being selected.
      // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
      <div className={classes.text} onClick={() => getSelection()?.isCollapsed !== false && setDraft(value ?? '')}>
        {children}
        <button type="button" className={classes.pencil} aria-label={!value ? `Add a ${label}` : `Edit the ${label}`} onClick={() => setDraft(value ?? '')}>
          <IconPencil size={15} stroke={1.7} aria-hidden />
        </button>
      </div>
    );
  }
  const save = (): void => {
    setDraft(null);
    const said = draft.trim();
    if (said !== (value ?? '')) onSave(said);
  };
  return (
    <Textarea
      className={classes.input ?? ''}
      classNames={{ input: classes.field ?? '' }}
      autoFocus
      autosize
      minRows={multiline ? 2 : 1}
      maxRows={12}
      maxLength={multiline ? 10_000 : 500}
      aria-label={label}
      placeholder={multiline ? `A ${label}; Ctrl+Enter saves` : `A ${label}`}
      value={draft}
      onFocus={(event) => event.currentTarget.setSelectionRange(draft.length, draft.length)}
      onChange={(event) => setDraft(multiline ? event.currentTarget.value : event.currentTarget.value.replaceAll('\n', ' '))}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setDraft(null);
        else if (event.key === 'Enter' && !event.nativeEvent.isComposing && (!multiline || event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          save();
        }
      }}
    />
  );
}
