import { isIPv6 } from 'node:net';

/** Of eight groups, those that a provider gives out: within the rest one customer has as many addresses as they like (RFC 6177). */
const GROUPS_OF_A_NETWORK = 4;

/** The network that an address is counted by: of IPv6 the /64, of IPv4, mapped or not, the address itself. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  // A URL writes each address in one way (RFC 5952), and leaves out one run of groups that are zero.
  const [before = '', after] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
  const groupsOf = (part: string) => (part === '' ? [] : part.split(':'));
  const [front, back] = [groupsOf(before), groupsOf(after ?? '')];
  const left = after === undefined ? [] : Array.from({ length: 8 - front.length - back.length }, () => '0');
  return `${[...front, ...left, ...back].slice(0, GROUPS_OF_A_NETWORK).join(':')}::/64`;
}
