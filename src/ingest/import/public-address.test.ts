import { expect, test } from 'vitest';
import { isPublicAddress } from './public-address.ts';

test('addresses that are refused', () => {
  const refused = [
    // loopback, unspecified, private, link-local, carrier-grade NAT
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    // multicast, broadcast, reserved, documentation, benchmarks, protocol assignments, 6to4 relays
    '224.0.0.1',
    '239.255.255.255',
    '255.255.255.255',
    '240.0.0.1',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '198.18.0.1',
    '192.0.0.1',
    '192.88.99.1',
    // the same in IPv6
    '::1',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '100::1',
    // IPv4 in IPv6: mapped, compatible, NAT64 (also the local prefix), 6to4, Teredo
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:10.0.0.1',
    '::ffff:169.254.169.254',
    '::127.0.0.1',
    '::7f00:1',
    '::8.8.8.8',
    '64:ff9b::127.0.0.1',
    '64:ff9b::a00:1',
    '64:ff9b:1::8.8.8.8',
    '2002:7f00:1::',
    '2002:808:808::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    // no addresses at all
    '',
    'localhost',
    '1.2.3',
    '1.2.3.4.5',
    'example.com',
  ];
  expect(refused.filter(isPublicAddress)).toEqual([]);
});

test('addresses that are fetched from', () => {
  const allowed = [
    '8.8.8.8',
    '93.184.216.34',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700:4700::1111',
    '2a00:1450:4001:81b::200e',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
  ];
  expect(allowed.filter((address) => !isPublicAddress(address))).toEqual([]);
});
