import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * True for an address on the public internet. Everything with a meaning of its own is not: loopback, private, link-local
 * (where clouds keep their secrets), carrier-grade NAT, multicast, documentation, reserved. IPv6 counts only inside
 * 2000::/3, the one part that is given out; forms that carry an IPv4 address are judged by it (mapped, NAT64) or refused
 * (compatible, 6to4, Teredo).
 */
export function isPublicAddress(text: string): boolean {
  const version = isIP(text);
  // A zone names a link of this machine, never the internet.
  if (version === 0 || text.includes('%')) return false;
  // In its one spelling: `::8.8.8.8`, which is no mapped address, is read as one otherwise.
  const address = ipaddr.parse(version === 4 ? text : new URL(`http://[${text}]/`).hostname.slice(1, -1));
  if (address instanceof ipaddr.IPv4) return isPublicIPv4(address);
  if (address.isIPv4MappedAddress()) return isPublicIPv4(address.toIPv4Address());
  const bytes = address.toByteArray();
  if (NAT64.every((byte, at) => bytes[at] === byte)) return isPublicIPv4(new ipaddr.IPv4(bytes.slice(12)));
  return (bytes[0]! & 0xe0) === 0x20 && address.range() === 'unicast';
}

function isPublicIPv4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && !MORE_SPECIAL.some((range) => address.match(range));
}

/** 64:ff9b::/96, RFC 6052: how an IPv6-only network reaches IPv4. */
const NAT64 = [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];

/** Of the IANA registry of special IPv4 addresses, what a library might one day stop naming. */
const MORE_SPECIAL = ['0.0.0.0/8', '100.64.0.0/10', '192.0.0.0/24', '192.88.99.0/24', '198.18.0.0/15', '240.0.0.0/4'].map((range) =>
  ipaddr.IPv4.parseCIDR(range),
);
