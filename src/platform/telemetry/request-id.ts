import { randomUUID } from 'node:crypto';

/** It is written into logs and headers as it came. */
const SANE = /^[A-Za-z0-9._:~+/=@-]{1,128}$/;

/** The id of a request: the one that a proxy or a client gave it, if it is sane, or one of our own. */
export function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && SANE.test(given) ? given : randomUUID();
}
