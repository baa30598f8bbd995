import { hostname } from 'node:os';
import type { Config } from '../config/schema.ts';

const EVERYWHERE = new Set(['0.0.0.0', '::', '[::]']);

/** The address a person can open. Listening everywhere, that is the name of this machine. */
export function serviceUrl(config: Pick<Config, 'host' | 'port'>): string {
  const host = EVERYWHERE.has(config.host) ? hostname() : config.host;
  return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${config.port}`;
}
