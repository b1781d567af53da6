import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkOf } from '../../src/platform/network.js';

describe('the network of an address', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s is in %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test('is the same for all addresses of a customer, and another for another’s', () => {
    const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(groups, groups, groups, (net, one, other) => {
        const addressOf = (host: readonly number[]) => [...net, ...host].map(it => it.toString(16)).join(':');
        expect(networkOf(addressOf(one))).toBe(networkOf(addressOf(other)));
        const next = [...net.slice(0, 3), (net[3] ?? 0) ^ 1, ...one].map(it => it.toString(16)).join(':');
        expect(networkOf(next)).not.toBe(networkOf(addressOf(one)));
      }),
    );
  });
});
