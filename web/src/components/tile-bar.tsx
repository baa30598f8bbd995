import classes from './tiles.module.css';

interface TileBarProps {
  readonly className: string | undefined;
  /** How many tiles there are, or are selected. */
  readonly words: string;
  /** What can be done with them. */
  readonly children?: React.ReactNode;
}

/** Stays above the tiles when they are scrolled. */
export function TileBar({ className, words, children }: TileBarProps) {
  return (
    <div className={`${classes.bar} ${className}`}>
      <span className={classes.count} role="status">
        {words}
      </span>
      {children}
    </div>
  );
}
