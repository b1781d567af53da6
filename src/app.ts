import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import type { Config } from './config.js';
import { accountEntities, accountsModule } from './modules/accounts/module.js';
import { auditModule } from './modules/audit/module.js';
import { calendarModule } from './modules/calendar/module.js';
import { courseEntities, coursesModule } from './modules/courses/module.js';
import { enrolmentEntities, enrolmentsModule } from './modules/enrolments/module.js';
import { gradeEntities, gradesModule } from './modules/grades/module.js';
import { messageEntities, messagesModule } from './modules/messages/module.js';
import { organizationEntities, organizationsModule } from './modules/organizations/module.js';
import { privacyEntities, privacyModule } from './modules/privacy/module.js';
import { reservationEntities, reservationsModule } from './modules/reservations/module.js';
import { resourceEntities, resourcesModule } from './modules/resources/module.js';
import { sessionEntities, sessionsModule } from './modules/sessions/module.js';
import { siteEntities, sitesModule } from './modules/sites/module.js';
import { AccessResolver } from './platform/access/access.resolver.js';
import type { Governed } from './platform/access/explain.js';
import type { Secrets } from './platform/access/secrets.js';
import { auditEntities } from './platform/audit/audit.entities.js';
import { Signer } from './platform/audit/chain.js';
import { personalDeeds } from './platform/audit/personal.js';
import { Sealer } from './platform/audit/sealer.js';
import { type Database, openDatabase } from './platform/database/database.js';
import { migrateUp } from './platform/database/migrations.js';
import { type Bus, createBus } from './platform/events/bus.js';
import { EventLog } from './platform/events/event-log.js';
import { eventEntities } from './platform/events/logged-event.entity.js';
import { Relay } from './platform/events/relay.js';
import { logDeeds } from './platform/graphql/logged-deeds.js';
import { createSchema } from './platform/graphql/schema.js';
import { createServer, type Server } from './platform/http/server.js';
import { MailDelivery } from './platform/mail/delivery.js';
import { Mail } from './platform/mail/mail.entity.js';
import { Outbox } from './platform/mail/outbox.js';
import { personalMails } from './platform/mail/personal.js';
import { transportFor } from './platform/mail/smtp.js';
import type { Transport } from './platform/mail/transport.js';
import { personalAnswers } from './platform/once/personal.js';
import { RememberedAnswer } from './platform/once/remembered-answer.entity.js';
import { RememberedAnswers } from './platform/once/remembered-answers.js';
import { noPeers, type Peers } from './platform/peers/peers.js';
import { meetAtRedis } from './platform/peers/redis.js';
import { countThrottled } from './platform/telemetry/metrics.js';
import { openTelemetry, type Telemetry } from './platform/telemetry/telemetry.js';
import { DAY_MS, HOUR_MS } from './platform/time/interval.js';

export const entities = [
  ...eventEntities,
  ...auditEntities,
  RememberedAnswer,
  Mail,
  ...accountEntities,
  ...siteEntities,
  ...resourceEntities,
  ...reservationEntities,
  ...organizationEntities,
  ...courseEntities,
  ...sessionEntities,
  ...enrolmentEntities,
  ...gradeEntities,
  ...messageEntities,
  ...privacyEntities,
];

interface Parts {
  readonly database: Database;
  readonly bus: Bus;
  readonly peers: Peers;
  readonly outbox: Outbox;
  readonly secrets: Secrets;
  readonly publicUrl: string | undefined;
}

