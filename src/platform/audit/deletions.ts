import type { EntityManager, EntityMetadata, EntityProperty } from '@mikro-orm/core';
import { oneOf, type Sql, sql, text } from '../database/sql.js';
import { Table } from '../database/table.js';
import { rowsInTransaction } from '../database/transaction-rows.js';

/** A row that goes, or one that the database empties a reference of: `after` holds what becomes of that. */
interface Affected {
  readonly meta: EntityMetadata;
  readonly id: string;
  readonly before: object;
  readonly after?: object;
}

const READ_AT_ONCE = 1_000;

/** What is about to be deleted, as it is, and all that foreign keys will have the database delete or change with it. */
export async function* readDeletions(em: EntityManager, meta: EntityMetadata, ids: readonly string[]): AsyncIterable<Affected> {
  for await (const rows of pagesOf(em, meta, sql`t.id ${oneOf(ids)}`)) {
    for (const row of rows) yield { meta, id: row.id, before: row };
    const gone = rows.map(row => row.id);
    for (const [other, prop] of relationsTo(em, meta)) {
      const referring = sql`${text(`t.${prop.fieldNames[0]}`)} ${oneOf(gone)}`;
      if (prop.deleteRule === 'cascade') {
        for await (const more of pagesOf(em, other, referring)) {
          yield* readDeletions(
            em,
            other,
            more.map(row => row.id),
          );
        }
      } else if (prop.deleteRule === 'set null') {
        for await (const more of pagesOf(em, other, referring)) {
          for (const row of more) yield { meta: other, id: row.id, before: row, after: { [prop.name]: null } };
        }
      }
    }
  }
}

function relationsTo(em: EntityManager, meta: EntityMetadata): [EntityMetadata, EntityProperty][] {
  return [...em.getMetadata().getAll().values()].flatMap(other =>
    other.relations.filter(prop => prop.targetMeta?.class === meta.class).map((prop): [EntityMetadata, EntityProperty] => [other, prop]),
  );
}

async function* pagesOf(em: EntityManager, meta: EntityMetadata, condition: Sql): AsyncIterable<readonly { readonly id: string }[]> {
  const table = new Table<{ id: string }>(meta as never);
  for (let after: string | undefined; ; ) {
    const further = after === undefined ? text('') : sql` and t.id > ${after}`;
    const page = sql`${table.selection('t')} where ${condition}${further} order by t.id ${text(`limit ${READ_AT_ONCE}`)}`;
    const rows = table.decode(await rowsInTransaction(em, page));
    if (rows.length > 0) yield rows;
    if (rows.length < READ_AT_ONCE) return;
    after = rows.at(-1)?.id;
  }
}
