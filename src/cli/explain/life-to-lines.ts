import pc from 'picocolors';
import type { AssetRow } from '../../catalog/explain-queries.ts';
import { STAGES } from '../../domain/job.ts';
import type { FileLife } from '../../ingest/explain.ts';
import { bytes, seconds } from '../format.ts';
import { type JobJson, jobToJson } from './life-to-json.ts';

/** The life of one file for people: the file, where it lies, what was done with it and when. */
export function lifeToLines(subject: string, life: FileLife): string[] {
  const lines: string[] = [];
  const { onDisk, asset } = life;
  if (asset) lines.push(...assetLines(asset));
  else lines.push(pc.bold(subject), '  is not an asset of the library');
  if (onDisk?.sameContentAs !== undefined)
    lines.push(`  ${pc.yellow('!')} This path was never read, but its content is asset ${onDisk.sameContentAs}: an ingest would call it a duplicate.`);
  else if (!asset && life.jobs.length === 0) lines.push(`  ${pc.cyan('→')} It was never offered. Take it in with: magpie ingest ${subject}`);
  if (life.locations.length > 0) lines.push('', pc.bold('Where it lies'));
  for (const { kind, path, state, found } of life.locations) lines.push(`  ${kind.padEnd(10)} ${path}  ${presence(state, found)}`);
  for (const { key, bytes: size } of life.derivatives)
    lines.push(`  ${'derived'.padEnd(10)} ${key}  ${size === undefined ? pc.red('missing; magpie verify --fix makes it again') : pc.dim(bytes(size))}`);
  if (life.jobs.length > 0) lines.push('', pc.bold('What was done'));
  for (const job of life.jobs) lines.push(...jobLines(jobToJson(job)));
  return lines;
}

function assetLines(asset: AssetRow): string[] {
  const camera = [asset.camera_make, asset.camera_model, asset.lens].filter((part) => part !== null).join(' · ');
  return [
    `${pc.bold(asset.name)}  asset ${asset.id}`,
    `  ${[asset.format, ...(asset.height === 0 ? [] : [`${asset.width} × ${asset.height}`]), bytes(asset.bytes)].join(', ')}`,
    ...(camera === '' ? [] : [`  ${camera}`]),
    ...(asset.taken_at === null ? [] : [`  taken ${local(asset.taken_at)}`]),
    `  came in ${local(asset.created_at)}, session ${asset.session_id}`,
    `  sha256 ${asset.sha256.toString('hex')}`,
  ];
}

function presence(state: string, found: boolean | undefined): string {
  if (state === 'removed') return pc.dim('taken from there');
  if (found === undefined) return '';
  return found ? pc.green('there') : pc.red('missing');
}

function jobLines(job: JobJson): string[] {
  const how = job.outcome ?? (job.state === 'running' ? 'under way' : 'waiting');
  const lines = [
    `  ${job.createdAt === null ? '' : local(Date.parse(job.createdAt))}  ${job.source ?? ''} ${job.mode ?? ''}: ${pc.bold(how)}${job.finishedAt === null || job.createdAt === null ? '' : ` after ${seconds((Date.parse(job.finishedAt) - Date.parse(job.createdAt)) / 1000)}`}`,
  ];
  if (job.path !== null) lines.push(pc.dim(`    ${job.path}`));
  const facts = [`job ${job.id}`, `session ${job.session ?? 'none'}`, `${job.attempts} ${job.attempts === 1 ? 'attempt' : 'attempts'}`];
  if (job.deaths > 0) facts.push(`${job.deaths} workers died with it`);
  if (job.alone) facts.push('runs alone');
  if (job.leaseOwner !== null) facts.push(`held by ${job.leaseOwner} until ${job.leaseUntil}`);
  if (job.runAfter !== null && Date.parse(job.runAfter) > Date.now()) facts.push(`next try ${local(Date.parse(job.runAfter))}`);
  lines.push(`    ${facts.join(', ')}`);
  if (job.timings) {
    const spent = STAGES.filter((stage) => job.timings?.[stage] !== undefined).map((stage) => `${stage} ${job.timings?.[stage]} ms`);
    if (spent.length > 0) lines.push(`    ${spent.join(' · ')}`);
  }
  if (job.error)
    lines.push(`    ${pc.red(job.error.title)}${job.error.detail === null ? '' : `: ${job.error.detail}`}`, `    ${pc.cyan('→')} ${job.error.next}`);
  return lines;
}

function local(time: number): string {
  return new Date(time).toLocaleString();
}
