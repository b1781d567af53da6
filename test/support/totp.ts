import { Secret, TOTP } from 'otpauth';
import { TotpEnable, TotpSetUp } from '../generated/documents.js';
import { PASSWORD, type Person } from './seed.js';

/** What an authenticator app shows at a moment. */
export function codeOf(secret: string, timestamp = Date.now()): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

/** A code that is none of those that count now. */
export function wrongCodeOf(secret: string): string {
  const right = [-30_000, 0, 30_000].map(offset => codeOf(secret, Date.now() + offset));
  return ['000000', '111111', '222222', '333333'].find(code => !right.includes(code)) ?? '';
}

export async function setUpTotp({ client }: Person): Promise<string> {
  const { totpSetUp } = await client.ask(TotpSetUp, { input: { password: PASSWORD } });
  return totpSetUp.secret ?? '';
}

/** Protects an account; answers its secret and its recovery codes. */
export async function enableTotp(person: Person): Promise<{ secret: string; recoveryCodes: readonly string[] }> {
  const secret = await setUpTotp(person);
  const { totpEnable } = await person.client.ask(TotpEnable, { code: codeOf(secret) });
  return { secret, recoveryCodes: totpEnable.recoveryCodes ?? [] };
}
