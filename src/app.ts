import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import type { Config } from './config.js';
import { accountEntities, accountsModule } from './modules/accounts/module.js';
import { courseEntities, coursesModule } from './modules/courses/module.js';
import { organizationEntities, organizationsModule } from './modules/organizations/module.js';
import { reservationEntities, reservationsModule } from './modules/reservations/module.js';
import { resourceEntities, resourcesModule } from './modules/resources/module.js';
import { siteEntities, sitesModule } from './modules/sites/module.js';
import { type Database, openDatabase } from './platform/database/database.js';
import { migrateUp } from './platform/database/migrations.js';
import { type Bus, createBus } from './platform/events/bus.js';
import { EventLog } from './platform/events/event-log.js';
import { eventEntities } from './platform/events/logged-event.entity.js';
import { Relay } from './platform/events/relay.js';
import type { ReportError } from './platform/graphql/error-format.js';
import { createSchema } from './platform/graphql/schema.js';
import { createServer, type Server } from './platform/http/server.js';
import { RememberedAnswer } from './platform/once/remembered-answer.entity.js';
import { RememberedAnswers } from './platform/once/remembered-answers.js';
import { noPeers, type Peers } from './platform/peers/peers.js';
import { meetAtRedis } from './platform/peers/redis.js';
import { HOUR_MS } from './platform/time/interval.js';

export const entities = [
  ...eventEntities,
  RememberedAnswer,
  ...accountEntities,
  ...siteEntities,
  ...resourceEntities,
  ...reservationEntities,
  ...organizationEntities,
  ...courseEntities,
];

/** Composes the modules, each with those before it. */
export function composeModules(database: Database, bus: Bus, secret: string, peers: Peers) {
  const accounts = accountsModule(database, bus, secret, peers);
  const sites = sitesModule(database);
  const resources = resourcesModule(database);
  const reservations = reservationsModule(database, resources.resources);
  const organizations = organizationsModule(database);
  const courses = coursesModule(database);
  const modules = { accounts, sites, resources, reservations, organizations, courses };
  return { ...modules, resolvers: Object.values(modules).flatMap((module): object[] => module.resolvers) };
}

/** The schema alone, for tools: its resolvers have no database behind them. */
export function schemaOfModules(): GraphQLSchema {
  return createSchema(composeModules(undefined as never, createBus(), 'no secret is needed to print a schema', noPeers).resolvers);
}

export interface App {
  readonly database: Database;
  readonly modules: ReturnType<typeof composeModules>;
  readonly server: Server;
  close(): Promise<void>;
}

/** Opens and migrates the database and puts the server together. Nothing is global: two apps can live in one process. */
export async function createApp(config: Config & { readonly secret: string }): Promise<App> {
  const bus = createBus();
  const database = await openDatabase(config.databaseUrl, entities);
  await migrateUp(database);
  let report: ReportError = () => undefined;
  const peers = config.redis ? await meetAtRedis(config.redis, error => report(error)) : noPeers;
  const modules = composeModules(database, bus, config.secret, peers);
  const relay = new Relay({ log: new EventLog(database), bus, peers, report: error => report(error) });
  const answers = new RememberedAnswers(database, config.secret);
  await answers.prune();
  const server = await createServer({
    ...config,
    answers,
    schema: createSchema(modules.resolvers),
    database,
    bus,
    relay,
    peers,
    authenticator: modules.accounts.authenticator,
  });
  // One that fails is made up for by the next.
  const pruning = setInterval(() => answers.prune().catch(() => undefined), HOUR_MS).unref();
  report = server.report;
  database.onCommitted(events => relay.committed(events));
  await relay.start();
  return {
    database,
    modules,
    server,
    async close() {
      clearInterval(pruning);
      await server.close();
      await relay.stop();
      await peers.close();
      await database.close();
    },
  };
}