/** Composes the modules, each with those before it. */
export function composeModules(parts: Parts) {
  const { database, peers } = parts;
  const accounts = accountsModule(parts);
  const sites = sitesModule(database);
  const resources = resourcesModule(database);
  const reservations = reservationsModule(database, resources.resources);
  const organizations = organizationsModule(database, accounts.invitations);
  const courses = coursesModule(database);
  const sessions = sessionsModule(database);
  const enrolments = enrolmentsModule(database, sessions.sessions, accounts.users);
  const grades = gradesModule(database);
  const messages = messagesModule(database, peers);
  const personal = [
    ...messages.personal,
    ...grades.personal,
    ...enrolments.personal,
    ...sessions.personal,
    ...courses.personal,
    ...organizations.personal,
    ...reservations.personal,
    ...sites.personal,
    personalAnswers,
    personalMails,
    personalDeeds,
    ...accounts.personal,
  ];
  const privacy = privacyModule(database, accounts.identity, peers, personal);
  const modules = {
    audit: auditModule(),
    accounts,
    sites,
    resources,
    reservations,
    organizations,
    courses,
    sessions,
    enrolments,
    calendar: calendarModule(),
    grades,
    messages,
    privacy,
  };
  const governed = Object.values(modules).flatMap((module): Governed[] => ('governed' in module ? module.governed : []));
  const resolvers = Object.values(modules).flatMap((module): object[] => module.resolvers);
  return { ...modules, resolvers: [new AccessResolver(governed), ...resolvers] };
}

const NO_PARTS: Parts = {
  database: undefined as never,
  bus: createBus(),
  peers: noPeers,
  outbox: new Outbox(),
  secrets: ['no secret is needed to print a schema'],
  publicUrl: undefined,
};

/** The schema alone, for tools: its resolvers have no database behind them. */
export function schemaOfModules(): GraphQLSchema {
  return createSchema(composeModules(NO_PARTS).resolvers);
}

export interface App {
  readonly database: Database;
  readonly modules: ReturnType<typeof composeModules>;
  readonly server: Server;
  readonly sealer: Sealer;
  readonly telemetry: Telemetry;
  readonly mail: MailDelivery;
  close(): Promise<void>;
}

/** Opens and migrates the database and puts the server together. Nothing is global: two apps can live in one process. */
export async function createApp(
  config: Config & { readonly secrets: Secrets; readonly transport?: Transport },
  given?: Telemetry,
): Promise<App> {
  const { secrets, transport = transportFor(config) } = config;
  const telemetry = given ?? (await openTelemetry(config));
  const { log, metrics, tracing } = telemetry;
  const report = (error: unknown) => void telemetry.report(error);
  const bus = createBus();
  const database = await openDatabase(config.databaseUrl, entities);
  await migrateUp(database);
  if (tracing) {
    database.observe(statement => tracing.statement(statement));
    database.observeTransactions(() => tracing.transaction());
  }
  const peers = countThrottled(config.redis ? await meetAtRedis(config.redis, report) : noPeers, metrics);
  const outbox = new Outbox();
  const modules = composeModules({ ...config, database, bus, peers, outbox });
  const { history, authenticator } = modules.accounts;
  const mail = new MailDelivery({ database, bus, outbox, transport, report });
  const relay = new Relay({ log: new EventLog(database), bus, peers, report });
  const sealer = new Sealer({
    database,
    signer: new Signer(secrets),
    keptMs: config.auditDays && config.auditDays * DAY_MS,
    report,
  });
  const schema = createSchema(modules.resolvers);
  logDeeds(schema, deed => log.info(deed));
  const answers = new RememberedAnswers(database, secrets);
  const prune = () => Promise.all([answers.prune(), modules.accounts.prune()]);
  await prune();
  await modules.accounts.encryptAnew();
  const server = await createServer({ ...config, answers, schema, telemetry, database, bus, relay, sealer, mail, peers, authenticator });
  // One that fails is made up for by the next.
  const pruning = setInterval(() => prune().catch(() => undefined), HOUR_MS).unref();
  database.onCommitted(events => relay.committed(events));
  await relay.start();
  await sealer.start();
  mail.start();
  history.start(report);
  return {
    database,
    modules,
    server,
    sealer,
    telemetry,
    mail,
    async close() {
      clearInterval(pruning);
      await server.close();
      await history.stop();
      await mail.stop();
      await relay.stop();
      await sealer.stop();
      await peers.close();
      await database.close();
      await telemetry.close();
    },
  };
}
