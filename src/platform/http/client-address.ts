import type { IncomingMessage } from 'node:http';

/** An address is shorter; what is longer is none, and would only fill memory. */
const LONGEST = 64;

/**
 * The address that a request comes from: of the connection or, behind proxies, what the farthest one of them that is trusted saw. Each adds
 * to the end of `X-Forwarded-For`; what stands before is only what the client says.
 */
export function clientAddressOf({ socket, headers }: IncomingMessage, trustedProxies: number): string {
  const connected = socket.remoteAddress ?? 'unknown';
  const forwarded = headers['x-forwarded-for'];
  if (trustedProxies === 0 || forwarded === undefined) return connected;
  const seen = String(forwarded).split(',').slice(-trustedProxies);
  return seen[0]?.trim().slice(0, LONGEST) || connected;
}
