import { useEffect, useState } from 'react';
import { formatMonth } from '../../components/format.ts';
import classes from './gallery.module.css';
import type { MonthLabel } from './justified-layout.ts';
import { monthAt } from './scrubber-scale.ts';
import type { Signal } from './signal.ts';

interface FloatingMonthProps {
  readonly labels: readonly MonthLabel[];
  readonly top: Signal<number>;
  readonly labelHeight: number;
}

/** Names the month at the top of the view once its own label has scrolled away. */
export function FloatingMonth({ labels, top, labelHeight }: FloatingMonthProps) {
  const [month, setMonth] = useState<string | null>(null);
  useEffect(() => {
    const update = (value: number): void => {
      const label = monthAt(labels, value + 8);
      setMonth(label && value > label.top + labelHeight ? label.month : null);
    };
    update(top.value);
    return top.subscribe(update);
  }, [labels, top, labelHeight]);
  return (
    <div className={classes.floating} data-shown={month !== null || undefined} aria-hidden>
      {month && formatMonth(month)}
    </div>
  );
}
