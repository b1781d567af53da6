import type { EntityClass, Row } from '../database/entity.js';
import type { List, OrderTerm } from '../database/page.js';
import type { RowSource } from '../database/row-source.js';
import { allOf, anyOf, type Sql, sql, text } from '../database/sql.js';
import { forbidden } from '../errors/request-error.js';
import { policyOf } from '../graphql/visibility.js';
import { type Actor, may } from './actor.js';
import { groundsFor, type Policy } from './policy.js';

type PropertyOf<T> = keyof Row<T> & string;

/** What one field of a filter asks of a row. */
export interface Condition<T extends object, V, R> {
  /** The properties of the row that it looks at. */
  readonly looksAt: readonly PropertyOf<T>[];
  readonly where: (value: V, reading: R) => Sql;
}

type Conditions<T extends object, V, R> = Condition<T, V, R> | readonly Condition<T, V, R>[];

/** Whence a list is read, and for whom. Without a viewer, whatever is not for all is hidden. */
export interface Reading {
  readonly source: RowSource;
  readonly viewer: Actor | null;
}

/** A column of the row, or what is computed beside it: that may look only at what the viewer of the reading may see. */
type Term<T extends object> =
  | (OrderTerm & { readonly property: PropertyOf<T>; readonly computed?: false })
  | (OrderTerm & { readonly computed: true });

/** How clients may filter and order the rows of an entity: `F` is the filter's input type, `O` what they can be ordered by. */
export interface ListDefinition<T extends object, F extends object, O extends string, R extends Reading = Reading> {
  readonly entity: EntityClass<T>;
  /** Names its table in the conditions and orders. */
  readonly alias: string;
  /** Of several, any may hold, each by itself among the rows that the viewer sees it in. */
  readonly conditions: { readonly [Field in keyof F]-?: Conditions<T, NonNullable<F[Field]>, R> };
  readonly orders: Readonly<Record<O, readonly Term<T>[] | ((reading: R) => readonly Term<T>[])>>;
  /** The order where none is asked for. */
  readonly usualOrder: O;
  /** Ascending unless said otherwise. */
  readonly usualDirection?: List<object>['direction'];
  /** The largest page. */
  readonly most?: number;
}

interface Asked<F, O> {
  readonly filter?: F | null | undefined;
  readonly order?: { readonly field: O; readonly direction: List<object>['direction'] } | null | undefined;
}

/**
 * The list that a client asks for. A hidden property is found by nobody who may not see it: a filter that looks at it leaves only the rows
 * in which the viewer sees it, counted or not, and an order by it, whose values stand in the cursors, is refused with FORBIDDEN.
 */
export function listOf<T extends object, F extends object, O extends string, R extends Reading>(
  definition: ListDefinition<T, F, O, R>,
  reading: R,
  { filter, order }: Asked<F, O>,
): List<T> {
  const { entity, alias, orders, usualOrder, usualDirection = 'asc', most } = definition;
  const asked = orders[order?.field ?? usualOrder];
  const terms: readonly Term<T>[] = typeof asked === 'function' ? asked(reading) : asked;
  for (const { property } of terms) if (!seesAll(reading.viewer, policyOf(entity, property))) throw forbidden();
  return {
    table: reading.source.table(entity),
    alias,
    where: filter ? conditionsOf(definition, reading, filter) : [],
    order: terms,
    direction: order?.direction ?? usualDirection,
    ...(most && { most }),
  };
}

/** What names the table of a list, and how. */
type Listed<T extends object> = Pick<ListDefinition<T, object, string>, 'entity' | 'alias'>;

/** Leaves only the rows in which the viewer sees these properties. */
export function seenBy<T extends object>(reading: Reading, listed: Listed<T>, properties: readonly PropertyOf<T>[]): Sql[] {
  const deciding = new Set<Policy>();
  for (const property of properties) {
    const policy = policyOf(listed.entity, property);
    if (policy && !seesAll(reading.viewer, policy)) deciding.add(policy);
  }
  return [...deciding].map(policy => allowedBy(policy, reading, listed));
}

/** Leaves only the rows that a policy allows the viewer. */
export function allowedBy<T extends object>(policy: Policy, { source, viewer }: Reading, { entity, alias }: Listed<T>): Sql {
  if (seesAll(viewer, policy)) return text('1 = 1');
  if (!viewer) return text('1 = 0');
  const table = source.table(entity);
  const column = (property: string) => text(`${alias}.${table.column(property)}`);
  const { owners, ownersNeed } = policy;
  const own = ownersNeed === undefined || may(viewer, ownersNeed) ? owners.map(owner => sql`${column(owner)} = ${viewer.id}`) : [];
  const grounds = groundsFor(policy, viewer).map(ground => {
    if ('where' in ground) return ground.where(text(`${alias}.id`), viewer.id);
    return allOf(Object.entries(ground.of).map(([property, value]) => sql`${column(property)} = ${value}`));
  });
  return anyOf([...own, ...grounds]);
}

function conditionsOf<T extends object, F extends object, R extends Reading>(
  definition: ListDefinition<T, F, string, R>,
  reading: R,
  filter: F,
): Sql[] {
  const where: Sql[] = [];
  for (const field in definition.conditions) {
    const value = filter[field];
    // An empty text asks for nothing.
    if (value === undefined || value === null || value === '') continue;
    const conditions = [definition.conditions[field]].flat() as Condition<T, NonNullable<F[typeof field]>, R>[];
    const alternatives = conditions.map(condition => [condition.where(value, reading), ...seenBy(reading, definition, condition.looksAt)]);
    where.push(...(alternatives.length === 1 ? alternatives.flat() : [anyOf(alternatives.map(allOf))]));
  }
  return where;
}

/** Whether the viewer sees it in every row, whoever's it is. */
function seesAll(viewer: Actor | null, policy: Policy | undefined): boolean {
  return !policy || (!!viewer && may(viewer, policy.permission));
}
