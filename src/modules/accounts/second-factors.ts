import type { BySecret, Secrets } from '../../platform/access/secrets.js';
import { assign } from '../../platform/database/changes.js';
import type { Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { sql } from '../../platform/database/sql.js';
import { Encryption } from '../../platform/encryption.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';
import { RecoveryCode, SecondFactor } from './second-factor.entity.js';
import { hashOfToken } from './tokens.js';
import { isTotp, newRecoveryCodes, normalizedRecoveryCode, stepOf, withoutBlanks } from './totp.js';

const ENCRYPTED_AT_ONCE = 100;
const MOST_COUNTED = 100;

/** What encrypts the secrets that are shared with authenticator apps. */
export function encryptionOfApps(secrets: Secrets): Encryption {
  return new Encryption(secrets, 'secrets of authenticator apps');
}

/** By which secret the newest are encrypted, of a hundred at most. */
export async function countBySecret(source: RowSource, secrets: Secrets): Promise<BySecret> {
  const encryption = encryptionOfApps(secrets);
  const counts = { present: 0, former: 0, unknown: 0 };
  const table = source.table(SecondFactor);
  const newest = await source.rowsOf(table, sql`${table.selection('f')} order by f.id desc ${source.dialect.limit(MOST_COUNTED)}`);
  for (const { sealedSecret, userId } of newest) {
    if (encryption.isPresent(sealedSecret, userId)) counts.present++;
    else counts[encryption.decrypt(sealedSecret, userId) === null ? 'unknown' : 'former']++;
  }
  return counts;
}

/** What a code is worth to whoever needs one. `unneeded`: there is no second factor. */
export type Verdict = 'unneeded' | 'right' | 'needed' | 'wrong';

/** Looks at codes and uses them up. Whoever calls holds the user in the same unit: two of one user's codes are never looked at at once. */
export class SecondFactors {
  constructor(private readonly encryption: Encryption) {}

  /** Uses the code up, or refuses. Without a second factor whatever is sent will do. */
  async check(unit: Unit, userId: string, code: string | null | undefined): Promise<void> {
    const verdict = await this.verdict(unit, userId, code);
    if (verdict === 'needed' || verdict === 'wrong') refuseVerdict(verdict);
  }

  async verdict(unit: Unit, userId: string, code: string | null | undefined): Promise<Verdict> {
    const factor = await unit.em.findOne(SecondFactor, { userId });
    if (!factor || factor.enabledAt === null) return 'unneeded';
    if (!code) return 'needed';
    const used = isTotp(code) ? await this.useTotp(factor, code) : await useRecoveryCode(unit, userId, code);
    return used ? 'right' : 'wrong';
  }

  /** Whether the code is one that the app shows now, and that was not taken before. */
  async useTotp(factor: SecondFactor, code: string): Promise<boolean> {
    const secret = this.encryption.decrypt(factor.sealedSecret, factor.userId);
    const step = secret === null ? null : await stepOf(withoutBlanks(code), secret);
    if (secret === null || step === null || step <= factor.lastStep) return false;
    factor.lastStep = step;
    // Encrypted anew each time, so that it goes over to a new AMPHI_SECRET by itself.
    factor.sealedSecret = this.encryption.encrypt(secret, factor.userId);
    return true;
  }
}

/** Encrypts anew what only a former secret decrypts, so that it can be forgotten. Answers the last that was looked at; undefined when there are no more. */
export async function encryptAnewSome(unit: Unit, encryption: Encryption, after: string): Promise<string | undefined> {
  const found = await unit.rows<{ id: string }>(
    sql`select id from second_factors where id > ${after} order by id ${unit.dialect.limit(ENCRYPTED_AT_ONCE)}`,
  );
  const factors = await unit.lock(
    SecondFactor,
    found.map(it => it.id),
  );
  for (const factor of factors) {
    const secret = encryption.decrypt(factor.sealedSecret, factor.userId);
    if (secret !== null && !encryption.isPresent(factor.sealedSecret, factor.userId))
      factor.sealedSecret = encryption.encrypt(secret, factor.userId);
  }
  return found.at(-1)?.id;
}

export async function findSecondFactor(source: RowSource, userId: string): Promise<Row<SecondFactor> | undefined> {
  const table = source.table(SecondFactor);
  const [found] = await source.rowsOf(table, sql`${table.selection('f')} where f.user_id = ${userId}`);
  return found;
}

/** Refuses, at `code`, what does not let on. */
export function refuseVerdict(verdict: 'needed' | 'wrong'): never {
  return verdict === 'needed'
    ? refuse(ErrorCode.SECOND_FACTOR_NEEDED, 'Send a code of your authenticator app, too.', 'code')
    : refuse(ErrorCode.INVALID_CODE, 'This code is wrong, over or used. Take the next one.', 'code');
}

/** Gives a user ten new recovery codes in place of those they had; answers them, and only this once. */
export async function renewRecoveryCodes(unit: Unit, userId: string): Promise<string[]> {
  await unit.rows(sql`delete from recovery_codes where user_id = ${userId}`);
  const factor = await unit.em.findOneOrFail(SecondFactor, { userId });
  factor.codesMadeAt = Date.now();
  const codes = newRecoveryCodes();
  unit.em.persist(codes.map(code => assign(new RecoveryCode(), { userId, hash: hashOfToken(normalizedRecoveryCode(code)) })));
  return codes;
}

export async function deleteSecondFactor(unit: Unit, userId: string): Promise<boolean> {
  await unit.rows(sql`delete from recovery_codes where user_id = ${userId}`);
  const factor = await unit.em.findOne(SecondFactor, { userId });
  if (!factor) return false;
  unit.em.remove(factor);
  await unit.em.flush();
  return true;
}

async function useRecoveryCode(unit: Unit, userId: string, code: string): Promise<boolean> {
  const hash = hashOfToken(normalizedRecoveryCode(code));
  const used = await unit.rows(sql`delete from recovery_codes where user_id = ${userId} and hash = ${hash} returning id`);
  return used.length > 0;
}
