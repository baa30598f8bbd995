import { Button } from '@mantine/core';
import { IconPencil, IconRestore, IconTags, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Asset, AssetTag } from '../../api/types.ts';
import { formatCount } from '../../components/format.ts';
import { byCategory, categoryColor, tagTitle } from './categories.ts';
import { takeWanted, TAG_EDITOR } from './open-tag-editor.ts';
import { TagInput } from './tag-input.tsx';
import { originsInWords, TagOrigin } from './tag-origin.tsx';
import classes from './tagging.module.css';
import { useTagEdits } from './use-tag-edits.ts';

/** The tags of a picture by category, to look for and to change. */
export function TagEditor({ asset }: { readonly asset: Asset }) {
  const [editing, setEditing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const { waiting, problem, edit } = useTagEdits(asset.id);
  useEffect(() => {
    const open = (): void => {
      takeWanted();
      setEditing(true);
      input.current?.focus();
    };
    // Asked for by key before the panel was there.
    if (takeWanted()) open();
    window.addEventListener(TAG_EDITOR, open);
    return () => window.removeEventListener(TAG_EDITOR, open);
  }, []);

  const tags = withWaiting(asset.tags, waiting);
  const removable = asset.tags.filter(({ name, origins }) => waiting.get(name) !== 'remove' && origins.some(({ origin }) => origin === 'human'));
  const close = (): void => {
    setEditing(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <div>
      <div className={classes.groups}>
        {byCategory(tags).map(([category, some]) => (
          <div key={category} className={classes.group} role="group" aria-label={`Tags: ${category}`}>
            <h4>{category}</h4>
            <ul className={classes.chips}>
              {some.map((tag) => (
                <Chip key={tag.name} tag={tag} waiting={waiting.has(tag.name)} {...(editing ? { onRemove: () => edit({ remove: [tag.name] }) } : {})} />
              ))}
            </ul>
          </div>
        ))}
        {asset.deniedTags.length > 0 && (editing || tags.length === 0) && (
          <div className={classes.group} role="group" aria-label="Tags taken away">
            <h4>taken away</h4>
            <ul className={classes.chips}>
              {asset.deniedTags.map(({ name, origins }) => (
                <li key={name} className={classes.chip} data-denied data-waiting={waiting.has(name) || undefined}>
                  <span title={`Claimed ${originsInWords(origins)}; a person said no`}>{tagTitle(name)}</span>
                  <button type="button" aria-label={`Restore ${tagTitle(name)}`} title="Restore" onClick={() => edit({ add: [name] })}>
                    <IconRestore size={15} aria-hidden />
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      {editing ? (
        <div className={classes.edit}>
          <TagInput
            label="Add tags"
            placeholder="Add tags, e.g. long hair"
            autoFocus
            inputRef={input}
            without={new Set(tags.filter(({ origins }) => origins.some(({ origin }) => origin === 'human')).map(({ name }) => name))}
            error={problem}
            onAdd={(add) => edit({ add })}
            onBackspace={() => {
              const last = removable.at(-1);
              if (last) edit({ remove: [last.name] });
            }}
            onEscape={close}
          />
          <div className={classes.tools}>
            <Button size="compact-sm" variant="default" onClick={close}>
              Done
            </Button>
          </div>
        </div>
      ) : (
        <div className={classes.tools}>
          <Button
            ref={opener}
            size="compact-sm"
            variant="default"
            leftSection={tags.length === 0 ? <IconTags size={15} aria-hidden /> : <IconPencil size={15} aria-hidden />}
            onClick={() => setEditing(true)}
            title="T"
          >
            {tags.length === 0 ? 'Add tags' : 'Edit the tags'}
          </Button>
          {asset.deniedTags.length > 0 && tags.length > 0 && <span className={classes.count}>{asset.deniedTags.length} taken away</span>}
        </div>
      )}
      <span className="visually-hidden" role="status">
        {waiting.size > 0 ? 'Saving the tags' : ''}
      </span>
    </div>
  );
}

interface ChipProps {
  readonly tag: AssetTag;
  readonly waiting: boolean;
  readonly onRemove?: () => void;
}

function Chip({ tag, waiting, onRemove }: ChipProps) {
  const { name, category, count, origins } = tag;
  const implied = origins.length > 0 && origins.every(({ origin }) => origin === 'implied');
  return (
    <li className={classes.chip} data-implied={implied || undefined} data-waiting={waiting || undefined} style={{ color: categoryColor(category) }}>
      <Link to="/" search={{ q: searchFor(name) }} title={`Search for ${tagTitle(name)} · ${originsInWords(origins) || 'being saved'}`}>
        {tagTitle(name)}
        <TagOrigin origins={origins} className={classes.by} />
        {count > 0 && <span className={classes.count}>{formatCount(count)}</span>}
      </Link>
      {onRemove && (
        <button type="button" aria-label={`Remove ${tagTitle(name)}`} onClick={onRemove}>
          <IconX size={14} aria-hidden />
        </button>
      )}
    </li>
  );
}

/** What was asked for and not answered stands there already, or is gone already. */
function withWaiting(tags: readonly AssetTag[], waiting: ReadonlyMap<string, 'add' | 'remove'>): AssetTag[] {
  const known = new Set(tags.map(({ name }) => name));
  const coming = [...waiting]
    .filter(([name, what]) => what === 'add' && !known.has(name))
    .map(([text]): AssetTag => {
      const [, category = 'general', name = text] = /^(artist|copyright|character|species|general|meta):_?(.+)$/.exec(text) ?? [];
      return { id: 0, name, category, count: 0, deprecated: false, origins: [] };
    });
  return [...tags.filter(({ name }) => waiting.get(name) !== 'remove'), ...coming];
}

/** Always as a tag and quoted where it must be: a name may look like a field. */
function searchFor(name: string): string {
  return /^[\p{L}\p{N}_]+$/u.test(name) ? name : `tag:"${name.replace(/["\\]/g, '\\$&')}"`;
}
