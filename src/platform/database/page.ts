import { RequestError } from '../errors/request-error.js';
import { beyond, cursorOf, type Key, keysOf, valuesOf } from './cursor.js';
import type { Row } from './entity.js';
import type { RowSource } from './row-source.js';
import { allOf, join, oneOf, type Sql, sql, text } from './sql.js';
import type { Selected, Table } from './table.js';

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** One column that a list is ordered by; `property` is its name in the row. It holds text unless it says otherwise, and no null. */
export interface OrderTerm {
  readonly column: Sql;
  readonly property: string;
  /** Instants travel in a cursor as numbers and are compared as instants. */
  readonly instant?: boolean;
  /** Whether the column holds whole numbers of 32 bits. */
  readonly integer?: boolean;
  /** Whether the column holds doubles. */
  readonly real?: boolean;
  /** Whether it is no column of the table: it is computed for each row of the list, and stands in the row beside the others. */
  readonly computed?: boolean;
  /** Whether computing it looks at many other rows: a long list is then read where it keeps nobody waiting. */
  readonly takesTime?: boolean;
  /** Whether a number may be null: those rows come last, in either direction. */
  readonly nullable?: boolean;
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
      const plan = planOf(list, args, selected);
      const { from, where, keys, orderBy } = plan;
      const rows = await readRows(
        source,
        plan,
        sql`select ${from.columns} from ${from.tables} where ${where} order by ${orderBy} ${source.dialect.limit(args.first + 1)}`,
      );
      return rowsOfPage(rows, keys, args);
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
  const plan = planOf(list, args, selected, { column: parent, ids: parentIds });
  const { from, where, keys, orderBy } = plan;
  if (parentIds.length === 1) {
    // Read in its order up to its end, where many parents' lists have to be ranked as a whole.
    const rows = await readRows(
      source,
      plan,
      sql`select ${from.columns} from ${from.tables} where ${where} order by ${orderBy} ${source.dialect.limit(args.first + 1)}`,
    );
    return [rowsOfPage(rows, keys, args)];
  }
  const rows = await readRows(
    source,
    plan,
    sql`select * from (select ${from.columns}, ${from.parent} as "parent$",
      row_number() over (partition by ${from.parent} order by ${orderBy}) as "rank$"
      from ${from.tables} where ${where}) ranked
      where "rank$" <= ${args.first + 1} order by "parent$", "rank$"`,
  );
  const byParent = Map.groupBy(rows as (Row<T> & { parent$: string })[], row => row.parent$);
  return parentIds.map(id => rowsOfPage(byParent.get(id) ?? [], keys, args));
}

async function readRows<T extends object>(
  source: RowSource,
  { projection, many }: Pick<ReturnType<typeof planOf<T>>, 'projection' | 'many'>,
  statement: Sql,
): Promise<Row<T>[]> {
  return many ? projection.decode(await source.rowsOfMany(statement, many)) : source.rowsOf(projection, statement);
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
/** For so many rows nobody notices what is computed. */
const FEW = text('limit 1 offset 500');

function tablesOf<T extends object>({ table, alias, joined = NOTHING }: List<T>): Sql {
  return sql`${text(`${table.name} ${alias}`)}${joined}`;
}

/** Refuses a page that is too large, whatever of it is then read. */
export function checkFirst({ first }: PageArguments, most = 100): void {
  if (first < 1 || first > most) throw new RequestError('BAD_USER_INPUT', `first must be from 1 to ${most}.`);
}

/** Whose lists are read at once. */
interface Parents {
  readonly column: Sql;
  readonly ids: readonly string[];
}

/** Where the rows of a page are selected from, and by which names. */
interface From {
  readonly columns: Sql;
  readonly tables: Sql;
  readonly parent: Sql;
}

/** The rows of these parents' lists and, of several, as far as it is known beforehand, no others than those of their first page. */
function rowsOfParents<T extends object>({ within }: List<T>, { first, after }: PageArguments, { column, ids }: Parents): Sql[] {
  const [only, ...more] = ids;
  if (only !== undefined && more.length === 0) return [sql`${column} = ${only}`];
  return [sql`${column} ${oneOf(ids)}`, ...(within && !after ? [within(first + 1)] : [])];
}

function planOf<T extends object>(list: List<T>, args: PageArguments, selected: Selected | undefined, parents?: Parents) {
  const { alias, direction } = list;
  const { after } = args;
  const terms: readonly OrderTerm[] = [...list.order, { column: text(`${alias}.id`), property: 'id' }];
  const stored = terms.filter(term => !term.computed).map(term => term.property);
  const projection = list.table.projection(alias, selected, stored);
  const where = parents ? [...rowsOfParents(list, args, parents), ...list.where] : list.where;
  const computed = terms.filter(term => term.computed);
  const parent = parents?.column ?? NOTHING;
  const isInside = computed.length > 0;
  const from: From = isInside
    ? {
        columns: text('page.*'),
        tables: sql`(${inside(list, projection.columns, computed, where, parents)}) page`,
        parent: text('page."of$"'),
      }
    : { columns: projection.columns, tables: tablesOf(list), parent };
  const keys = terms.flatMap(term => keysOf(term, isInside ? text(`page."${term.property}"`) : term.column, direction));
  const beyondCursor = after ? [beyond(direction, keys, valuesOf(after, keys))] : [];
  return {
    projection,
    from,
    keys,
    many: terms.some(term => term.takesTime) ? sql`select 1 from ${tablesOf(list)} where ${allOf(where)} ${FEW}` : undefined,
    where: allOf(isInside ? beyondCursor : [...where, ...beyondCursor]),
    orderBy: join(
      keys.map(key => sql`${key.column} ${text(direction)}`),
      ', ',
    ),
  };
}

/** What is computed is written down under a name first: else it would be computed anew wherever order and cursor look at it. */
function inside<T extends object>(
  list: List<T>,
  columns: Sql,
  computed: readonly OrderTerm[],
  where: readonly Sql[],
  parents: Parents | undefined,
): Sql {
  const named = computed.map(term => sql`${term.column} as ${text(`"${term.property}"`)}`);
  const parent = parents ? [sql`${parents.column} as "of$"`] : [];
  return sql`with computed as materialized (select ${join([columns, ...named, ...parent], ', ')} from ${tablesOf(list)} where ${allOf(where)})
    select * from computed`;
}

function rowsOfPage<R extends object>(rows: readonly R[], keys: readonly Key[], { first, after }: PageArguments): PageRows<R> {
  return {
    nodes: rows.length > first ? rows.slice(0, first) : rows,
    hasNextPage: rows.length > first,
    hasPreviousPage: !!after,
    cursorOf: node => cursorOf(keys.map(key => key.of(node))),
  };
}
