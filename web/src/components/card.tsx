import classes from './components.module.css';

interface CardProps {
  readonly title?: React.ReactNode;
  readonly aside?: React.ReactNode;
  readonly children: React.ReactNode;
  readonly flush?: boolean;
}

export function Card({ title, aside, children, flush = false }: CardProps) {
  return (
    <section className={classes.card} data-flush={flush || undefined}>
      {title && (
        <header className={classes.cardHead}>
          <h2>{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}
