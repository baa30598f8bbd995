import { ActionIcon, Anchor, Button, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconStars } from '@tabler/icons-react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { events } from '../api/event-hub.ts';
import { Card } from '../components/card.tsx';
import { formatCount, plural } from '../components/format.ts';
import { Page } from '../components/page.tsx';
import { Pending } from '../components/pending.tsx';
import classes from '../features/activity/activity.module.css';
import { ActivityGrid } from '../features/activity/activity-grid.tsx';
import { type Activity, type ActivityDay, activityQuery } from '../features/activity/activity-query.ts';
import { daySearch } from '../features/activity/day-search.ts';

const KINDS: readonly { readonly kind: Activity; readonly title: string; readonly words: string; readonly field?: 'scored' | 'favourited' | 'added' }[] = [
  { kind: 'scored', title: 'Scored', words: 'scored', field: 'scored' },
  { kind: 'rated', title: 'Content ratings', words: 'given a content rating' },
  { kind: 'favourited', title: 'Favourites', words: 'made favourites', field: 'favourited' },
  { kind: 'tagged', title: 'Tags edited', words: 'with edited tags' },
  { kind: 'ingested', title: 'Taken in', words: 'taken in', field: 'added' },
];
const REFRESH_MS = 3000;
const dayName = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeZone: 'UTC' });

/** What was done here, day by day: a year at a glance, and what it was about a click away. */
export function ActivityPage() {
  const { year: asked } = useSearch({ from: '/activity' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const today = localDay(new Date());
  const thisYear = Number(today.slice(0, 4));
  const year = asked !== undefined && /^\d{4}$/.test(asked) ? Number(asked) : thisYear;
  const query = useQuery({ ...activityQuery(year), placeholderData: keepPreviousData });
  const [kind, setKind] = useState<Activity | 'all'>('all');
  const [chosen, setPicked] = useState<string | null>(today);
  const picked = chosen?.startsWith(String(year)) ? chosen : null;
  const { data } = query;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = events.on('asset', () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: ['activity'] });
      }, REFRESH_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [queries]);

  const counts = useMemo(() => new Map((data?.days ?? []).map((day) => [day.day, kind === 'all' ? byPeople(day) : day[kind]])), [data, kind]);
  const day = data?.days.find((one) => one.day === picked);
  const go = (to: number): void => {
    setPicked(today);
    void navigate({ to: '/activity', search: to === thisYear ? {} : { year: String(to) }, replace: true });
  };
  return (
    <Page
      title="Activity"
      actions={
        <Group gap={4}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label="The year before"
            disabled={!data || year <= data.firstYear}
            onClick={() => go(year - 1)}
          >
            <IconChevronLeft size={20} />
          </ActionIcon>
          <Text fw={650} style={{ fontVariantNumeric: 'tabular-nums' }}>
            {year}
          </Text>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label="The year after" disabled={year >= thisYear} onClick={() => go(year + 1)}>
            <IconChevronRight size={20} />
          </ActionIcon>
        </Group>
      }
    >
      <Pending query={query} />
      {data && (
        <>
          <div className={classes.tiles}>
            {KINDS.map((one) => (
              <button
                key={one.kind}
                type="button"
                className={classes.tile}
                data-on={kind === one.kind || undefined}
                aria-pressed={kind === one.kind}
                onClick={() => setKind(kind === one.kind ? 'all' : one.kind)}
              >
                <strong>{formatCount(data.totals[one.kind])}</strong>
                <span>{one.title}</span>
              </button>
            ))}
          </div>
          <Card>
            <Group justify="space-between" mb="sm">
              <Text size="sm" c="dimmed">
                {kind === 'all' ? 'Scores, ratings, favourites and tags' : KINDS.find((one) => one.kind === kind)?.title} in {year}
              </Text>
              <Text size="sm" role="status">
                {year !== thisYear ? null : data.streak.current > 0 ? (
                  <>
                    <strong>{plural(data.streak.current, 'day')}</strong> in a row, {plural(data.streak.longest, 'day')} at best
                  </>
                ) : (
                  data.streak.longest > 0 && `${plural(data.streak.longest, 'day')} in a row at best`
                )}
              </Text>
            </Group>
            <ActivityGrid
              year={year}
              counts={counts}
              today={today}
              picked={picked}
              onPick={setPicked}
              words={kind === 'all' ? 'marked or tagged' : (KINDS.find((one) => one.kind === kind)?.words ?? '')}
            />
            <div className={classes.legend} aria-hidden>
              less
              {[0, 1, 2, 3, 4].map((level) => (
                <i key={level} className={classes.day} data-shade={level} />
              ))}
              more
            </div>
            {picked !== null && (
              <div className={classes.picked} role="status">
                <strong>{dayName.format(Date.parse(`${picked}T00:00:00Z`))}</strong>
                {day ? (
                  KINDS.filter((one) => day[one.kind] > 0).map((one) => <DayFact key={one.kind} day={day} {...one} />)
                ) : (
                  <Text c="dimmed">Nothing was done.</Text>
                )}
              </div>
            )}
          </Card>
          {data.days.length === 0 && (
            <Group mt="lg" gap="md">
              <Text c="dimmed">Nothing was done in {year}. Scores, favourites and edited tags show up here.</Text>
              <Button variant="light" leftSection={<IconStars size={17} aria-hidden />} renderRoot={(props) => <Link {...props} to="/score" search={{}} />}>
                Score pictures
              </Button>
            </Group>
          )}
        </>
      )}
    </Page>
  );
}

function DayFact({ day, kind, words, field }: { readonly day: ActivityDay } & (typeof KINDS)[number]) {
  const text = `${formatCount(day[kind])} ${words}`;
  if (field === undefined) return <span>{text}</span>;
  return <Anchor renderRoot={(props) => <Link {...props} to="/" search={{ q: daySearch(field, day.day) }} />}>{text}</Anchor>;
}

const byPeople = ({ scored, rated, favourited, tagged }: ActivityDay): number => scored + rated + favourited + tagged;

function localDay(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
