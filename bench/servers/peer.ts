import Sqlite from 'better-sqlite3';
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { type Caller, callersOf } from './callers.js';
import { serve } from './serve.js';

const schema = `
  enum ResourceKind { ROOM EQUIPMENT VEHICLE }
  enum ResourceState { ACTIVE MAINTENANCE OUT_OF_SERVICE }
  scalar DateTime
  type Location { building: String floor: String number: String }
  type Site { id: ID! name: String! timeZone: String! }
  type Resource {
    id: ID! name: String! kind: ResourceKind! capacity: Int! description: String features: [String!]! state: ResourceState!
    opensAt: String closesAt: String images: [String!]! hourlyRate: Float location: Location! site: Site!
  }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type ResourceConnection { nodes: [Resource!]! pageInfo: PageInfo! totalCount: Int! }
  type Query {
    resource(id: ID!): Resource
    resources(first: Int!, after: String): ResourceConnection!
    availableResources(startsAt: DateTime!, endsAt: DateTime!, first: Int!): ResourceConnection!
  }
`;

interface ResourceRow {
  readonly id: string;
  readonly name: string;
  readonly siteId: string;
  features: unknown;
  images: string;
  location?: object;
  toJSON?: () => string;
  readonly building: string | null;
  readonly floor: string | null;
  readonly number: string | null;
  readonly totalCount?: number;
}

interface Site {
  readonly id: string;
}

const columns = `r.id, r.name, r.kind, r.capacity, r.description, r.features, r.state, r.opens_at as opensAt, r.closes_at as closesAt, r.images,
  r.hourly_rate as hourlyRate, r.location_building as building, r.location_floor as floor, r.location_number as number, r.site_id as siteId`;

/** Mercurius with its JIT and its loaders over hand-written SQL: what the fastest of the usual stacks does when its author takes care. */
await serve(async ({ file, secret }) => {
  const db = new Sqlite(file, { readonly: true });
  for (const setting of ['mmap_size = 268435456', 'cache_size = -65536']) db.pragma(setting);
  const callerOf = callersOf(db, secret);
  const one = db.prepare<[string], ResourceRow>(`select ${columns} from resources r where r.id = ?`);
  const firstPage = db.prepare<[number], ResourceRow>(`select ${columns} from resources r order by r.name, r.id limit ?`);
  const nextPage = db.prepare<[string, string, number], ResourceRow>(
    `select ${columns} from resources r where (r.name, r.id) > (?, ?) order by r.name, r.id limit ?`,
  );
  const sitesById = db.prepare<[string], Site>(
    'select id, name, time_zone as timeZone from sites where id in (select value from json_each(?))',
  );
  const available = availableStatement(db);

  const app = Fastify();
  await app.register(mercurius, {
    schema,
    jit: 1,
    context: request => {
      const caller = callerOf(request.headers.authorization);
      if (!caller) throw new Error('Who are you?');
      return { caller };
    },
    resolvers: {
      Resource: { images: ({ images }: ResourceRow) => JSON.parse(images) },
      Query: {
        resource: (_root, { id }: { id: string }, context) => admitted(context) && whole(one.get(id)),
        resources: (_root, { first, after }: { first: number; after: string | null }, context) => {
          admitted(context);
          const [name, id] = after ? JSON.parse(Buffer.from(after, 'base64url').toString()) : [];
          const nodes = after ? nextPage.all(name, id, first + 1) : firstPage.all(first + 1);
          const hasNextPage = nodes.length > first;
          if (hasNextPage) nodes.pop();
          const last = nodes.at(-1);
          const endCursor = last ? Buffer.from(JSON.stringify([last.name, last.id])).toString('base64url') : null;
          return { nodes: nodes.map(whole), pageInfo: { hasNextPage, endCursor } };
        },
        availableResources: (_root, wanted: { startsAt: string; endsAt: string; first: number }, context) => {
          admitted(context);
          const nodes = available(Date.parse(wanted.startsAt), Date.parse(wanted.endsAt), wanted.first);
          return { nodes, totalCount: nodes[0]?.totalCount ?? 0 };
        },
      },
    },
    loaders: {
      Resource: {
        site: {
          async loader(queries: readonly { obj: ResourceRow }[]) {
            const ids = queries.map(({ obj }) => obj.siteId);
            const sites = new Map(sitesById.all(JSON.stringify(ids)).map(site => [site.id, site]));
            return ids.map(id => sites.get(id));
          },
        },
      },
    },
  });
  return `${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
});

function admitted(context: unknown): Caller {
  return (context as { caller: Caller }).caller;
}

function whole(row: ResourceRow | undefined): ResourceRow | null {
  if (!row) return null;
  const { building, floor, number } = row;
  row.features = JSON.parse(row.features as string);
  row.location = { building, floor, number };
  row.toJSON = siteOf;
  return row;
}

/** Loaders know a row by its JSON: this short one makes all resources of a site one key, and spares them the long one. */
function siteOf(this: ResourceRow): string {
  return this.siteId;
}

/**
 * The naive search: every reservation of the resource that began before the end is looked at, by the index over resource and start.
 * (Its condition on the status keeps it off the app's index over taken times.)
 */
function availableStatement(db: Sqlite.Database): (start: number, end: number, first: number) => ResourceRow[] {
  const zones = db.prepare<[], string>('select distinct time_zone from sites').pluck().all();
  const local = (edge: 'from' | 'to') => `case s.time_zone ${zones.map((zone, i) => `when '${zone}' then @${edge}${i}`).join(' ')} end`;
  const statement = db.prepare<[object], ResourceRow>(
    `select r.id, r.name, r.kind, r.capacity, count(*) over () as totalCount from resources r join sites s on s.id = r.site_id
      where r.state = 'ACTIVE'
        and (r.kind <> 'ROOM' or (coalesce(r.opens_at, s.opens_at) <= ${local('from')} and coalesce(r.closes_at, s.closes_at) >= ${local('to')}))
        and not exists (select 1 from reservations v where v.resource_id = r.id and v.status not in ('CANCELLED', 'COMPLETED', 'NO_SHOW')
          and v.starts_at < @end and v.ends_at > @start)
        and not exists (select 1 from availability_windows w where w.resource_id = r.id and w.kind <> 'NORMAL'
          and w.starts_at < @end and w.ends_at > @start)
        and (not exists (select 1 from availability_windows w where w.resource_id = r.id and w.kind = 'NORMAL')
          or exists (select 1 from availability_windows w where w.resource_id = r.id and w.kind = 'NORMAL'
            and w.starts_at <= @start and w.ends_at >= @end))
      order by r.name, r.id limit @first`,
  );
  const clocks = zones.map(timeZone => new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }));
  return (start, end, first) => {
    const edges = clocks.flatMap((clock, i) => [
      [`from${i}`, clock.format(start)],
      [`to${i}`, clock.format(end)],
    ]);
    return statement.all({ start, end, first, ...Object.fromEntries(edges) });
  };
}
