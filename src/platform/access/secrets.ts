import { hkdfSync } from 'node:crypto';

/** What the server signs with, the newest first. Whatever was signed with an older one still counts, so that a secret can be changed in peace. */
export type Secrets = readonly [current: string, ...previous: string[]];

/** One from each secret, in their order. */
export type Keys = readonly [current: Buffer, ...previous: Buffer[]];

/** How many things were signed or encrypted with which secret; `unknown` with none that is known here. */
export type BySecret = Readonly<Record<'present' | 'former' | 'unknown', number>>;

/** Keys for one use: what is known of one use says nothing about another (HKDF, RFC 5869). */
export function keysFrom([current, ...previous]: Secrets, use: string): Keys {
  const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', use, 32));
  return [keyOf(current), ...previous.map(keyOf)];
}
