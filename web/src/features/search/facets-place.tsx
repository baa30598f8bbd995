import { Drawer, useMantineTheme } from '@mantine/core';
import { useLocalStorage, useMediaQuery, useSessionStorage } from '@mantine/hooks';
import { FacetsPanel } from './facets-panel.tsx';
import classes from './search.module.css';

/** Whether the related tags are shown: beside the result as this browser was left; on a phone, where they cover it, for this search only. */
export function useFacetsShown(q: string): { readonly shown: boolean; readonly wide: boolean; readonly show: (on: boolean) => void } {
  const { breakpoints } = useMantineTheme();
  const wide = useMediaQuery(`(min-width: ${breakpoints.md})`, true, { getInitialValueInEffect: false });
  const [kept, keep] = useLocalStorage({ key: 'magpie-facets', defaultValue: false, getInitialValueInEffect: false });
  const [sheetOf, setSheetOf] = useSessionStorage({ key: 'magpie-facets-sheet', defaultValue: '', getInitialValueInEffect: false });
  return wide ? { wide, shown: kept, show: keep } : { wide, shown: sheetOf === q, show: (on) => setSheetOf(on ? q : '') };
}

/** What was found, with its tags beside it; on a phone they come from below. */
export function FacetsPlace({ q, children }: { readonly q: string; readonly children: React.ReactNode }) {
  const { shown, wide, show } = useFacetsShown(q);
  if (!shown || q === '') return children;
  return (
    <div className={classes.withFacets}>
      <div>{children}</div>
      {wide ? (
        <aside className={classes.facets} aria-label="Related tags">
          <FacetsPanel q={q} />
        </aside>
      ) : (
        <Drawer opened onClose={() => show(false)} position="bottom" size="70%" title="Related tags" radius="md">
          <FacetsPanel q={q} />
        </Drawer>
      )}
    </div>
  );
}
