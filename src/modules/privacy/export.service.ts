import type { EntityMetadata, EntityProperty } from '@mikro-orm/core';
import { type Actor, authorize } from '../../platform/access/actor.js';
import type { Permission } from '../../platform/access/permissions.js';
import { isStorableInstant } from '../../platform/database/cursor.js';
import type { Database } from '../../platform/database/database.js';
import { type Instant, InstantType } from '../../platform/database/instant.js';
import { checkFirst, type Page, type PageArguments, type PageRows } from '../../platform/database/page.js';
import { join, type Sql, sql, text } from '../../platform/database/sql.js';
import { RequestError } from '../../platform/errors/request-error.js';
import { isUuid } from '../../platform/graphql/scalars.js';
import type { Peers } from '../../platform/peers/peers.js';
import type { PersonalTable } from '../../platform/personal/personal-table.js';
import type { Throttle } from '../../platform/throttle.js';
import { MINUTE_MS } from '../../platform/time/interval.js';
import { take } from '../accounts/attempts.js';

/** A row of what is stored about somebody. */
export interface PersonalRecord {
  /** What it is of, such as `reservations`. */
  readonly kind: string;
  /** By which it is told apart from others of its kind. */
  readonly key: string;
  /** What comes before the key in the order of its kind, if anything does. */
  readonly since: Instant | undefined;
  /** What it says, instants in ISO 8601. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Of a row in the order of its table. */
type Place = Pick<PersonalRecord, 'kind' | 'key' | 'since'>;

/** Everything that is stored about a person, page by page: however much it is, no more than a page is held at once. */
export class ExportService {
  readonly #pages: Throttle;

  constructor(
    private readonly database: Database,
    peers: Pick<Peers, 'throttle'>,
    private readonly tables: readonly PersonalTable[],
  ) {
    this.#pages = peers.throttle('pages-of-exports', { limit: 120, windowMs: 10 * MINUTE_MS });
  }

  async export(actor: Actor, permission: Permission, userId: string, args: PageArguments): Promise<Page<PersonalRecord>> {
    authorize(actor, permission);
    checkFirst(args);
    await take(this.#pages, actor.id);
    return { read: () => this.#read(userId, args), totalCount: () => this.#count(userId) };
  }

  async #read(userId: string, { first, after }: PageArguments): Promise<PageRows<PersonalRecord>> {
    const place = after ? this.#placeOf(after) : undefined;
    const start = place ? this.tables.findIndex(table => table.name === place.kind) : 0;
    const records: PersonalRecord[] = [];
    for (const table of this.tables.slice(start)) {
      const beyond = table.name === place?.kind ? place : undefined;
      records.push(...(await this.#recordsOf(table, userId, beyond, first + 1 - records.length)));
      if (records.length > first) break;
    }
    return {
      nodes: records.slice(0, first),
      hasNextPage: records.length > first,
      hasPreviousPage: !!after,
      cursorOf: ({ kind, key, since }) => Buffer.from(JSON.stringify([kind, key, since])).toString('base64url'),
    };
  }

  async #recordsOf(personal: PersonalTable, userId: string, beyond: Place | undefined, most: number): Promise<PersonalRecord[]> {
    const { database } = this;
    const table = database.table(personal.entity);
    const { key, since } = orderOf(personal);
    const columns = text([...(since ? [since] : []), key].map(it => `t.${table.column(it)}`).join(', '));
    const conditions: Sql[] = [personal.about(userId), ...(beyond ? [sql`(${columns}) > (${valuesOf(beyond)})`] : [])];
    const rows = await database.rowsOf(
      table,
      sql`${table.selection('t')} where ${join(conditions, ' and ')} order by ${columns} ${database.dialect.limit(most)}`,
    );
    const tell = this.#teller(personal, userId);
    return rows.map(row => {
      const values = row as Readonly<Record<string, unknown>>;
      return {
        kind: personal.name,
        key: String(values[key]),
        since: since === undefined ? since : (values[since] as Instant),
        fields: tell(row),
      };
    });
  }

  #teller(personal: PersonalTable, userId: string): (row: object) => PersonalRecord['fields'] {
    const { tell } = personal;
    if (tell) return row => tell(row as never, userId);
    const told = this.#metaOf(personal).props.filter(prop => isTold(personal, prop.name as string));
    return row => {
      const values = row as Readonly<Record<string, unknown>>;
      return Object.fromEntries(told.map(prop => [prop.name, toldValue(prop, values[prop.name as string])]));
    };
  }

  async #count(userId: string): Promise<number> {
    const counts = this.tables.map(
      it => sql`select count(*) as count from ${text(`${this.#metaOf(it).tableName} t`)} where ${it.about(userId)}`,
    );
    const rows = await this.database.rows<{ count: number }>(join(counts, ' union all '));
    return rows.reduce((sum, { count }) => sum + count, 0);
  }

  #metaOf({ entity }: PersonalTable): EntityMetadata {
    return this.database.orm.getMetadata().get(entity as never) as EntityMetadata;
  }

  #placeOf(cursor: string): Place {
    try {
      const [kind, key, since] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
      const table = this.tables.find(it => it.name === kind);
      const fits = table && typeof key === 'string' && (table.key || isUuid(key));
      if (fits && (table.since ? isStorableInstant(since) : since == null)) return { kind, key, since: since ?? undefined };
    } catch {
      // Not one of ours: told below.
    }
    throw new RequestError('BAD_USER_INPUT', 'The cursor is not one of this list in this order.');
  }
}

function orderOf({ key = 'id', since }: { readonly key?: string; readonly since?: string }): { key: string; since: string | undefined } {
  return { key, since };
}

function valuesOf({ key, since }: Place): Sql {
  return since === undefined ? sql`${key}` : sql`${new Date(since)}, ${key}`;
}

function isTold({ columns }: PersonalTable, property: string): boolean {
  const fate = (columns as Readonly<Record<string, string>>)[property];
  return fate === 'goes' || fate === 'stays';
}

function toldValue({ customType }: EntityProperty, value: unknown): unknown {
  return customType instanceof InstantType && typeof value === 'number' ? new Date(value).toISOString() : value;
}
