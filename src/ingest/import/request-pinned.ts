import type { LookupAddress } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { AppError } from '../../core/errors.ts';
import type { Lookup } from './import-settings.ts';

/** Until the head of the answer is here, and then without a byte. */
const PATIENCE_MS = 30_000;

/**
 * One GET without following redirects. The name is looked up once, every address it has is checked, and the connection goes
 * to one of exactly these: a name that answers differently the next moment leads nowhere else.
 */
export async function requestPinned(
  url: URL,
  rules: { readonly lookup: Lookup; readonly isAllowed: (address: string) => boolean },
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const addresses = await checkedAddresses(url, rules);
  const pinned = ((_host, options, callback) => {
    if (options.all) callback(null, addresses);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  }) as LookupFunction;
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(url, {
      // A connection of its own: one that is kept may lead to an address of an earlier look-up.
      agent: false,
      lookup: pinned,
      signal,
      timeout: PATIENCE_MS,
      headers: { accept: 'image/*, application/zip;q=0.9, */*;q=0.5', 'accept-encoding': 'identity', 'user-agent': 'Magpie' },
    });
    const late = (): void => void request.destroy(new Error(`nothing came for ${PATIENCE_MS / 1000} s`));
    const head = setTimeout(late, PATIENCE_MS);
    request.on('timeout', late);
    request.on('close', () => clearTimeout(head));
    request.on('response', (response) => {
      clearTimeout(head);
      resolve(response);
    });
    request.on('error', reject);
    request.end();
  });
}

async function checkedAddresses(
  url: URL,
  { lookup, isAllowed }: { readonly lookup: Lookup; readonly isAllowed: (address: string) => boolean },
): Promise<LookupAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const literal = isIP(host);
  const addresses = literal === 0 ? await lookup(host) : [{ address: host, family: literal }];
  if (addresses.length === 0) throw new Error(`${host} has no address`);
  const refused = addresses.find(({ address }) => !isAllowed(address));
  if (refused !== undefined) {
    const detail =
      refused.address === host ? `${host} is not on the public internet` : `${host} leads to ${refused.address}, which is not on the public internet`;
    throw new AppError('url-refused', { detail });
  }
  return addresses;
}
