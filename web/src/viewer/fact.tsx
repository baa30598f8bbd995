import { OriginMark } from './origin-mark.tsx';
import classes from './facts.module.css';

interface FactProps {
  readonly icon: React.ReactNode;
  readonly label: string;
  /** Names of the metadata this shows; whose word the first known of them is can be looked at. */
  readonly of?: readonly string[];
  readonly children: React.ReactNode;
}

/** One subject of the facts panel: icon, lines, and who says so. */
export function Fact({ icon, label, of = [], children }: FactProps) {
  return (
    <section className={classes.fact} aria-label={label}>
      <span className={classes.factIcon} aria-hidden>
        {icon}
      </span>
      <div>{children}</div>
      <OriginMark label={label} of={of} />
    </section>
  );
}
