import { expect, test, vi } from 'vitest';
import { AppError } from './errors.ts';
import { silentLogger, type Logger } from './logger.ts';
import { TroubleLog } from './trouble-log.ts';

test('a trouble is said once, another one too, and the end once', () => {
  const said: string[] = [];
  const keep = (level: string) => (_fields: object, message?: string) => void said.push(`${level} ${message}`);
  const logger: Logger = { ...silentLogger, info: keep('info'), warn: keep('warn') };
  const trouble = new TroubleLog(logger);
  trouble.over('works');
  for (let i = 0; i < 50; i += 1) trouble.failed(new AppError('disk-full', { detail: 'no room' }), 'files wait');
  for (let i = 0; i < 50; i += 1) trouble.failed(new AppError('read-only', { detail: 'locked' }), 'files wait');
  trouble.over('works again');
  trouble.over('works again');
  expect(said).toEqual(['warn files wait: no room', 'warn files wait: locked', 'info works again']);
});

test('what lasts is said again after ten minutes, with how often', () => {
  const fields: object[] = [];
  const trouble = new TroubleLog({ ...silentLogger, warn: (given) => void fields.push(given) });
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  for (; now <= 11 * 60_000; now += 30_000) trouble.failed(new AppError('disk-full'), 'files wait');
  clock.mockRestore();
  expect(fields).toEqual([{ code: 'disk-full' }, { code: 'disk-full', times: 21, seconds: 600 }]);
});
