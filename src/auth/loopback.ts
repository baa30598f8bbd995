import { isIP } from 'node:net';

/** True when an address or host name can only mean this machine: localhost, *.localhost, 127.0.0.0/8, ::1. */
export function isLoopback(host: string): boolean {
  const plain = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (plain === 'localhost' || plain.endsWith('.localhost')) return true;
  const address = plain.replace(/^::ffff:(?=\d+\.)/, '');
  if (isIP(address) === 4) return address.startsWith('127.');
  return address === '::1' || address === '0:0:0:0:0:0:0:1';
}

/** The host of a Host header or URL authority, without its port; undefined when it is not one. */
export function hostOf(authority: string): string | undefined {
  return /^(\[[0-9a-fA-F:.]+\]|[^:[\]/@\s]+)(?::\d+)?$/.exec(authority)?.[1];
}
