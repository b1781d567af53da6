import { randomUUIDv7 } from 'node:crypto';
import type Sqlite from 'better-sqlite3';
import { DAY_MS } from '../data.js';
import type { Caller } from './callers.js';

type Answer = (variables: never, caller: Caller) => string;

/** The answer to each operation of the bench, as JSON: one statement each. */
export function answersOf(db: Sqlite.Database, tell: (change: object) => void): Record<string, Answer | undefined> {
  return {
    Resource: resource(db),
    Resources: resources(db),
    AvailableResources: availableResources(db),
    Reserve: reserve(db, tell),
    ReserveOrElse: reserve(db, tell),
  };
}

function resource(db: Sqlite.Database): Answer {
  const statement = db
    .prepare(
      `select id, name, kind, capacity, description, features, state, opens_at, closes_at, images, hourly_rate, location_building,
        location_floor, location_number from resources where id = ?`,
    )
    .raw();
  return ({ id: wanted }: { id: string }) => {
    const row = statement.get(wanted) as unknown[] | undefined;
    if (!row) return '{"data":{"resource":null}}';
    const [id, name, kind, capacity, description, features, state, opensAt, closesAt, images, hourlyRate, building, floor, number] = row;
    return JSON.stringify({
      data: {
        resource: {
          id,
          name,
          kind,
          capacity,
          description,
          features: JSON.parse(features as string),
          state,
          opensAt,
          closesAt,
          images: JSON.parse(images as string),
          hourlyRate,
          location: { building, floor, number },
        },
      },
    });
  };
}

function resources(db: Sqlite.Database): Answer {
  const select = `select r.id, r.name, r.kind, r.capacity, r.state, r.features, r.location_building, r.location_floor, r.location_number,
    s.id, s.name, s.time_zone from resources r join sites s on s.id = r.site_id`;
  const first50 = db.prepare(`${select} order by r.name, r.id limit ?`).raw();
  const next50 = db.prepare(`${select} where (r.name, r.id) > (?, ?) order by r.name, r.id limit ?`).raw();
  return ({ first, after }: { first: number; after: string | null }) => {
    const rows = (
      after ? next50.all(...JSON.parse(Buffer.from(after, 'base64url').toString()), first + 1) : first50.all(first + 1)
    ) as unknown[][];
    const hasNextPage = rows.length > first;
    if (hasNextPage) rows.pop();
    const last = rows.at(-1);
    const nodes = rows.map(([id, name, kind, capacity, state, features, building, floor, number, siteId, siteName, timeZone]) => ({
      id,
      name,
      kind,
      capacity,
      state,
      features: JSON.parse(features as string),
      location: { building, floor, number },
      site: { id: siteId, name: siteName, timeZone },
    }));
    const endCursor = last ? Buffer.from(JSON.stringify([last[1], last[0]])).toString('base64url') : null;
    return JSON.stringify({ data: { resources: { nodes, pageInfo: { hasNextPage, endCursor } } } });
  };
}

/**
 * No reservation is longer than a day, so one in the way began within the day before: a short step on the index for each resource.
 * Opening hours are compared as the minutes of each zone's clock at that moment.
 */
function availableResources(db: Sqlite.Database): Answer {
  const zones = db.prepare<[], string>('select distinct time_zone from sites').pluck().all();
  const local = (edge: 'from' | 'to') => `case s.time_zone ${zones.map((zone, i) => `when '${zone}' then @${edge}${i}`).join(' ')} end`;
  const statement = db
    .prepare(
      `select r.id, r.name, r.kind, r.capacity, count(*) over () from resources r
        where r.state = 'ACTIVE'
          and (r.kind <> 'ROOM' or r.site_id in
            (select s.id from sites s where s.opens_at <= ${local('from')} and s.closes_at >= ${local('to')}))
          and not exists (select 1 from availability_windows w where w.resource_id = r.id and w.kind <> 'NORMAL'
            and w.starts_at < @end and w.ends_at > @start)
          and (not exists (select 1 from availability_windows w where w.resource_id = r.id and w.kind = 'NORMAL')
            or exists (select 1 from availability_windows w where w.resource_id = r.id and w.kind = 'NORMAL'
              and w.starts_at <= @start and w.ends_at >= @end))
          and not exists (select 1 from reservations v where v.resource_id = r.id and v.status in ('PENDING', 'CONFIRMED')
            and v.starts_at < @end and v.starts_at > @start - ${DAY_MS} and v.ends_at > @start)
        order by r.name, r.id limit @first`,
    )
    .raw();
  const clocks = zones.map(timeZone => new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }));
  return ({ startsAt, endsAt, first }: { startsAt: string; endsAt: string; first: number }) => {
    const start = Date.parse(startsAt);
    const end = Date.parse(endsAt);
    const edges = clocks.flatMap((clock, i) => [
      [`from${i}`, clock.format(start)],
      [`to${i}`, clock.format(end)],
    ]);
    const rows = statement.all({ start, end, first, ...Object.fromEntries(edges) }) as unknown[][];
    const nodes = rows.map(([id, name, kind, capacity]) => ({ id, name, kind, capacity }));
    return JSON.stringify({ data: { availableResources: { totalCount: rows[0]?.[4] ?? 0, nodes } } });
  };
}

interface ReserveVariables {
  readonly input: { resourceId: string; startsAt: string; endsAt: string; participants: number; description: string };
}

/** One row in one transaction; the table's trigger refuses an overlap. No other rule is checked. */
function reserve(db: Sqlite.Database, tell: (change: object) => void): Answer {
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  const rollback = db.prepare('rollback');
  const insert = db.prepare(
    `insert into reservations (id, created_at, updated_at, version, resource_id, user_id, creator_id, starts_at, ends_at, status,
      participants, description) values (?, ?, ?, 1, ?, ?, ?, ?, ?, 'PENDING', ?, ?)`,
  );
  return ({ input: { resourceId, startsAt, endsAt, participants, description } }: ReserveVariables, { userId }) => {
    const now = Date.now();
    const id = randomUUIDv7();
    begin.run();
    try {
      insert.run(id, now, now, resourceId, userId, userId, Date.parse(startsAt), Date.parse(endsAt), participants, description);
      commit.run();
    } catch {
      if (db.inTransaction) rollback.run();
      return '{"data":{"reservationCreate":{"reservation":null,"errors":[{"code":"BOOKING_CONFLICT"}]}}}';
    }
    tell({ change: 'CREATED', reservation: { id, startsAt, endsAt, status: 'PENDING', description, resource: { id: resourceId } } });
    return JSON.stringify({
      data: {
        reservationCreate: {
          reservation: { startsAt, endsAt, status: 'PENDING', participants, resource: { id: resourceId } },
          errors: [],
        },
      },
    });
  };
}
