import type { IncomingHttpHeaders } from 'node:http';
import { accessTokenOf } from './cookies.js';

/** The access token that a request shows: as a bearer or, in a browser, as a cookie. */
export function tokenIn({ authorization, cookie }: IncomingHttpHeaders): string | undefined {
  return authorization?.match(/^Bearer (\S+)$/i)?.[1] ?? accessTokenOf(cookie);
}
