import { assign } from '../../platform/database/changes.js';
import type { Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { sql } from '../../platform/database/sql.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';
import { OneTimeToken } from './one-time-token.entity.js';
import { hashOfToken, newRefreshToken } from './tokens.js';
import { User } from './user.entity.js';

/** What tokens can be for. A module has its own. */
export interface Purpose {
  readonly name: string;
  readonly lifetimeMs: number;
  /** How many a user has at once; one more takes the place of the oldest. */
  readonly mostAlive: number;
}

export interface UsedToken {
  readonly user: User;
  readonly address: string;
}

/** Makes a token for a user, who must be locked in this unit; answers what is to be mailed to the address, or passed on. */
export async function issueToken(unit: Unit, purpose: Purpose, { userId, address }: { userId: string; address: string }): Promise<string> {
  const token = newRefreshToken();
  const expiresAt = Date.now() + purpose.lifetimeMs;
  unit.em.persist(assign(new OneTimeToken(), { userId, purpose: purpose.name, address, hash: hashOfToken(token), expiresAt }));
  await unit.em.flush();
  await unit.rows(
    sql`delete from one_time_tokens where user_id = ${userId} and purpose = ${purpose.name} and id not in (
      select id from (select id from one_time_tokens where user_id = ${userId} and purpose = ${purpose.name}
        order by created_at desc, id desc ${unit.dialect.limit(purpose.mostAlive)}) newest)`,
  );
  return token;
}

/** The living token of this purpose, without using it. */
export async function findToken(source: RowSource, purpose: Purpose, token: string): Promise<Row<OneTimeToken> | undefined> {
  const table = source.table(OneTimeToken);
  const [found] = await source.rowsOf(
    table,
    sql`${table.selection('t')} where t.hash = ${hashOfToken(token)} and t.purpose = ${purpose.name} and t.expires_at > ${new Date()}`,
  );
  return found;
}

/** Uses a token up: of all who bring it at once, one gets its user, locked, and the others are refused with INVALID_TOKEN at `token`. */
export async function useToken(unit: Unit, purpose: Purpose, token: string): Promise<UsedToken> {
  const found = await findToken(unit, purpose, token);
  // The user first, as everybody else does, so that two never wait for each other.
  const [user] = found ? await unit.lock(User, [found.userId]) : [];
  const used = found ? await unit.rows(sql`delete from one_time_tokens where id = ${found.id} returning id`) : [];
  if (!found || !user?.active || used.length === 0) return refuseToken();
  return { user, address: found.address };
}

/** Ends what a user has of a purpose. */
export async function endTokens(unit: Unit, purpose: Purpose, userId: string): Promise<void> {
  await unit.rows(sql`delete from one_time_tokens where user_id = ${userId} and purpose = ${purpose.name}`);
}

/** Forgets those that are over. */
export async function pruneTokens(unit: Unit): Promise<void> {
  await unit.rows(sql`delete from one_time_tokens where expires_at < ${new Date()}`);
}

export function refuseToken(): never {
  return refuse(ErrorCode.INVALID_TOKEN, 'The token is unknown, expired or used. Ask for another one.', 'token');
}
