import type { Options } from '@mikro-orm/core';
import { EntityManager, MikroORM, PostgreSqlNativeQueryBuilder } from '@mikro-orm/postgresql';
import type { QueryConfig } from 'pg';
import { withoutRawWrites } from '../audit/raw-writes.js';
import type { OpenDriver } from './driver.js';
import { preparePool, STATEMENT_MS } from './postgresql.js';
import { postgresqlDialect } from './postgresql-dialect.js';

/** PostgreSQL keeps a prepared statement for each name on each connection. */
const KEPT_STATEMENTS = 500;
const MOST_CONNECTIONS = 10;
/** Who waits longer for so little asks again, over another connection. */
const ASK_MS = 2_000;

export async function openPostgresql(options: Partial<Options>): Promise<OpenDriver> {
  const orm = new MikroORM({
    ...(options as object),
    entityManager: withoutRawWrites(EntityManager),
    pool: { min: 0, max: MOST_CONNECTIONS },
    driverOptions: {
      connectionTimeoutMillis: 5_000,
      statement_timeout: STATEMENT_MS,
      // Who holds a lock and says nothing more keeps everybody waiting.
      idle_in_transaction_session_timeout: 10_000,
      application_name: 'amphi',
      onPoolCreated: preparePool,
    },
  });
  const platform = orm.em.getPlatform();
  platform.createNativeQueryBuilder = () => new LockingQueryBuilder(platform);
  const pool = await orm.em.getConnection().getNativeClient();
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    if (!names.has(text) && names.size < KEPT_STATEMENTS) names.set(text, `q${names.size}`);
    return names.get(text);
  };
  const read = async (text: string, values: unknown[]): Promise<object[]> => (await pool.query({ name: nameOf(text), text, values })).rows;
  return {
    orm,
    dialect: postgresqlDialect,
    read,
    ask: () => pool.query({ text: 'select 1', query_timeout: ASK_MS } as QueryConfig),
    pool: () => ({ open: pool.totalCount, busy: pool.totalCount - pool.idleCount, waiting: pool.waitingCount }),
    close: () => orm.close(true),
  };
}

/**
 * MikroORM locks with `for update`, which keeps off whoever refers to the rows, too: a foreign key holds what it refers to. Deeds that have
 * nothing to do with each other would wait in circles. So it locks as an update does: see `barReferences` for the other.
 */
class LockingQueryBuilder extends PostgreSqlNativeQueryBuilder {
  protected override addLockClause(): void {
    super.addLockClause();
    this.parts = this.parts.map(part => (part === 'for update' ? 'for no key update' : part));
  }
}
