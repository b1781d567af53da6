import type { IncomingHttpHeaders } from 'node:http';
import { accessTokenOf } from './cookies.js';

const SCHEME = 'bearer ';

/** The access token that a request shows: as a bearer or, in a browser, as a cookie. */
export function tokenIn({ authorization, cookie }: IncomingHttpHeaders): string | undefined {
  return bearerIn(authorization) ?? accessTokenOf(cookie);
}

function bearerIn(authorization: string | undefined): string | undefined {
  return authorization?.slice(0, SCHEME.length).toLowerCase() === SCHEME ? authorization.slice(SCHEME.length) : undefined;
}
