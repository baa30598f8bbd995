import { useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { categoryVariable } from '../tagging/categories.ts';
import { readableColor } from './readable-color.ts';
import { categoriesQuery } from './tag-queries.ts';

/** The colours people chose for categories, as variables of the page, so that every place that shows a tag has them. */
export function useCategoryColors(): void {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const { data } = useQuery(categoriesQuery);
  useEffect(() => {
    const own = (data ?? []).filter(({ color, builtin }) => color !== null || !builtin);
    const { style } = document.documentElement;
    for (const category of own) style.setProperty(categoryVariable(category.name), readableColor(category, scheme));
    return () => {
      for (const { name } of own) style.removeProperty(categoryVariable(name));
    };
  }, [data, scheme]);
}
