import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Keys, keysFrom, type Secrets } from '../../platform/access/secrets.js';
import type { Instant } from '../../platform/database/instant.js';
import { DAY_MS } from '../../platform/time/interval.js';

const DEVICE_MS = 365 * DAY_MS;
const FORM = /^([0-9a-z]{1,11})\.([\w-]{22})\.([\w-]{43})$/;

/**
 * Devices from which an account was logged into before (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). Attempts of all
 * strangers at an account count together, those of a known device by themselves: so nobody locks its owner out by guessing, from however
 * many addresses. Nothing is stored: the token itself says, signed, for which account it was given and when.
 */
export class Devices {
  readonly #keys: Keys;

  constructor(secrets: Secrets) {
    this.#keys = keysFrom(secrets, 'devices that were let in');
  }

  /** For whoever has just logged in to the account with this e-mail. */
  tokenFor(email: string, now: Instant = Date.now()): { token: string; expiresAt: Instant } {
    const expiresAt = now + DEVICE_MS;
    const begin = `${expiresAt.toString(36)}.${randomBytes(16).toString('base64url')}`;
    const [key] = this.#keys;
    return { token: `${begin}.${macOf(key, begin, email).toString('base64url')}`, expiresAt };
  }

  /** Under which name attempts at an account are counted: a known device has its own, all others share one. */
  guesserOf(email: string, deviceToken: string | null | undefined, now: Instant = Date.now()): string {
    const [, expiry = '', nonce = '', mac = ''] = deviceToken?.match(FORM) ?? [];
    const given = Buffer.from(mac, 'base64url');
    const isKnown =
      Number.parseInt(expiry, 36) > now && this.#keys.some(key => timingSafeEqual(macOf(key, `${expiry}.${nonce}`, email), given));
    return isKnown ? `${email} ${nonce}` : email;
  }
}

function macOf(key: Buffer, begin: string, email: string): Buffer {
  return createHmac('sha256', key).update(`${begin} ${email}`).digest();
}
