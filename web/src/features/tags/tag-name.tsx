import { useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { categoryColor } from './category-color.ts';
import classes from './tags.module.css';
import { categoriesQuery } from './tag-queries.ts';

/** The colour of a category, as it can be read in the appearance there is now. */
export function useCategoryColor(): (category: string) => string {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const { data } = useQuery(categoriesQuery);
  return (name) => categoryColor(data?.find((one) => one.name === name) ?? { name, color: null, position: 0 }, scheme);
}

interface TagNameProps {
  readonly name: string;
  readonly category: string;
  /** Absent: no link. */
  readonly id?: number;
}

/** A tag in the colour of its category. */
export function TagName({ name, category, id }: TagNameProps) {
  const color = useCategoryColor()(category);
  const words = name.replaceAll('_', ' ');
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
