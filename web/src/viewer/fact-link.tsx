import { Link } from '@tanstack/react-router';
import classes from './facts.module.css';

interface FactLinkProps {
  /** Field of the query language. */
  readonly field: 'keyword' | 'camera' | 'lens' | 'creator' | 'gen.model' | 'gen.lora';
  readonly value: string;
  readonly className?: string | undefined;
  readonly children?: React.ReactNode;
}

/** A fact that leads to everything else it is true of. */
export function FactLink({ field, value, className, children = value }: FactLinkProps) {
  return (
    <Link to="/" search={{ q: fieldQuery(field, value) }} className={className ?? classes.link ?? ''} title={`Search for ${value}`}>
      {children}
    </Link>
  );
}

/** `keyword:"red car"`; always quoted, so that nothing in it is read as syntax. */
function fieldQuery(field: string, value: string): string {
  return `${field}:"${value.replace(/["\\]/g, '\\$&')}"`;
}
