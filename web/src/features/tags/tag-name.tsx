import { Link } from '@tanstack/react-router';
import { categoryColor, tagTitle } from '../tagging/categories.ts';
import classes from './tags.module.css';

interface TagNameProps {
  readonly name: string;
  readonly category: string;
  /** Absent: no link. */
  readonly id?: number;
}

/** A tag in the colour of its category. */
export function TagName({ name, category, id }: TagNameProps) {
  const color = categoryColor(category);
  const words = tagTitle(name);
  if (id === undefined)
    return (
      <span className={classes.name} style={{ color }} title={`${name} (${category})`}>
        {words}
      </span>
    );
  return (
    <Link to="/tags/$id" params={{ id: String(id) }} className={classes.name} style={{ color }} title={`${name} (${category})`}>
      {words}
    </Link>
  );
}
