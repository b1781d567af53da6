import type { Dialect } from './dialect.js';
import { OneOf, type Sql, type SqlValue, sql, text, textOf } from './sql.js';

/** PostgreSQL's code for the same, by which it is told to the client. */
const CHARACTER_NOT_IN_REPERTOIRE = '22021';

const knownTexts = new WeakMap<readonly string[], string>();

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  forUpdate: text(''),
  forKeyShare: text(''),
  forNoKeyUpdate: text(''),
  render(statement: Sql) {
    return {
      text: textOf(statement, knownTexts, placeholderOf),
      values: statement.values.map(value => (value instanceof OneOf ? setOf(value.values) : toStored(value))),
    };
  },
  hasAll: (column, values) =>
    sql`not exists (select 1 from json_each(${JSON.stringify(values)}) wanted where wanted.value not in (select value from json_each(${column})))`,
  amongFew: select => sql`in (${select})`,
  folded: column => sql`fold(${column})`,
  // With a bare parameter SQLite would plan the statement anew each time it runs, which takes longer than most of them.
  limit: rows => sql`limit +${rows}`,
  elementsOf: json => sql`(select key as n, value from json_each(${json}))`,
  turn: text(''),
  instantInJson: instant => instant,
  millisBetween: (from, to) => sql`(${to} - ${from})`,
};

function placeholderOf(value: SqlValue | OneOf): string {
  if (!(value instanceof OneOf)) return '?';
  return value.values.length === 1 ? '= ?' : 'in (select value from json_each(?))';
}

function setOf(values: readonly string[]): string | number | null {
  return values.length === 1 ? toStored(values[0] ?? null) : JSON.stringify(values);
}

/** A value as SQLite takes it. */
export function toStored(value: SqlValue): string | number | null {
  if (value instanceof Date) return value.getTime();
  // SQLite would take it for the end of the text; PostgreSQL refuses it.
  if (typeof value === 'string' && value.includes('\0')) {
    throw Object.assign(new Error('A text has the character NUL.'), { code: CHARACTER_NOT_IN_REPERTOIRE });
  }
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value ?? null;
}
