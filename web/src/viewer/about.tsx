import type { Asset } from '../api/types.ts';
import { EditableKeywords } from './editable-keywords.tsx';
import { EditableText } from './editable-text.tsx';
import classes from './facts.module.css';
import { OriginMark } from './origin-mark.tsx';
import { RatingStars, ratingWords } from './rating-stars.tsx';
import { useEditAsset } from './use-edit-asset.ts';

/** What people say of a picture, to read and to change: title, rating, description, keywords. */
export function About({ asset }: { readonly asset: Asset }) {
  const edit = useEditAsset(asset.id);
  return (
    <header className={classes.about}>
      <EditableText value={asset.title} label="title" onSave={(title) => edit({ title }, title === null ? 'Title taken back' : 'Title changed')}>
        <h2 className={classes.name}>{asset.title ?? asset.name}</h2>
      </EditableText>
      {asset.title !== null && <p className={classes.fileName}>{asset.name}</p>}
      <RatingStars rating={asset.rating} onRate={(rating) => edit({ rating }, ratingWords(rating))} />
      <div className={classes.described}>
        <EditableText
          multiline
          value={asset.description}
          label="description"
          onSave={(description) => edit({ description }, description === null ? 'Description taken back' : 'Description changed')}
        >
          <p className={classes.description} data-empty={asset.description === null || undefined}>
            {asset.description ?? 'Add a description'}
          </p>
        </EditableText>
        <OriginMark label="Description" of={['description']} top={0} />
      </div>
      <EditableKeywords keywords={asset.keywords} onSave={(keywords) => edit({ keywords }, keywords === null ? 'Keywords taken back' : 'Keywords changed')} />
    </header>
  );
}
