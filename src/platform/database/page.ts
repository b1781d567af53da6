import { RequestError } from '../errors/request-error.js';
import { isUuid } from '../graphql/scalars.js';
import type { Row } from './entity.js';
import type { RowSource } from './row-source.js';
import { allOf, join, oneOf, type Sql, sql, text } from './sql.js';
import type { Table } from './table.js';

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** One column that a list is ordered by. It is never null, and `property` is its name in the row. */
export interface OrderTerm {
  readonly column: Sql;
  readonly property: string;
  readonly direction: 'asc' | 'desc';
  /** Instants travel in a cursor as numbers and are compared as instants. */
  readonly instant?: boolean;
  /** Whether the column holds whole numbers of 32 bits; else it holds text. */
  readonly integer?: boolean;
}

/** What a list selects. `alias` names its table in `where` and `order`; the order is made total by the id. */
export interface List<T extends object> {
  readonly table: Table<T>;
  readonly alias: string;
  readonly where: readonly Sql[];
  readonly order: readonly OrderTerm[];
  /** The largest page it gives. */
  readonly most?: number;
}

/** Some rows of a list in its order, and how to go on. Nothing is counted unless `totalCount` is called. */
export interface Page<R> {
  readonly nodes: readonly R[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  cursorOf(node: R): string;
  totalCount(): Promise<number>;
}

/** One statement for the page, one more for the count if it is asked for; a cursor goes on after a row by that row's own values. */
export async function readPage<T extends object>(source: RowSource, list: List<T>, args: PageArguments): Promise<Page<Row<T>>> {
  const { from, where, order, orderBy } = planOf(list, args);
  const rows = await source.rowsOf(
    list.table,
    sql`${list.table.selection(list.alias)} where ${where} order by ${orderBy} ${source.dialect.limit(args.first + 1)}`,
  );
  const totalCount = async () => {
    const [counted] = await source.rows<{ count: number }>(sql`select count(*) as count from ${from} where ${allOf(list.where)}`);
    return counted?.count ?? 0;
  };
  return pageOf(rows, order, args, totalCount);
}

/** The same page of each parent's own list, in one statement for all parents; the counts in one more. */
export async function readPages<T extends object>(
  source: RowSource,
  list: List<T>,
  parent: Sql,
  parentIds: readonly string[],
  args: PageArguments,
  count: (parentId: string) => Promise<number>,
): Promise<Page<Row<T>>[]> {
  const { from, where, order, orderBy } = planOf(list, args);
  const rows = await source.rowsOf(
    list.table,
    sql`select * from (select ${list.table.columns(list.alias)}, ${parent} as "parent$",
      row_number() over (partition by ${parent} order by ${orderBy}) as "rank$"
      from ${from} where ${parent} ${oneOf(parentIds)} and ${where}) ranked
      where "rank$" <= ${args.first + 1} order by "parent$", "rank$"`,
  );
  const byParent = Map.groupBy(rows as (Row<T> & { parent$: string })[], row => row.parent$);
  return parentIds.map(id => pageOf(byParent.get(id) ?? [], order, args, () => count(id)));
}

/** How many each parent's whole list has. */
export async function countEach<T extends object>(
  source: RowSource,
  list: List<T>,
  parent: Sql,
  parentIds: readonly string[],
): Promise<number[]> {
  const rows = await source.rows<{ parent: string; count: number }>(
    sql`select ${parent} as parent, count(*) as count from ${text(`${list.table.name} ${list.alias}`)}
      where ${parent} ${oneOf(parentIds)} and ${allOf(list.where)} group by ${parent}`,
  );
  const byParent = new Map(rows.map(row => [row.parent, row.count]));
  return parentIds.map(id => byParent.get(id) ?? 0);
}

function planOf<T extends object>({ table, alias, where, order: wanted, most = 100 }: List<T>, { first, after }: PageArguments) {
  if (first < 1 || first > most) throw new RequestError('BAD_USER_INPUT', `first must be from 1 to ${most}.`);
  const order = [...wanted, { column: text(`${alias}.id`), property: 'id', direction: wanted[0]?.direction ?? 'asc' }];
  return {
    order,
    from: text(`${table.name} ${alias}`),
    where: allOf(after ? [...where, beyond(order, valuesOf(after, order))] : where),
    orderBy: join(
      order.map(term => sql`${term.column} ${text(term.direction)}`),
      ', ',
    ),
  };
}

function pageOf<R>(
  rows: readonly R[],
  order: readonly OrderTerm[],
  { first, after }: PageArguments,
  totalCount: () => Promise<number>,
): Page<R> {
  return {
    nodes: rows.length > first ? rows.slice(0, first) : rows,
    hasNextPage: rows.length > first,
    hasPreviousPage: !!after,
    cursorOf: node => cursorOf(order.map(term => (node as Record<string, unknown>)[term.property])),
    totalCount,
  };
}

/** Rows after `values` in the order: (a > x) or (a = x and b > y) or … */
function beyond(order: readonly OrderTerm[], values: readonly Sql[]): Sql {
  const alternatives = order.map((term, i) => {
    const equal = order.slice(0, i).map((earlier, j) => sql`${earlier.column} = ${values[j] as Sql}`);
    const after = text(term.direction === 'asc' ? '>' : '<');
    return sql`(${allOf([...equal, sql`${term.column} ${after} ${values[i] as Sql}`])})`;
  });
  return sql`(${join(alternatives, ' or ')})`;
}

function cursorOf(values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function valuesOf(cursor: string, order: readonly OrderTerm[]): Sql[] {
  const values = parse(cursor);
  const fits =
    Array.isArray(values) && values.length === order.length && values.every((value, i) => fitsTerm(value, order[i] as OrderTerm));
  if (!fits) throw new RequestError('BAD_USER_INPUT', 'The cursor is not one of this list in this order.');
  return values.map((value, i) => sql`${order[i]?.instant ? new Date(value as number) : (value as string | number)}`);
}

function fitsTerm(value: unknown, term: OrderTerm): boolean {
  if (term.property === 'id') return isUuid(value);
  if (term.instant) return Number.isSafeInteger(value) && isWithin(value as number, EARLIEST_MS, LATEST_MS);
  if (term.integer) return Number.isInteger(value) && isWithin(value as number, -(2 ** 31), 2 ** 31 - 1);
  return typeof value === 'string' && !value.includes('\0');
}

/** The years 0 to 9999, which both databases know. */
const EARLIEST_MS = -62_167_219_200_000;
const LATEST_MS = 253_402_300_799_999;

function isWithin(value: number, least: number, most: number): boolean {
  return least <= value && value <= most;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
