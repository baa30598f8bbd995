import { IconCheck } from '@tabler/icons-react';
import classes from './ingest.module.css';

const STEPS = ['Configure', 'Process', 'Complete'] as const;
export type Step = (typeof STEPS)[number];

/** Where in the three steps of an ingest one is. */
export function IngestSteps({ step }: { readonly step: Step }) {
  const now = STEPS.indexOf(step);
  return (
    <ol className={classes.steps} aria-label="Steps">
      {STEPS.map((name, index) => (
        <li key={name} data-done={index < now || undefined} aria-current={index === now ? 'step' : undefined}>
          <span className={classes.stepMark}>{index < now ? <IconCheck size={15} stroke={2.5} aria-label="done" /> : index + 1}</span>
          {name}
        </li>
      ))}
    </ol>
  );
}
