import type { Database } from '../database/database.js';
import type { Row } from '../database/entity.js';
import type { Instant } from '../database/instant.js';
import type { RowSource } from '../database/row-source.js';
import { allOf, oneOf, type Sql, sql, text } from '../database/sql.js';
import { HOUR_MS } from '../time/interval.js';
import { eventIdOf, positionOf } from './event-id.js';
import { EventReader, LoggedEvent } from './logged-event.entity.js';

/** How long ago an event may be that a subscriber goes on from. */
export const RESUMABLE_MS = 24 * HOUR_MS;
/** How many there may have been since, of all topics: after more it is sooner read anew. */
export const MOST_RESUMABLE = 100_000;
/** Somewhat longer, so that nothing is taken away from beneath who is resuming. */
const KEPT_MS = RESUMABLE_MS + HOUR_MS;
/** However many there are in that time. */
const MOST_KEPT = 1_000_000;
/** Deleted in one statement, which keeps other writers waiting. */
const PRUNED_AT_ONCE = 1_000;

/** An event on its way into the log. */
export interface Published {
  readonly topic: string;
  readonly keys: readonly string[];
  readonly payload: object;
}

/** An event of the log. */
export interface Logged extends Published {
  readonly position: number;
  readonly eventId: string;
}

/** Those events of a topic that are told under a key; all of them where none is named. */
export interface Channel {
  readonly topic: string;
  readonly key?: string | undefined;
}

/**
 * Writes events at the end of a unit's transaction. Until that is over no other writes any, so that positions grow in the order of the
 * commits: who has read up to one will never see a smaller one appear.
 */
export async function appendEvents(unit: RowSource, published: readonly Published[]): Promise<Logged[]> {
  const now = Date.now();
  const { turn, elementsOf } = unit.dialect;
  const rows = await unit.rows<{ position: number }>(
    sql`insert into event_log (created_at, topic, keys, payload)
      select cast(${new Date(now)} as timestamptz), it.value ->> 'topic', it.value -> 'keys', it.value -> 'payload'
      from ${turn}${elementsOf(JSON.stringify(published))} it order by it.n returning position`,
  );
  const positions = rows.map(({ position }) => position).sort((a, b) => a - b);
  return published.map((event, n) => logged(event, positions[n] as number, now));
}

/** The log of what was told of commits, as its readers see it. */
export class EventLog {
  constructor(private readonly database: Database) {}

  /** The first events after a position. */
  after(position: number, limit: number): Promise<Logged[]> {
    return this.#read(sql`e.position > ${position} order by e.position ${this.database.dialect.limit(limit)}`);
  }

  /** The events of a channel after one position and up to another. */
  between(channel: Channel, after: number, upTo: number): Promise<Logged[]> {
    const { topic, key } = channel;
    const conditions = [sql`e.position > ${after} and e.position <= ${upTo} and e.topic = ${topic}`];
    if (key !== undefined) conditions.push(this.database.dialect.hasAll(text('e.keys'), [key]));
    return this.#read(sql`${allOf(conditions)} order by e.position`);
  }

  /** Those of some ids from which a subscriber to the topic can go on: the others never were, or too long ago. */
  async resumable(topic: string, eventIds: readonly string[], now: Instant = Date.now()): Promise<ReadonlySet<string>> {
    const since = new Date(now - RESUMABLE_MS);
    const positions = oneOf(eventIds.map(it => String(positionOf(it))));
    const found = await this.#read(
      sql`e.position ${positions} and e.topic = ${topic} and e.created_at >= ${since}
        and e.position > (select max(position) from event_log) - ${MOST_RESUMABLE}`,
    );
    return new Set(found.map(({ eventId }) => eventId));
  }

  /** How many events there are after a position, and since when the oldest of them. */
  async countAfter(position: number): Promise<{ readonly events: number; readonly since: Instant | null }> {
    const [row] = await this.database.rows<{ events: number; since: Instant | null }>(
      sql`select count(*) as events, min(e.created_at) as since from event_log e where e.position > ${position}`,
    );
    return row ?? { events: 0, since: null };
  }

  /** How far a reader has come; 0 before it began. */
  async positionOf(reader: string): Promise<number> {
    const { database } = this;
    const table = database.table(EventReader);
    const [row] = await database.rowsOf(table, sql`${table.selection('r')} where r.name = ${reader}`);
    return row?.position ?? 0;
  }

  /** Remembers how far a reader has come, unless it has been further already. */
  async moveOn(reader: string, position: number): Promise<void> {
    await this.database.write({ actor: null, deed: 'events:read' }, unit =>
      unit.rows(sql`insert into event_readers (name, position) values (${reader}, ${position})
        on conflict (name) do update set position = excluded.position where event_readers.position < excluded.position`),
    );
  }

  /** Deletes what is too old or too much, the oldest first. The newest always stays, whatever its age: ids go on from there. */
  async prune(now: Instant = Date.now()): Promise<void> {
    for (let deleted = PRUNED_AT_ONCE; deleted === PRUNED_AT_ONCE; ) {
      const rows = await this.database.write({ actor: null, deed: 'events:prune' }, unit =>
        unit.rows(sql`delete from event_log where position in (
          select old.position from (select e.position, e.created_at from event_log e order by e.position limit ${PRUNED_AT_ONCE}) old
          cross join (select max(position) as position from event_log) newest
          where old.position < newest.position
            and (old.created_at < ${new Date(now - KEPT_MS)} or old.position <= newest.position - ${MOST_KEPT})
        ) returning position`),
      );
      deleted = rows.length;
    }
  }

  async #read(condition: Sql): Promise<Logged[]> {
    const table = this.database.table(LoggedEvent);
    const rows = await this.database.rowsOf(table, sql`${table.selection('e')} where ${condition}`);
    return rows.map(loggedIn);
  }
}

function loggedIn({ position, createdAt, ...event }: Row<LoggedEvent>): Logged {
  return logged(event, position, createdAt);
}

function logged({ topic, keys, payload }: Published, position: number, writtenAt: Instant): Logged {
  return { position, eventId: eventIdOf(position, writtenAt), topic, keys, payload };
}
