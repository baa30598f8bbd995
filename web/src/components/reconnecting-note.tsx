import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSilentSince } from '../api/use-connection.ts';
import classes from './components.module.css';
import { formatDuration } from './format.ts';

/** Says so while the numbers below are not of now, and that nobody has to do anything. */
export function ReconnectingNote() {
  const since = useSilentSince();
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (since === null) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [since]);
  if (since === null) return null;
  return (
    <div className={classes.note} role="status">
      <Loader size={16} color="currentColor" />
      <span>
        <strong>Reconnecting…</strong> Magpie has not answered for {formatDuration(Math.max(1, (now - since) / 1000))}; the numbers are from then. What was
        begun goes on by itself once it is back.
      </span>
    </div>
  );
}
