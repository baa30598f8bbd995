import { TagsInput } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './editable.module.css';
import { FactLink } from './fact-link.tsx';
import { OriginMark } from './origin-mark.tsx';

interface EditableKeywordsProps {
  readonly keywords: readonly string[];
  readonly onSave: (keywords: string[]) => void;
}

/** Keywords as chips; to change them, as a field that splits at commas. Leaving it saves. */
export function EditableKeywords({ keywords, onSave }: EditableKeywordsProps) {
  const [draft, setDraft] = useState<string[] | null>(null);
  const [typed, setTyped] = useState('');
  if (draft === null) {
    return (
      <div className={classes.keywords} role="group" aria-label="Keywords">
        {keywords.map((keyword) => (
          <FactLink key={keyword} field="keyword" value={keyword} className={classes.keyword} />
        ))}
        <button
          type="button"
          className={classes.keyword}
          data-add
          aria-label={keywords.length === 0 ? 'Add keywords' : 'Edit the keywords'}
          onClick={() => setDraft([...keywords])}
        >
          {keywords.length === 0 ? (
            <>
              <IconPlus size={14} aria-hidden /> Keywords
            </>
          ) : (
            <IconPencil size={14} stroke={1.8} aria-hidden />
          )}
        </button>
        <OriginMark label="Keywords" of={['keywords']} top={0} />
      </div>
    );
  }
  const save = (): void => {
    setDraft(null);
    setTyped('');
    // What is typed but not ended by a comma counts too.
    const said = [...new Set([...draft, typed.trim()])].filter(Boolean);
    const same = said.length === keywords.length && said.every((keyword, i) => keyword === keywords[i]);
    if (!same) onSave(said);
  };
  return (
    <TagsInput
      mt={10}
      classNames={{ inputField: classes.field ?? '' }}
      autoFocus
      aria-label="Keywords"
      placeholder="Comma or Enter ends one"
      value={draft}
      onChange={setDraft}
      splitChars={[',', ';']}
      acceptValueOnBlur={false}
      searchValue={typed}
      onSearchChange={setTyped}
      maxTags={200}
      comboboxProps={{ zIndex: 450 }}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          setDraft(null);
          setTyped('');
        }
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.blur();
      }}
    />
  );
}
