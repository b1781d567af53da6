import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { schemaOfModules } from '../../../src/app.js';
import { sql } from '../../../src/platform/database/sql.js';
import { rows } from '../../access-matrix.rows.js';
import {
  LoginRevoke,
  Logout,
  Me,
  PasswordChange,
  ReservationCancel,
  ReservationConfirm,
  ReservationCreate,
  ReservationMove,
  SiteCreate,
  SiteDelete,
  Sites,
  TokenRefresh,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { book } from '../../support/booking.js';
import { type Answer, type Client, codes } from '../../support/client.js';
import { stopClockAt } from '../../support/clock.js';
import { PASSWORD, type Person, unique } from '../../support/seed.js';
import { slot } from '../../support/slots.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';
import { noteWrites } from '../../support/written.js';

const app = await startApp();
const world = new TrainingWorld(app);
const written = await noteWrites(app);
stopClockAt();

const time = slot('10:00', '11:00');
const later = slot('15:00', '16:00');
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const mutations = Object.keys(schemaOfModules().getMutationType()?.getFields() ?? {});
const newSite = () => ({ name: unique('Site'), address: 'Here', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' });

/** An answer's data with its ids numbered in the order in which they come, and without tokens and secrets. */
function shapeOf({ data }: Answer<unknown>): unknown {
  const ids: string[] = [];
  const withoutTokens = (name: string, value: unknown) =>
    /^(access|refresh|device|invitation)Token|^(secret|uri|recoveryCodes)$/.test(name) ? null : value;
  const numbered = JSON.stringify(data, withoutTokens).replace(UUID, id => {
    if (!ids.includes(id)) ids.push(id);
    return `#${ids.indexOf(id)}`;
  });
  return JSON.parse(numbered);
}

/** Tries it out, and sees to it that nothing came of it but the answer. */
async function tryOut(client: Client, query: { toString(): string }, variables: unknown): Promise<Answer<Record<string, unknown>>> {
  await written();
  const answer = await client.post<Record<string, unknown>>({ query: query.toString(), variables, extensions: { dryRun: true } });
  expect(answer.extensions).toEqual({ dryRun: true });
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(await written()).toEqual([]);
  return answer;
}

describe.each(mutations)('%s as a dry run', name => {
  const row = rows[`Mutation.${name}`];
  if (!row) throw new Error(`${name} has no row in the access matrix`);

  test('answers what the deed then answers, changes no row and tells nobody', async () => {
    const [person, owner] = [await world.user({ role: 'ADMIN' }), await world.user()];
    const variables = await row.variables(world, { person, owner });
    const tried = await tryOut(person.client, row.document, variables);
    expect(codes(tried)).toEqual([]);
    expect(tried.data?.[name]).toMatchObject({ errors: [] });
    const twice = await tryOut(person.client, row.document, variables);
    expect(shapeOf(twice)).toEqual(shapeOf(tried));
    await written();
    const done = await person.client.query(row.document.toString(), variables);
    expect(codes(done)).toEqual([]);
    expect(shapeOf(tried)).toEqual(shapeOf(done));
    expect(await written()).not.toEqual([]);
  });

  test('answers over a socket as over HTTP', async () => {
    const [person, owner] = [await world.user({ role: 'ADMIN' }), await world.user()];
    const variables = await row.variables(world, { person, owner });
    const overHttp = await tryOut(person.client, row.document, variables);
    const socket = person.client.socket();
    await socket.opened;
    await written();
    const overSocket = await socket.query(row.document.toString(), variables, { dryRun: true });
    expect(overSocket.extensions).toEqual({ dryRun: true });
    expect(shapeOf(overSocket as never)).toEqual(shapeOf(overHttp));
    expect(await written()).toEqual([]);
    await socket.query('{ __typename }');
    await socket.close();
  });
});

describe('a dry run', () => {
  test('of a booking answers its relations and what the viewer may do with it', async () => {
    const [{ client, id: userId }, resource] = [await world.user(), await world.resource()];
    const input = { resourceId: resource.id, participants: 3, note: 'try', ...time };
    const { data } = await tryOut(client, ReservationCreate, { input });
    expect(data).toMatchObject({
      reservationCreate: {
        reservation: {
          ...time,
          resource: { id: resource.id, name: resource.name },
          user: { id: userId, fullName: 'Ann Doe' },
          viewerCanCancel: true,
          status: 'PENDING',
        },
        errors: [],
      },
    });
    // Its id names nothing.
    const { id } = (data as { reservationCreate: { reservation: { id: string } } }).reservationCreate.reservation;
    const confirmed = await (await world.user({ role: 'MANAGER' })).client.ask(ReservationConfirm, { id });
    expect(confirmed.reservationConfirm.errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  test('sees what it did wherever the answer looks', async () => {
    const [{ client }, { id: resourceId }] = [await world.user(), await world.resource()];
    const query = `mutation ($input: ReservationCreateInput!) { reservationCreate(input: $input) { reservation { resource {
      statistics { totalReservations } upcomingReservations(first: 5) { startsAt } } user { reservations { totalCount nodes { startsAt } } } } } }`;
    const { data } = await tryOut(client, query, { input: { resourceId, ...time } });
    expect(data).toEqual({
      reservationCreate: {
        reservation: {
          resource: { statistics: { totalReservations: 1 }, upcomingReservations: [{ startsAt: time.startsAt }] },
          user: { reservations: { totalCount: 1, nodes: [{ startsAt: time.startsAt }] } },
        },
      },
    });
  });

  test('of several mutations lets each see those before it', async () => {
    const [{ client }, { id: resourceId }] = [await world.user(), await world.resource()];
    const query = `mutation ($input: ReservationCreateInput!) { a: reservationCreate(input: $input) { reservation { id } errors { code } }
      b: reservationCreate(input: $input) { reservation { id } errors { code ... on BookingConflict { conflicts { id } } } } }`;
    const { data } = await tryOut(client, query, { input: { resourceId, ...time } });
    const { a, b } = data as Record<'a' | 'b', { reservation: { id: string } }>;
    expect(b).toEqual({ reservation: null, errors: [{ code: 'BOOKING_CONFLICT', conflicts: [{ id: a.reservation.id }] }] });
  });

  test.each(['reservationCreate', 'reservationUpdate'])(
    'of a conflict answers conflicts and alternatives as the deed does: %s',
    async how => {
      const [{ client, id: userId }, { id: resourceId }] = [await world.user(), await world.resource()];
      await world.reservation({ resourceId, userId: (await world.user()).id, ...time });
      const own = await world.reservation({ resourceId, userId, ...later });
      const [query, variables] =
        how === 'reservationCreate'
          ? [ReservationCreate.toString(), { input: { resourceId, ...time } }]
          : [ReservationMove.toString(), { id: own.id, input: time }];
      const tried = await tryOut(client, query, variables);
      expect(tried.data?.[how]).toMatchObject({ reservation: null, errors: [{ code: 'BOOKING_CONFLICT', conflicts: [time] }] });
      expect(tried.data).toHaveProperty(`${how}.errors.0.alternatives.length`, 3);
      expect(tried.data).toEqual((await client.query(query, variables)).data);
    },
  );

  test('hears what the database itself refuses', async () => {
    const admin = await world.user({ role: 'ADMIN' });
    const taken = await world.user();
    const input = {
      username: taken.username,
      email: taken.email,
      firstName: 'A',
      lastName: 'B',
      password: 'a long enough one',
      role: 'STAFF',
    };
    const query = 'mutation ($input: UserCreateInput!) { userCreate(input: $input) { user { id } errors { code path } } }';
    expect((await tryOut(admin.client, query, { input })).data).toMatchObject({
      userCreate: { errors: [{ code: 'TAKEN' }, { code: 'TAKEN' }] },
    });
    const renaming =
      'mutation ($a: ID!, $b: ID!) { userUpdate(id: $a, input: { username: "same" }) { user { id } errors { code } } b: userUpdate(id: $b, input: { username: "same" }) { errors { code path } } }';
    const both = await tryOut(admin.client, renaming, { a: taken.id, b: admin.id });
    expect(both.data).toEqual({
      userUpdate: { user: { id: taken.id }, errors: [] },
      b: { errors: [{ code: 'TAKEN', path: ['input', 'username'] }] },
    });
  });

  test('is refused to those who may not do it, with the same error', async () => {
    const [{ client }, { id }] = [await world.user(), await world.site()];
    const tried = await tryOut(client, SiteDelete, { id });
    const done = await client.run(SiteDelete, { id });
    expect([codes(tried), tried.status, tried.data]).toEqual([codes(done), done.status, done.data]);
    expect(codes(tried)).toEqual(['FORBIDDEN']);
    expect(codes(await app.visitor.tryOut(SiteDelete, { id }))).toEqual(['UNAUTHENTICATED']);
  });

  test('of variables that do not fit is refused as the deed is', async () => {
    const { client } = await world.user({ role: 'MANAGER' });
    const body = { query: SiteCreate.toString(), variables: { input: { name: 7 } } };
    const [tried, done] = [await client.post({ ...body, extensions: { dryRun: true } }), await client.post(body)];
    expect([tried.status, tried.errors]).toEqual([400, done.errors]);
  });

  test('ignores an idempotency key, and leaves it free', async () => {
    const [{ client }, { id: resourceId }] = [await world.user(), await world.resource()];
    const variables = { input: { resourceId, ...time } };
    const body = { query: ReservationCreate.toString(), variables, extensions: { dryRun: true } };
    for (const key of ['one', 'one', 'no key at all']) {
      expect((await client.post(body, { 'idempotency-key': key })).data).toMatchObject({ reservationCreate: { errors: [] } });
    }
    expect((await client.once(ReservationCreate, 'one', variables)).data?.reservationCreate.errors).toEqual([]);
  });

  test('of a query is a query', async () => {
    const { client } = await world.user();
    for (let i = 0; i < 3; i++) {
      const answer = await client.tryOut(Sites, {});
      expect([codes(answer), answer.extensions]).toEqual([[], undefined]);
    }
  });

  test.each([
    ['a text', { dryRun: 'true' }],
    ['a number', { dryRun: 1 }],
    ['null', { dryRun: null }],
    ['an object', { dryRun: {} }],
    ['misspelled', { dryrun: true }],
    ['misspelled with a dash', { 'dry-run': true }],
    ['written twice', { dryRun: false, dry_run: true }],
  ])('that is %s is refused, and not carried out by mistake', async (_what, extensions) => {
    const { client } = await world.user({ role: 'MANAGER' });
    const input = newSite();
    await written();
    const answer = await client.post({ query: SiteCreate.toString(), variables: { input }, extensions });
    expect([answer.status, codes(answer), answer.data ?? null]).toEqual([400, ['DRY_RUN_INVALID'], null]);
    const socket = client.socket();
    const overSocket = await socket.query(SiteCreate.toString(), { input }, extensions);
    expect([codes({ errors: overSocket.errors }), overSocket.data ?? null]).toEqual([['DRY_RUN_INVALID'], null]);
    await socket.close();
    expect(await written()).toEqual([]);
  });

  test.each([
    ['a text', 'dryRun'],
    ['a list', ['dryRun']],
  ])('asked for by extensions that are %s is refused', async (_what, extensions) => {
    const { client } = await world.user({ role: 'MANAGER' });
    await written();
    const answer = await client.post({ query: SiteCreate.toString(), variables: { input: newSite() }, extensions });
    expect([answer.status, codes(answer)]).toEqual([400, ['BAD_REQUEST']]);
    expect(await written()).toEqual([]);
  });

  test('that is false is carried out', async () => {
    const { client } = await world.user({ role: 'MANAGER' });
    const answer = await client.post({ query: SiteCreate.toString(), variables: { input: newSite() }, extensions: { dryRun: false } });
    const { siteCreate } = answer.data as { siteCreate: { site: { id: string } } };
    expect(answer.extensions).toBeUndefined();
    const [found] = await app.database.rows(sql`select id from sites where id = ${siteCreate.site.id}`);
    expect(found).toEqual({ id: siteCreate.site.id });
  });

  test('does in one transaction what the deed does, but for the event log: no statement more', async () => {
    const [{ client }, { id: resourceId }] = [await world.user(), await world.resource()];
    const variables = { input: { resourceId, ...time } };
    const tried = await statementsOf(app, () => client.tryOut(ReservationCreate, variables));
    const done = await statementsOf(app, () => client.run(ReservationCreate, variables));
    expect(tried).toEqual(done.filter(statement => !statement.includes('into event_log')));
    expect(done.length).toBe(tried.length + 1);
  });

  test('that takes too long is given up, and nothing of it is done', async () => {
    const { client } = await world.user({ role: 'MANAGER' });
    await written();
    const real = performance.now.bind(performance);
    let looks = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => real() + 6_000 * looks++);
    onTestFinished(() => clock.mockRestore());
    const create = (alias: string) => `${alias}: siteCreate(input: $input) { site { id departments { totalCount } } errors { code } }`;
    const query = `mutation ($input: SiteCreateInput!) { ${['a', 'b', 'c', 'd'].map(create).join(' ')} }`;
    const answer = await client.post({ query, variables: { input: newSite() }, extensions: { dryRun: true } });
    clock.mockRestore();
    expect([...new Set(codes(answer))]).toEqual(['SERVICE_UNAVAILABLE']);
    expect(await written()).toEqual([]);
    expect(codes(await client.run(SiteCreate, { input: newSite() }))).toEqual([]);
  });
});

describe('a dry run at an account', () => {
  const login = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken refreshToken user { username } errors { code } } }';

  test('logs nobody in: no token leaves', async () => {
    const { email, username } = await world.user();
    const { data } = await tryOut(app.visitor, login, { input: { email, password: PASSWORD } });
    expect(data).toEqual({ login: { accessToken: null, refreshToken: null, user: { username }, errors: [] } });
  });

  test('leaves a refresh token good, and does not lengthen it', async () => {
    const { refreshToken } = await world.user();
    const { data } = await tryOut(app.visitor, TokenRefresh, { refreshToken });
    expect(data).toMatchObject({ tokenRefresh: { accessToken: null, refreshToken: null, errors: [] } });
    expect((await app.visitor.ask(TokenRefresh, { refreshToken })).tokenRefresh.errors).toEqual([]);
  });

  test('counts a wrong password like any other, and a right one not at all', async () => {
    const { email } = await world.user();
    const attempt = (password: string) =>
      app.visitor.post({ query: login, variables: { input: { email, password } }, extensions: { dryRun: true } });
    for (let i = 0; i < 12; i++) expect(codes(await attempt(PASSWORD))).toEqual([]);
    for (let i = 0; i < 10; i++) expect(codes(await attempt('a wrong one'))).toEqual([]);
    expect(codes(await attempt('a wrong one'))).toEqual(['RATE_LIMITED']);
  });

  test.each<[string, (person: Person) => readonly [{ toString(): string }, unknown]]>([
    ['logging out', () => [Logout, {}]],
    ['revoking the log-in', ({ loginId }) => [LoginRevoke, { id: loginId }]],
    ['changing the password', () => [PasswordChange, { input: { currentPassword: PASSWORD, newPassword: 'another long enough one' } }]],
  ])('closes no socket and no door: %s', async (_what, deed) => {
    const person = await world.user();
    const socket = person.client.socket();
    await socket.opened;
    const [query, variables] = deed(person);
    const answer = await tryOut(person.client, query, variables);
    expect(codes(answer)).toEqual([]);
    expect(await socket.query('{ me { id } }')).toEqual({ data: { me: { id: person.id } } });
    expect((await person.client.ask(Me)).me?.id).toBe(person.id);
    await socket.close();
  });
});

describe('dry runs at once', () => {
  test('of one slot: all could have it, and it stays free', async () => {
    const { id: resourceId } = await world.resource();
    const people = await Promise.all(Array.from({ length: 20 }, () => world.user()));
    const answers = await Promise.all(people.map(({ client }) => client.tryOut(ReservationCreate, { input: { resourceId, ...time } })));
    for (const { data } of answers) expect(data?.reservationCreate.errors).toEqual([]);
    expect((await book((await world.user()).client, { resourceId, ...time })).errors).toEqual([]);
  });

  test('beside a booking of the same slot: it is booked, and they see it or not', async () => {
    for (let round = 0; round < 8; round++) {
      const { id: resourceId } = await world.resource();
      const [trier, booker] = [await world.user(), await world.user()];
      const input = { resourceId, ...time };
      const [before, booked, after] = await Promise.all([
        trier.client.tryOut(ReservationCreate, { input }),
        book(booker.client, input),
        trier.client.tryOut(ReservationCreate, { input }),
      ]);
      expect(booked.errors).toEqual([]);
      for (const { data } of [before, after]) {
        expect([[], ['BOOKING_CONFLICT']]).toContainEqual(data?.reservationCreate.errors.map(it => it.code));
      }
      const [found] = await app.database.rows<{ count: number }>(
        sql`select count(*) as count from reservations where resource_id = ${resourceId}`,
      );
      expect(found).toEqual({ count: 1 });
    }
  });

  test('beside the same under a key, and a cancellation: each as if it were alone', async () => {
    const { id: resourceId } = await world.resource();
    const { client, id: userId } = await world.user();
    const { id } = await world.reservation({ resourceId, userId, ...later });
    const input = { resourceId, ...time };
    const work = Array.from({ length: 10 }, () => [
      client.tryOut(ReservationCreate, { input }),
      client.tryOut(ReservationCancel, { id }),
      client.once(ReservationCreate, 'beside', { input }),
      client.once(ReservationCancel, 'beside-too', { id }),
    ]).flat();
    const answers = await Promise.all<Answer<unknown>>(work);
    expect(answers.flatMap(codes)).toEqual([]);
    const found = await app.database.rows<{ status: string }>(
      sql`select status from reservations where resource_id = ${resourceId} order by status`,
    );
    expect(found.map(it => it.status)).toEqual(['CANCELLED', 'PENDING']);
    const made = answers.map(it => it.data as { reservationCreate?: { reservation?: { id: string } } });
    const ids = made.flatMap((it, i) => (i % 4 === 2 ? [it.reservationCreate?.reservation?.id] : []));
    expect(new Set(ids).size).toBe(1);
  });
});
