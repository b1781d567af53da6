import { randomFillSync } from 'node:crypto';

/** It is written into logs and headers as it came. */
const SANE = /^[A-Za-z0-9._:~+/=@-]{1,128}$/;

/** The id of a request: the one that a proxy or a client gave it, if it is sane, or one of our own. */
export function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && SANE.test(given) ? given : newId();
}

/** 96 bits: many servers that answer for years do not come to the same twice. */
const BYTES = 12;
const random = Buffer.alloc(256 * BYTES);
let used = random.length;

/** Takes a third of the time of a UUID, and every request has one. */
function newId(): string {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  const from = used;
  used += BYTES;
  return random.toString('hex', from, used);
}
