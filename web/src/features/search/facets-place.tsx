import { Drawer, useMantineTheme } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { FacetsPanel } from './facets-panel.tsx';
import classes from './search.module.css';

/** Whether the related tags are shown, as this browser was left. */
export function useFacetsShown() {
  return useLocalStorage({ key: 'magpie-facets', defaultValue: false, getInitialValueInEffect: false });
}

/** What was found, with its tags beside it; on a phone they come from below. */
export function FacetsPlace({ q, children }: { readonly q: string; readonly children: React.ReactNode }) {
  const [shown, setShown] = useFacetsShown();
  const { breakpoints } = useMantineTheme();
  const wide = useMediaQuery(`(min-width: ${breakpoints.md})`, true, { getInitialValueInEffect: false });
  if (!shown || q === '') return children;
  return (
    <div className={classes.withFacets}>
      <div>{children}</div>
      {wide ? (
        <aside className={classes.facets} aria-label="Related tags">
          <FacetsPanel q={q} />
        </aside>
      ) : (
        <Drawer opened onClose={() => setShown(false)} position="bottom" size="70%" title="Related tags" radius="md">
          <FacetsPanel q={q} />
        </Drawer>
      )}
    </div>
  );
}
