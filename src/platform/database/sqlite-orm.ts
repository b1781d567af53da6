import type { AnyEntity, Dictionary, EntityData, LoggingOptions, QueryResult, RawQueryFragment, Transaction } from '@mikro-orm/core';
import { type NativeQueryBuilder, SqliteConnection, SqliteDriver } from '@mikro-orm/sqlite';
import { CompiledQuery } from 'kysely';
import type { SqlValue } from './sql.js';
import { toStored } from './sqlite-dialect.js';
import type { WriterDialect } from './sqlite-writer.js';

/** MikroORM's driver for SQLite, but that values go beside a statement and not into its text: so it is prepared once. */
export class BindingSqliteDriver extends SqliteDriver {
  protected override readonly connection = new BindingConnection(this.config);
}

export class BindingConnection extends SqliteConnection {
  rowsInUnit(text: string, values: readonly unknown[]): object[] {
    return (this.config.get('driverOptions') as WriterDialect).rowsInUnit(text, values);
  }

  override async execute<T extends QueryResult | EntityData<AnyEntity> | EntityData<AnyEntity>[] = EntityData<AnyEntity>[]>(
    query: string | NativeQueryBuilder | RawQueryFragment,
    params: readonly unknown[] | Dictionary = [],
    method: 'all' | 'get' | 'run' = 'all',
    ctx?: Transaction,
    loggerContext?: LoggingOptions,
  ): Promise<T> {
    if (typeof query !== 'string' || !isBindable(query, params)) return super.execute<T>(query, params, method, ctx, loggerContext);
    await this.ensureConnection();
    const statement = CompiledQuery.raw(query, params.map(toStored));
    const run = async () => this.transformRawResult<T>(await (ctx ?? this.getClient()).executeQuery(statement), method);
    return this.executeQuery<T>(query, run, { query, params, ...loggerContext });
  }
}

/** Names and pieces of SQL among the values become text, and an escaped question mark is none: the original knows how. */
function isBindable(query: string, params: unknown): params is SqlValue[] {
  return Array.isArray(params) && params.length > 0 && params.every(isValue) && !query.includes('??') && !query.includes('\\?');
}

function isValue(param: unknown): boolean {
  switch (typeof param) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return true;
    case 'number':
      return Number.isFinite(param);
    default:
      return param === null || param instanceof Date;
  }
}
