import { AppError } from '../../core/errors.ts';

/**
 * The address to fetch, checked as far as that goes without asking anybody: http or https, no user name or password, port
 * 80 or 443 unless others are allowed. The fragment is left off. `base` is what a redirect counts from. AppError: `url-refused`.
 */
export function importUrl(text: string, rules: { readonly allowOtherPorts: boolean }, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (url === null) throw new AppError('url-refused', { detail: `${shown(text)} is no address` });
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new AppError('url-refused', { detail: `${shown(text)}: only http and https are fetched` });
  if (url.username !== '' || url.password !== '')
    throw new AppError('url-refused', { detail: `An address with a user name or password in it (host ${url.host})` });
  if (!rules.allowOtherPorts && url.port !== '' && url.port !== '80' && url.port !== '443') {
    throw new AppError('url-refused', { detail: `${url.host}: only the ports 80 and 443 are fetched from; import.allowOtherPorts lifts that` });
  }
  url.hash = '';
  return url;
}

/** Not the whole of it: it may be long, and carry a secret behind the question mark. */
function shown(text: string): string {
  return text
    .split(/[?#]/, 1)[0]!
    .replace(/\/\/[^/@]*@/, '//')
    .slice(0, 200);
}
