import { useViewportSize } from '@mantine/hooks';
import { useEffect, useMemo, useRef } from 'react';
import { formatCount } from '../../components/format.ts';
import classes from './activity.module.css';
import { shade, yearGrid } from './year-grid.ts';

interface ActivityGridProps {
  readonly year: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly today: string;
  readonly picked: string | null;
  readonly onPick: (day: string) => void;
  /** What is counted: `scored`. */
  readonly words: string;
}

const monthName = new Intl.DateTimeFormat(undefined, { month: 'short', timeZone: 'UTC' });
const weekdayName = new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: 'UTC' });
const dayName = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeZone: 'UTC' });
const LABELLED = [0, 2, 4];

/** A year as a field of days, weeks from left to right; arrow keys go from day to day. */
export function ActivityGrid({ year, counts, today, picked, onPick, words }: ActivityGridProps) {
  const { days, weeks, months } = useMemo(() => yearGrid(year), [year]);
  const most = useMemo(() => Math.max(0, ...counts.values()), [counts]);
  const scroller = useRef<HTMLDivElement>(null);
  const { width } = useViewportSize();
  // On a phone the year is wider than the screen: today is what one came for.
  useEffect(() => {
    const now = scroller.current?.querySelector<HTMLElement>('[data-today]');
    if (scroller.current && now) scroller.current.scrollLeft = now.offsetLeft - scroller.current.clientWidth * 0.7;
  }, [year, width]);
  const tabbable = picked?.startsWith(String(year)) ? picked : today.startsWith(String(year)) ? today : `${year}-12-31`;
  return (
    <div ref={scroller} className={classes.scroll}>
      <div
        className={classes.grid}
        style={{ '--weeks': weeks } as React.CSSProperties}
        role="group"
        aria-label={`Days of ${year}`}
        onKeyDown={(event) => {
          const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 }[event.key];
          const at = days.findIndex(({ day }) => day === (event.target as HTMLElement).dataset['day']);
          const next = step === undefined || at === -1 ? undefined : days[Math.max(0, Math.min(days.length - 1, at + step))];
          if (!next) return;
          event.preventDefault();
          event.currentTarget.querySelector<HTMLElement>(`[data-day="${next.day}"]`)?.focus();
        }}
      >
        {months.map(({ month, week }) => (
          <span key={month} className={classes.label} style={{ gridRow: 1, gridColumn: `${week + 2} / span 3` }} aria-hidden>
            {monthName.format(Date.UTC(year, month, 1))}
          </span>
        ))}
        {LABELLED.map((weekday) => (
          <span key={weekday} className={classes.label} style={{ gridRow: weekday + 2, gridColumn: 1 }} aria-hidden>
            {weekdayName.format(Date.UTC(2024, 0, 1 + weekday))}
          </span>
        ))}
        {days.map(({ day, week, weekday }) => {
          const count = counts.get(day) ?? 0;
          const label = `${dayName.format(Date.parse(`${day}T00:00:00Z`))}: ${formatCount(count)} ${words}`;
          return (
            <button
              key={day}
              type="button"
              className={classes.day}
              style={{ gridRow: weekday + 2, gridColumn: week + 2 }}
              data-day={day}
              data-shade={shade(count, most)}
              data-today={day === today || undefined}
              data-future={day > today || undefined}
              data-picked={day === picked || undefined}
              tabIndex={day === tabbable ? 0 : -1}
              aria-label={label}
              title={label}
              onClick={() => onPick(day)}
            />
          );
        })}
      </div>
    </div>
  );
}
