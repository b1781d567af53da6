import { type GraphQLInputType, getNamedType, getNullableType, isEnumType, isInputObjectType, isListType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schemaOfModules } from '../src/app.js';
import { users } from '../src/modules/accounts/user.reads.js';
import { auditEntries } from '../src/modules/audit/audit.reads.js';
import { courses } from '../src/modules/courses/course.reads.js';
import { enrolments } from '../src/modules/enrolments/enrolment.reads.js';
import { exams } from '../src/modules/grades/exam.reads.js';
import { learners } from '../src/modules/organizations/learner.reads.js';
import { organizations } from '../src/modules/organizations/organization.reads.js';
import { reservations } from '../src/modules/reservations/reservation.reads.js';
import { resources } from '../src/modules/resources/resource.reads.js';
import { sessions } from '../src/modules/sessions/session.reads.js';
import { departments } from '../src/modules/sites/department.reads.js';
import { sites } from '../src/modules/sites/site.reads.js';
import type { Actor } from '../src/platform/access/actor.js';
import { type ListDefinition, listOf } from '../src/platform/access/list.js';
import { allowsAfterAll } from '../src/platform/access/other-rows.js';
import { relationFields } from '../src/platform/database/entity.js';
import { Loaders } from '../src/platform/database/loaders.js';
import { pageOf } from '../src/platform/database/page.js';
import type { Sql } from '../src/platform/database/sql.js';
import { policyOf, VISIBLE_TO } from '../src/platform/graphql/visibility.js';
import { ReservationCancel, ReservationConfirm, ReservationCreate, ReservationMove, ReservationTimes } from './generated/documents.js';
import { startApp } from './support/app.js';
import { codes } from './support/client.js';
import { stopClockAt } from './support/clock.js';
import { type Person, unique } from './support/seed.js';
import { slot } from './support/slots.js';
import { TrainingWorld } from './support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
stopClockAt();

type AnyList = ListDefinition<object, Record<string, unknown>, string, never>;

/** Every list whose clients may filter it, by the type of its filter. */
const lists = {
  AuditFilter: auditEntries,
  CourseFilter: courses,
  DepartmentFilter: departments,
  EnrolmentFilter: enrolments,
  ExamFilter: exams,
  LearnerFilter: learners,
  OrganizationFilter: organizations,
  ReservationFilter: reservations,
  ResourceFilter: resources,
  SessionFilter: sessions,
  SiteFilter: sites,
  UserFilter: users,
} as unknown as Record<string, AnyList>;

/** Lists that are only ordered, by the type of their order. */
const ordered = { LearnerOrder: learners } as unknown as Record<string, AnyList>;

const schema = schemaOfModules();
const pages = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .flatMap(type => Object.values(type.getFields()).map(field => ({ name: `${type.name}.${field.name}`, field })))
  .filter(({ field }) => getNamedType(field.type).name.endsWith('Connection'));
/** What a page takes beside that: these filter by nothing that anybody could be kept from seeing. */
const furtherArguments: Readonly<Record<string, readonly string[]>> = {
  'Query.availableResources': ['startsAt', 'endsAt'],
  'Query.messages': ['search'],
  'Query.userExport': ['id'],
};
const lookedAtBy = (conditions: AnyList['conditions'][string] | undefined) =>
  [conditions ?? []].flat().flatMap(({ looksAt }) => looksAt as readonly string[]);
const hiddenIn = ({ entity }: AnyList, properties: readonly string[]) => properties.filter(property => policyOf(entity, property));

