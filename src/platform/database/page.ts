import { RequestError } from '../errors/request-error.js';
import { isUuid } from '../graphql/scalars.js';
import type { Row } from './entity.js';
import type { RowSource } from './row-source.js';
import { allOf, join, oneOf, type Sql, sql, text } from './sql.js';
import type { Selected, Table } from './table.js';

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** One column that a list is ordered by. It is never null, and `property` is its name in the row. */
export interface OrderTerm {
  readonly column: Sql;
  readonly property: string;
  /** Instants travel in a cursor as numbers and are compared as instants. */
  readonly instant?: boolean;
  /** Whether the column holds whole numbers of 32 bits; else it holds text. */
  readonly integer?: boolean;
}

/** What a list holds. `alias` names its table in `where` and `order`; the order is made total by the id. */
export interface List<T extends object> {
  readonly table: Table<T>;
  readonly alias: string;
  /** Other tables that say whose the rows are: ` join …`. For one parent they repeat none of them. */
  readonly joined?: Sql;
  readonly where: readonly Sql[];
  /** Where it is known beforehand: holds for the first so many rows of each parent's list, so that no others are ranked. */
  readonly within?: (rows: number) => Sql;
  readonly order: readonly OrderTerm[];
  /** Of all terms: an index serves it either way. */
  readonly direction: 'asc' | 'desc';
  /** The largest page it gives. */
  readonly most?: number;
}

/** A page that is not read yet. */
export interface Page<R> {
  /** Its rows, whole or with what of them is selected. */
  read(selected?: Selected): Promise<PageRows<R>>;
  /** How many the whole list has: counted only when this is called. */
  totalCount(): Promise<number>;
}

/** Some rows of a list in its order, and how to go on. */
export interface PageRows<R> {
  readonly nodes: readonly R[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  cursorOf(node: R): string;
}

/** One statement for the page, one for the count; a cursor goes on after a row by that row's own values. */
export function pageOf<T extends object>(source: RowSource, list: List<T>, args: PageArguments): Page<Row<T>> {
  checkFirst(args, list.most);
  return {
    async read(selected) {
      const { projection, where, order, orderBy } = planOf(list, args, selected);
      const rows = await source.rowsOf(
        projection,
        sql`${projection.selection}${list.joined ?? NOTHING} where ${where} order by ${orderBy} ${source.dialect.limit(args.first + 1)}`,
      );
      return rowsOfPage(rows, order, args);
    },
    async totalCount() {
      const [counted] = await source.rows<{ count: number }>(
        sql`select count(*) as count from ${tablesOf(list)} where ${allOf(list.where)}`,
      );
      return counted?.count ?? 0;
    },
  };
}

/** The same page of each parent's own list, in one statement for all parents. */
export async function readEach<T extends object>(
  source: RowSource,
  list: List<T>,
  parent: Sql,
  parentIds: readonly string[],
  args: PageArguments,
  selected?: Selected,
): Promise<PageRows<Row<T>>[]> {
  const { projection, where, order, orderBy } = planOf(list, args, selected);
  const [only, ...more] = parentIds;
  if (only !== undefined && more.length === 0) {
    // Read in its order up to its end, where many parents' lists have to be ranked as a whole.
    const rows = await source.rowsOf(
      projection,
      sql`${projection.selection}${list.joined ?? NOTHING} where ${parent} = ${only} and ${where}
        order by ${orderBy} ${source.dialect.limit(args.first + 1)}`,
    );
    return [rowsOfPage(rows, order, args)];
  }
  const rows = await source.rowsOf(
    projection,
    sql`select * from (select ${projection.columns}, ${parent} as "parent$",
      row_number() over (partition by ${parent} order by ${orderBy}) as "rank$"
      from ${tablesOf(list)} where ${parent} ${oneOf(parentIds)} and ${where}${firstOf(list, args)}) ranked
      where "rank$" <= ${args.first + 1} order by "parent$", "rank$"`,
  );
  const byParent = Map.groupBy(rows as (Row<T> & { parent$: string })[], row => row.parent$);
  return parentIds.map(id => rowsOfPage(byParent.get(id) ?? [], order, args));
}

function firstOf<T extends object>({ within }: List<T>, { first, after }: PageArguments): Sql {
  return within && !after ? sql` and ${within(first + 1)}` : NOTHING;
}

/** How many each parent's whole list has. */
export async function countEach<T extends object>(
  source: RowSource,
  list: List<T>,
  parent: Sql,
  parentIds: readonly string[],
): Promise<number[]> {
  const rows = await source.rows<{ parent: string; count: number }>(
    sql`select ${parent} as parent, count(*) as count from ${tablesOf(list)}
      where ${parent} ${oneOf(parentIds)} and ${allOf(list.where)} group by ${parent}`,
  );
  const byParent = new Map(rows.map(row => [row.parent, row.count]));
  return parentIds.map(id => byParent.get(id) ?? 0);
}

const NOTHING = text('');

function tablesOf<T extends object>({ table, alias, joined = NOTHING }: List<T>): Sql {
  return sql`${text(`${table.name} ${alias}`)}${joined}`;
}

/** Refuses a page that is too large, whatever of it is then read. */
export function checkFirst({ first }: PageArguments, most = 100): void {
  if (first < 1 || first > most) throw new RequestError('BAD_USER_INPUT', `first must be from 1 to ${most}.`);
}

function planOf<T extends object>(list: List<T>, { after }: PageArguments, selected: Selected | undefined) {
  const { table, alias } = list;
  const order = [...list.order, { column: text(`${alias}.id`), property: 'id' }];
  const direction = text(list.direction);
  return {
    order,
    projection: table.projection(
      alias,
      selected,
      order.map(term => term.property),
    ),
    where: allOf(after ? [...list.where, beyond(list.direction, order, valuesOf(after, order))] : list.where),
    orderBy: join(
      order.map(term => sql`${term.column} ${direction}`),
      ', ',
    ),
  };
}

function rowsOfPage<R>(rows: readonly R[], order: readonly OrderTerm[], { first, after }: PageArguments): PageRows<R> {
  return {
    nodes: rows.length > first ? rows.slice(0, first) : rows,
    hasNextPage: rows.length > first,
    hasPreviousPage: !!after,
    cursorOf: node => cursorOf(order.map(term => (node as Record<string, unknown>)[term.property])),
  };
}

/** Rows after `values` in the order: one comparison of row values, which both databases look up in an index over these columns. */
function beyond(direction: 'asc' | 'desc', order: readonly OrderTerm[], values: readonly Sql[]): Sql {
  const columns = join(
    order.map(term => term.column),
    ', ',
  );
  return sql`(${columns}) ${text(direction === 'asc' ? '>' : '<')} (${join(values, ', ')})`;
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
