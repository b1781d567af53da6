import { randomBytes } from 'node:crypto';
import type { Instant } from '../../platform/database/instant.js';

/** As every authenticator app takes it for granted (RFC 6238, and the key URI format of Google Authenticator). */
const FORM = { issuer: 'Amphi', algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** RFC 6238, 5.2: one step for what the network takes, or a clock that is off. */
const WINDOW = 1;
/** RFC 4226, 4: 160 bits are recommended. */
const SECRET_BYTES = 20;

const RECOVERY_CODES = 10;
const RECOVERY_CODE_BYTES = 15;

export interface TotpSecret {
  /** Base32. */
  readonly secret: string;
  /** `otpauth://totp/…`, to be shown as a QR code. */
  readonly uri: string;
}

export async function newTotpSecret(label: string): Promise<TotpSecret> {
  const { Secret, TOTP } = await import('otpauth');
  const secret = new Secret({ size: SECRET_BYTES });
  return { secret: secret.base32, uri: new TOTP({ ...FORM, label, secret }).toString() };
}

/** The time step, of 30 seconds, that a code belongs to; null where it is of none that counts now. */
export async function stepOf(code: string, secret: string, now: Instant = Date.now()): Promise<number | null> {
  const { Secret, TOTP } = await import('otpauth');
  const totp = new TOTP({ ...FORM, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : totp.counter({ timestamp: now }) + delta;
}

/** Six digits, with or without blanks between. */
export function isTotp(code: string): boolean {
  return /^\d{6}$/.test(withoutBlanks(code));
}

export function withoutBlanks(code: string): string {
  return code.replace(/\s/g, '');
}

/**
 * Ten codes for whoever lost their telephone, of 120 bits each: as many (112, ASVS 6.5.2) as a plain hash needs to be safe.
 * `ABCD-EFGH-…`, without letters that are taken for one another.
 */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
}

/** The same code however it is typed. */
export function normalizedRecoveryCode(code: string): string {
  return code.toUpperCase().replace(/[^0-9A-Z]/g, '');
}

/** Crockford's base32. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function newRecoveryCode(): string {
  let bits = 0n;
  for (const byte of randomBytes(RECOVERY_CODE_BYTES)) bits = (bits << 8n) | BigInt(byte);
  const letters = Array.from({ length: (RECOVERY_CODE_BYTES * 8) / 5 }, (_, i) => ALPHABET[Number((bits >> BigInt(5 * i)) & 31n)]);
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}
