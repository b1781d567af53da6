import DataLoader from 'dataloader';
import type { EntityClass, Row } from './entity.js';
import { checkFirst, countEach, type List, type Page, type PageArguments, readEach } from './page.js';
import type { RowSource } from './row-source.js';
import { type OneOf, oneOf, type Sql, sql } from './sql.js';

/** Rows by id for one request: every id asked for in the same turn goes into one statement for each table. */
export class Loaders {
  readonly #loaders = new Map<unknown, DataLoader<string, unknown>>();

  constructor(readonly source: RowSource) {}

  /** What `read` answers for each key, in one call for all keys asked for in the same turn. `name` tells one kind of reading from another. */
  batch<V>(name: string, key: string, read: (keys: readonly string[]) => Promise<readonly V[]>): Promise<V> {
    const loader = this.#loaders.get(name) ?? new DataLoader<string, unknown>(read, { maxBatchSize: 1_000 });
    this.#loaders.set(name, loader);
    return loader.load(key) as Promise<V>;
  }

  /** Whether a statement, which selects ids of those that it is given, finds this one: one statement for all asked for in the same turn. */
  finds(name: string, id: string, select: (ids: OneOf) => Sql): Promise<boolean> {
    return this.batch(name, id, async ids => {
      const rows = await this.source.rows<{ id: string }>(select(oneOf(ids)));
      const found = new Set(rows.map(row => row.id));
      return ids.map(it => found.has(it));
    });
  }

  /** A page of what belongs to a parent; the pages of all parents in one statement. */
  page<T extends object>(list: List<T>, parent: Sql, parentId: string, args: PageArguments): Page<Row<T>> {
    checkFirst(args, list.most);
    const name = JSON.stringify([list.table.name, list.joined, parent, list.where, list.order, list.direction]);
    return {
      read: selected => {
        const key = `page ${JSON.stringify(args)} ${selected ? [...selected].join() : ''} ${name}`;
        return this.batch(key, parentId, ids => readEach(this.source, list, parent, ids, args, selected));
      },
      totalCount: () => this.batch(`count ${name}`, parentId, ids => countEach(this.source, list, parent, ids)),
    };
  }

  load<T extends object>(entity: EntityClass<T>, id: string): Promise<Row<T> | null> {
    const loader = this.#loaders.get(entity) ?? new DataLoader<string, unknown>(ids => this.#read(entity, ids), { maxBatchSize: 1_000 });
    this.#loaders.set(entity, loader);
    return loader.load(id) as Promise<Row<T> | null>;
  }

  async #read(entity: EntityClass, ids: readonly string[]): Promise<(object | null)[]> {
    const table = this.source.table(entity);
    const [only] = ids;
    if (ids.length === 1 && only !== undefined) {
      const [row] = await this.source.rowsOf(table, table.byId(only));
      return [row ?? null];
    }
    const rows = await this.source.rowsOf(table, sql`${table.selection('t')} where t.id ${oneOf(ids)}`);
    const byId = new Map(rows.map(row => [(row as { id: string }).id, row]));
    return ids.map(it => byId.get(it) ?? null);
  }
}
