import type { Asset } from '../api/types.ts';
import { EditableKeywords } from './editable-keywords.tsx';
import { EditableText } from './editable-text.tsx';
import classes from './facts.module.css';
import { MarkLine } from './mark-line.tsx';
import { OriginMark } from './origin-mark.tsx';
import { useMetadata } from './provenance.ts';
import { RatingStars, ratingWords } from './rating-stars.tsx';
import { useEditAsset } from './use-edit-asset.ts';

/** What people say of a picture, to read and to change: title, rating, description, keywords. */
export function About({ asset }: { readonly asset: Asset }) {
  const edit = useEditAsset(asset.id);
  const metadata = useMetadata();
  /** Taken away: what only a person said is taken back; where a file says it too, it is said that there is none. */
  const orNone = <T extends { readonly length: number }>(fact: string, value: T): T | null => {
    const elsewhere = metadata?.origins.some(({ origin, facts }) => origin !== 'human' && fact in facts) ?? true;
    return value.length > 0 || elsewhere ? value : null;
  };
  return (
    <header className={classes.about}>
      <EditableText value={asset.title} label="title" onSave={(title) => edit({ title: orNone('title', title) }, title ? 'Title changed' : 'Title removed')}>
        <h2 className={classes.name}>{asset.title || asset.name}</h2>
      </EditableText>
      {asset.title && (
        <p className={classes.fileName}>
          {asset.name}
          <OriginMark label="Title" of={['title']} top={-4} />
        </p>
      )}
      <RatingStars rating={asset.rating} onRate={(rating) => edit({ rating }, ratingWords(rating))} />
      <MarkLine asset={asset} onEdit={edit} />
      <div className={classes.described}>
        <EditableText
          multiline
          value={asset.description}
          label="description"
          onSave={(text) => edit({ description: orNone('description', text) }, text ? 'Description changed' : 'Description removed')}
        >
          <p className={classes.description} data-empty={!asset.description || undefined}>
            {asset.description || 'Add a description'}
          </p>
        </EditableText>
        <OriginMark label="Description" of={['description']} top={0} />
      </div>
      <EditableKeywords
        keywords={asset.keywords}
        onSave={(keywords) => edit({ keywords: orNone('keywords', keywords) }, keywords.length > 0 ? 'Keywords changed' : 'Keywords removed')}
      />
    </header>
  );
}