describe('a list', () => {
  test.each(pages)('is filtered and ordered by what is known to look at what: $name', ({ name, field }) => {
    const known = ['first', 'after', 'filter', 'orderBy', ...(furtherArguments[name] ?? [])];
    expect(field.args.map(arg => arg.name).filter(it => !known.includes(it))).toEqual([]);
    const [filter, orderBy] = ['filter', 'orderBy'].map(it => field.args.find(arg => arg.name === it));
    const filterType = filter && getNamedType(filter.type);
    const orderType = orderBy && getNamedType(orderBy.type);
    const list = isInputObjectType(filterType) ? lists[filterType.name] : orderType && ordered[orderType.name];
    expect(list !== undefined).toBe(filter !== undefined || orderBy !== undefined);
    if (isInputObjectType(filterType)) {
      expect(Object.keys(list?.conditions ?? {}).sort()).toEqual(Object.keys(filterType.getFields()).sort());
    }
    const orders = isInputObjectType(orderType) ? getNamedType(orderType.getFields()['field']?.type) : undefined;
    if (isEnumType(orders))
      expect(Object.keys(list?.orders ?? {}).sort()).toEqual(
        orders
          .getValues()
          .map(it => it.name)
          .sort(),
      );
  });

  test.each(Object.entries(lists))('looks at no more than it says: %s', (name, list) => {
    const type = schema.getType(name);
    const fields = isInputObjectType(type) ? type.getFields() : {};
    const viewer = { id: crypto.randomUUID(), role: 'EMPLOYEE', authorizations: new Set() };
    const reading = { source: app.database, viewer, now: Date.now() } as never;
    for (const [field, conditions] of Object.entries(list.conditions)) {
      for (const { looksAt, where } of [conditions].flat()) {
        const looked = propertiesIn(list, where(sampleOf(fields[field]?.type as GraphQLInputType) as never, reading));
        expect({ field, looked }).toEqual({ field, looked: [...looksAt].sort() });
      }
    }
    for (const terms of Object.values(list.orders)) {
      for (const { column, property, computed } of typeof terms === 'function' ? terms(reading) : terms) {
        // What is computed says by itself what of it the viewer may see: of the row it looks at no more than the id.
        expect(propertiesIn(list, column)).toEqual([computed ? 'id' : property]);
      }
    }
  });

  test.each(Object.entries(lists))('knows every field that is hidden: %s', (_name, { entity }) => {
    const type = schema.getType(entity.name);
    const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
    expect(fields.length).toBeGreaterThan(5);
    // What a later module adds to the type is no property of the row: a list cannot look at it.
    const { properties } = app.database.orm.getMetadata().get(entity as never);
    for (const { name, extensions } of fields) {
      if (name in properties || relationFields.get(entity)?.has(name)) expect(policyOf(entity, name)).toBe(extensions[VISIBLE_TO]);
    }
    for (const [name, { idProperty }] of relationFields.get(entity) ?? [])
      expect(policyOf(entity, idProperty)).toBe(policyOf(entity, name));
  });

  test('that looks at something hidden is among those below', () => {
    const looking = Object.entries(lists).flatMap(([name, list]) =>
      Object.entries(list.conditions)
        .filter(([, conditions]) => hiddenIn(list, lookedAtBy(conditions)).length > 0)
        .map(([field]) => `${name}.${field}`),
    );
    expect(looking.sort()).toEqual([
      'LearnerFilter.search',
      'ReservationFilter.userId',
      'UserFilter.active',
      'UserFilter.email',
      'UserFilter.role',
      'UserFilter.search',
    ]);
  });
});

/** Of the table that a condition is about, the properties whose columns it names. */
function propertiesIn({ entity, alias }: AnyList, { texts }: Sql): string[] {
  const { props } = app.database.orm.getMetadata().get(entity as never);
  const columns = [...texts.join('?').matchAll(new RegExp(`\\b${alias}\\.(\\w+)`, 'g'))].map(([, column]) => column);
  const properties = columns.map(column => {
    const prop = props.find(it => it.fieldNames?.length === 1 && it.fieldNames[0] === column);
    return String(prop?.embedded?.[0] ?? prop?.name);
  });
  return [...new Set(properties)].sort();
}

function sampleOf(type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [sampleOf(nullable.ofType)];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.value;
  return { ID: crypto.randomUUID(), String: 'x', Boolean: true, Int: 1, DateTime: Date.now(), LocalDate: '2030-01-01' }[
    getNamedType(type).name
  ];
}

function actorOf({ id, loginId, role, authorizations }: Person): Actor {
  return { id, loginId, role, authorizations: new Set(authorizations) };
}

describe('who filters by what is hidden', () => {
  /** What a viewer finds by each hidden property, were the list open to them, by values that two users and their reservations have. */
  async function scene() {
    const site = await world.site();
    const [owner, other] = [await world.user({ role: 'LEARNER' }), await world.user({ role: 'LEARNER' })];
    const { id: resourceId } = await world.resource({ siteId: site.id });
    await world.reservation({ resourceId, userId: owner.id, ...slot('10:00', '11:00') });
    await world.reservation({ resourceId, userId: other.id, creatorId: owner.id, ...slot('11:00', '12:00') });
    await world.reservation({ resourceId, userId: other.id, ...slot('12:00', '13:00') });
    return { owner, other };
  }

  async function found(filterName: string, viewer: Actor | null, filter: Record<string, unknown>) {
    const list = lists[filterName] as AnyList;
    const reading = { source: app.database, viewer, now: Date.now() } as never;
    const page = pageOf(app.database, listOf(list, reading, { filter }), { first: 100 });
    const { nodes } = await page.read();
    expect(await page.totalCount()).toBe(nodes.length);
    return nodes as { id: string }[];
  }

  async function seesEach(properties: readonly string[], { entity }: AnyList, viewer: Actor, row: object): Promise<boolean> {
    const policies = properties.flatMap(property => policyOf(entity, property) ?? []);
    const loaders = new Loaders(app.database);
    const allowed = await Promise.all(policies.map(policy => allowsAfterAll(policy, viewer, row as never, loaders)));
    return allowed.every(it => it);
  }

  test.each(['TRAINER', 'STAFF', 'EMPLOYEE', 'MANAGER'] as const)('finds as a %s only rows in which they see it', async role => {
    const { owner, other } = await scene();
    const stranger = await world.user({ role });
    // Whom a trainer teaches, they see.
    await world.classOf(stranger, other);
    const asked: [string, Record<string, unknown>][] = [
      ['ReservationFilter', { userId: other.id }],
      ['UserFilter', { search: owner.email }],
      ['UserFilter', { email: other.email }],
      ['UserFilter', { role: 'LEARNER' }],
      ['UserFilter', { active: true }],
    ];
    for (const [name, filter] of asked) {
      const list = lists[name] as AnyList;
      const hidden = Object.keys(filter).flatMap(field => hiddenIn(list, lookedAtBy(list.conditions[field])));
      const all = await found(name, { ...actorOf(owner), role: 'ADMIN' as Actor['role'] }, filter);
      expect(all.length).toBeGreaterThan(0);
      for (const viewer of [owner, other, stranger].map(actorOf)) {
        const seen = await Promise.all(all.map(row => seesEach(hidden, list, viewer, row)));
        expect(await found(name, viewer, filter)).toEqual(all.filter((_, i) => seen[i]));
      }
      expect(await found(name, null, filter)).toEqual([]);
    }
  });

  test('is refused an order by it, whose values would stand in the cursors', async () => {
    const reading = { source: app.database, now: Date.now() };
    const byEmail = { order: { field: 'EMAIL', direction: 'asc' } } as const;
    const list = users as unknown as AnyList;
    for (const viewer of [null, actorOf(await world.user())]) {
      expect(() => listOf(list, { ...reading, viewer } as never, byEmail)).toThrow(
        expect.objectContaining({ extensions: { code: 'FORBIDDEN' } }),
      );
    }
    const manager = actorOf(await world.user({ role: 'MANAGER' }));
    expect(listOf(list, { ...reading, viewer: manager } as never, byEmail).order).toHaveLength(1);
  });

  test('gets cursors of what is for all', async () => {
    const { owner } = await scene();
    const { reservations: page } = await owner.client.ask(ReservationTimes, { filter: { userId: owner.id } });
    const [node] = page.nodes;
    const cursor = JSON.parse(Buffer.from(page.pageInfo.endCursor ?? '', 'base64url').toString());
    expect(cursor).toEqual([Date.parse(node?.startsAt ?? ''), node?.id]);
  });
});

