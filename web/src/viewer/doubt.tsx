import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './facts.module.css';

/** Something about a fact that is not as it should be. */
export function Doubt({ children }: { readonly children: React.ReactNode }) {
  return (
    <span className={classes.doubt}>
      <IconAlertTriangle size={15} stroke={1.8} aria-hidden />
      <span>{children}</span>
    </span>
  );
}
