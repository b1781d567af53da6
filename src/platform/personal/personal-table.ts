import type { Unit } from '../database/database.js';
import type { EntityClass, Row } from '../database/entity.js';
import { type Sql, sql, text } from '../database/sql.js';

/**
 * What a column is to the person whom its row is about. `goes`: they are told it in an export, and it goes when they are erased. `stays`:
 * they are told it, and by itself it names nobody. `secret`: it is not told, and goes. `ours`: it is not told, and says nothing of them.
 */
export type Fate = 'goes' | 'stays' | 'secret' | 'ours';

/**
 * What a module holds about people in a table. It decides upon each column: one that is forgotten does not compile, and a table that
 * refers to people and is not handed in fails a test.
 */
export interface PersonalTable<T extends object = object> {
  /** In an export. */
  readonly name: string;
  readonly entity: EntityClass<T>;
  readonly columns: Readonly<Record<keyof Row<T> & string, Fate>>;
  /** By which a person's rows are told apart, and the order in which they are exported; `id` unless it says otherwise. */
  readonly key?: keyof Row<T> & string;
  /** An instant that comes before the key in that order: where an index has a person's rows by it. */
  readonly since?: keyof Row<T> & string;
  /** The property that says whose a row was, where people delete rows: the audit knows of them still. */
  readonly owner?: keyof Row<T> & string;
  /** Holds for the rows of `t` that are about a person. */
  about(userId: string): Sql;
  /** What a row tells a person, where that is not simply its columns. */
  tell?(row: Row<T>, userId: string): Readonly<Record<string, unknown>>;
  /** Takes out of the rows what has to go, or the rows themselves, or refuses. Answers whose earlier values have to be forgotten, too. */
  erase(unit: Unit, userId: string): Promise<readonly string[]>;
}

/** A table whose rows go as a whole. */
export function personalRows<T extends object>(table: Omit<PersonalTable<T>, 'erase'>): PersonalTable {
  const erase = async (unit: Unit, userId: string) => {
    await unit.em.flush();
    const { name } = unit.table(table.entity);
    const deleted = await unit.rows<{ id: string }>(
      sql`delete from ${text(`${name} as t`)} where ${table.about(userId)} returning ${text(unit.table(table.entity).column(table.key ?? ('id' as never)))} as id`,
    );
    return deleted.map(it => it.id);
  };
  return personalTable({ ...table, erase });
}

/** A table whose rows go as a whole, as somebody would delete them: those whose `owner` is the person. The audit records it. */
export function personalEntities<T extends object>(
  table: Omit<PersonalTable<T>, 'erase'> & Required<Pick<PersonalTable<T>, 'owner'>>,
): PersonalTable {
  const erase = async (unit: Unit, userId: string) => {
    const theirs = await unit.em.find(table.entity as EntityClass<{ id: string }>, { [table.owner]: userId } as object);
    unit.em.remove(theirs);
    await unit.em.flush();
    return theirs.map(it => it.id);
  };
  return personalTable({ ...table, erase });
}

/** A table of which each row is decided upon by itself. */
export function personalTable<T extends object>(table: PersonalTable<T>): PersonalTable {
  return table as unknown as PersonalTable;
}
