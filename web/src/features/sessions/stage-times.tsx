import type { SessionFile } from '../../api/types.ts';
import { plural } from '../../components/format.ts';
import { Card } from '../../components/card.tsx';
import classes from './sessions.module.css';

/** Median time a file spends in each stage, over the files shown below. */
export function StageTimes({ files }: { readonly files: readonly SessionFile[] }) {
  const timed = files.filter((file) => file.timings && Object.keys(file.timings).length > 0);
  if (timed.length < 3) return null;
  const stages = [...new Set(timed.flatMap((file) => Object.keys(file.timings ?? {})))];
  const medians = stages.map((stage) => ({ stage, ms: median(timed.map((file) => file.timings?.[stage]).filter((ms) => ms !== undefined)) }));
  const longest = Math.max(...medians.map(({ ms }) => ms), 0.001);
  return (
    <Card title="Time per stage" aside={<span className={classes.hint}>Median of {plural(timed.length, 'file')} listed below</span>}>
      <dl className={classes.stages}>
        {medians.map(({ stage, ms }) => (
          <div key={stage}>
            <dt>{stage}</dt>
            <dd>
              <span className={classes.stageBar} style={{ width: `${Math.max(0.5, (ms / longest) * 100)}%` }} />
            </dd>
            <dd className={classes.ms}>{ms >= 100 ? Math.round(ms) : Number(ms.toFixed(1))} ms</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
