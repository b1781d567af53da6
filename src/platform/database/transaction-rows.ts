import type { EntityManager } from '@mikro-orm/core';
import { CompiledQuery } from 'kysely';
import { isSqlite } from './instant.js';
import { postgresqlDialect } from './postgresql-dialect.js';
import type { Sql } from './sql.js';
import { sqliteDialect } from './sqlite-dialect.js';
import type { BindingConnection } from './sqlite-orm.js';

interface Client {
  executeQuery<R>(query: CompiledQuery): Promise<{ rows: R[] }>;
}

/** The rows of a statement inside the transaction that an entity manager has open, if it has one: it sees what was written there. */
export async function rowsInTransaction<R extends object>(em: EntityManager, statement: Sql): Promise<R[]> {
  const dialect = isSqlite(em.getPlatform()) ? sqliteDialect : postgresqlDialect;
  const { text, values } = dialect.render(statement);
  const connection = em.getConnection() as unknown as { getClient(): Client } & Partial<Pick<BindingConnection, 'rowsInUnit'>>;
  if (connection.rowsInUnit && em.isInTransaction()) return connection.rowsInUnit(text, values) as R[];
  const client = (em.getTransactionContext() as Client | undefined) ?? connection.getClient();
  return (await client.executeQuery<R>(CompiledQuery.raw(text, values))).rows;
}