describe('what is hidden of another’s reservation', () => {
  const DETAILS = { description: 'Redundancies', note: 'Tell nobody', participants: 7 };

  async function taken() {
    const [owner, stranger] = [await world.user({ firstName: 'Olga', lastName: 'Outlandish' }), await world.user()];
    const { id: resourceId } = await world.resource();
    const time = slot('10:00', '11:00');
    const { id } = await world.reservation({ resourceId, userId: owner.id, ...DETAILS, ...time });
    return { owner, stranger, id, resourceId, time };
  }

  const BOOKING = `mutation ($input: ReservationCreateInput!) { reservationCreate(input: $input) { errors { code message ... on BookingConflict {
    conflicts { id participants description note user { id fullName } creator { id fullName } viewerCanCancel } } } } }`;
  const secrets = (owner: Person) => [DETAILS.description, DETAILS.note, owner.id, owner.lastName];

  test('is in no conflict, tried out, under a key or plainly, also when one who sees it asks for the same at the same moment', async () => {
    const { owner, stranger, resourceId, time } = await taken();
    const manager = await world.user({ role: 'MANAGER' });
    const body = { query: BOOKING, variables: { input: { resourceId, ...time } } };
    const key = { 'idempotency-key': unique('key') };
    const ask = [
      (person: Person) => person.client.post(body),
      (person: Person) => person.client.post({ ...body, extensions: { dryRun: true } }),
      (person: Person) => person.client.post(body, key),
      (person: Person) => person.client.post(body, key),
    ];
    for (const send of ask) {
      const [seen, hidden] = await Promise.all([send(manager), send(stranger)]);
      for (const answer of [seen, hidden]) expect(answer.text).toContain('BOOKING_CONFLICT');
      for (const secret of secrets(owner)) {
        expect(seen.text).toContain(secret);
        expect(hidden.text).not.toContain(secret);
      }
    }
  });

  test('is in no refusal', async () => {
    const { owner, stranger, id } = await taken();
    const answers = [
      await stranger.client.run(ReservationMove, { id, input: slot('15:00', '16:00') }),
      await stranger.client.run(ReservationMove, { id, input: { version: 9 } }),
      await stranger.client.run(ReservationCancel, { id }),
      await stranger.client.run(ReservationConfirm, { id }),
      await stranger.client.tryOut(ReservationCancel, { id }),
      await stranger.client.once(ReservationCancel, unique('key'), { id }),
    ];
    for (const answer of answers) {
      expect(codes(answer)).toEqual(['FORBIDDEN']);
      for (const secret of secrets(owner)) expect(answer.text).not.toContain(secret);
    }
  });

  test('is not answered to another user’s key', async () => {
    const { owner, stranger, resourceId } = await taken();
    const key = unique('key');
    const input = { resourceId, ...DETAILS, ...slot('15:00', '16:00') };
    expect((await owner.client.once(ReservationCreate, key, { input })).text).toContain(owner.lastName);
    const answer = await stranger.client.once(ReservationCreate, key, { input: { ...input, description: null, note: null } });
    for (const secret of secrets(owner)) expect(answer.text).not.toContain(secret);
  });
});
