import { createHash } from 'node:crypto';
import { parse, print } from 'graphql';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { schemaOfModules } from '../../../src/app.js';
import { sql } from '../../../src/platform/database/sql.js';
import { requirementOf } from '../../../src/platform/graphql/access.js';
import { isRemembered } from '../../../src/platform/graphql/remembering.js';
import {
  Login,
  Logout,
  PasswordChange,
  ReservationCancel,
  ReservationChanged,
  ReservationConfirm,
  ReservationCreate,
  ReservationMove,
  SiteCreate,
  Sites,
  UserCreate,
} from '../../generated/documents.js';
import { KNOWN_ORIGIN, startApp } from '../../support/app.js';
import { BookingWorld } from '../../support/booking.js';
import { type Client, codes, refusals } from '../../support/client.js';
import { NOW, setClock, stopClockAt } from '../../support/clock.js';
import { PASSWORD, unique } from '../../support/seed.js';
import { type Slot, slot } from '../../support/slots.js';
import { statementsOf } from '../../support/statements.js';
import { HOUR_MS } from '../../support/time.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt();

const time = slot('10:00', '11:00');
const later = slot('15:00', '16:00');
const newKey = () => unique('key');

async function count(table: 'reservations' | 'remembered_answers' | 'sites' | 'users', where = sql`1 = 1`): Promise<number> {
  const tables = {
    reservations: sql`reservations`,
    remembered_answers: sql`remembered_answers`,
    sites: sql`sites`,
    users: sql`users`,
  };
  const [found] = await app.database.rows<{ count: number }>(sql`select count(*) as count from ${tables[table]} where ${where}`);
  return found?.count ?? Number.NaN;
}

const countOf = (resourceId: string) => count('reservations', sql`resource_id = ${resourceId}`);

/** Another server on the same database. */
async function anotherServer() {
  const other = await startApp({ databaseUrl: app.databaseUrl });
  onTestFinished(other.close);
  return other;
}

const newSite = () => ({ name: unique('Site'), address: 'Here', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' });

describe('under one key', () => {
  test('a booking is made once, and every repeat gets the first answer', async () => {
    const [{ client }, { id: resourceId }, key] = [await world.user(), await world.resource(), newKey()];
    const input = { resourceId, ...time };
    const first = await client.once(ReservationCreate, key, { input });
    expect(first.data?.reservationCreate.errors).toEqual([]);
    for (let i = 0; i < 3; i++) {
      const { status, text } = await client.once(ReservationCreate, key, { input });
      expect([status, text]).toEqual([200, first.text]);
    }
    expect(await countOf(resourceId)).toBe(1);
  });

  test('a hundred at once make one row, and all get that one answer', async () => {
    const [{ client }, { id: resourceId }, key] = [await world.user(), await world.resource(), newKey()];
    const input = { resourceId, ...time };
    const answers = await Promise.all(Array.from({ length: 100 }, () => client.once(ReservationCreate, key, { input })));
    expect(new Set(answers.map(it => it.text)).size).toBe(1);
    expect(answers[0]?.data?.reservationCreate.reservation?.resource.id).toBe(resourceId);
    expect(await countOf(resourceId)).toBe(1);
  });

  test('a hundred at once on two servers make one row, and all get that one answer', async () => {
    const other = await anotherServer();
    const [{ client, ...person }, { id: resourceId }, key] = [await world.user(), await world.resource(), newKey()];
    const clients = [client, other.visitor.as(person)];
    const input = { resourceId, ...time };
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => (clients[i % 2] ?? client).once(ReservationCreate, key, { input })),
    );
    expect(new Set(answers.map(it => it.text)).size).toBe(1);
    expect(answers[0]?.data?.reservationCreate.errors).toEqual([]);
    expect(await countOf(resourceId)).toBe(1);
  });

  test('fifty people book the same time, each sending it three times: one has it, and each always hears the same', async () => {
    const { id: resourceId } = await world.resource();
    const people = await Promise.all(Array.from({ length: 50 }, () => world.user()));
    const input = { resourceId, ...time };
    const answers = await Promise.all(
      people.map(({ client }) => Promise.all(['same', 'same', 'same'].map(key => client.once(ReservationCreate, key, { input })))),
    );
    for (const [first, ...repeats] of answers) expect(repeats.map(it => it.text)).toEqual([first?.text, first?.text]);
    expect(answers.filter(([it]) => it?.data?.reservationCreate.reservation)).toHaveLength(1);
    expect(await countOf(resourceId)).toBe(1);
  });

  test('many different keys at once wait for nothing but what they book', async () => {
    const [{ client }, { id: resourceId }] = [await world.user(), await world.resource()];
    const input = { resourceId, ...time };
    const answers = await Promise.all(Array.from({ length: 40 }, () => client.once(ReservationCreate, newKey(), { input })));
    expect(answers.flatMap(codes)).toEqual([]);
    expect(answers.filter(it => it.data?.reservationCreate.reservation)).toHaveLength(1);
    for (const { data } of answers.filter(it => !it.data?.reservationCreate.reservation)) {
      expect(data?.reservationCreate.errors).toMatchObject([{ code: 'BOOKING_CONFLICT', conflicts: [time] }]);
      expect(data?.reservationCreate.errors[0]).toHaveProperty('alternatives.length', 3);
    }
  });

  test('the answer is the same after a restart', async () => {
    const [{ client, ...person }, { id: resourceId }, key] = [await world.user(), await world.resource(), newKey()];
    const input = { resourceId, ...time };
    const before = await startApp({ databaseUrl: app.databaseUrl });
    const first = await before.visitor.as(person).once(ReservationCreate, key, { input });
    await before.close();
    const after = await anotherServer();
    expect((await after.visitor.as(person).once(ReservationCreate, key, { input })).text).toBe(first.text);
    expect(await countOf(resourceId)).toBe(1);
  });

  test('the answer stays as it was when the thing has changed since', async () => {
    const [{ client }, { id: resourceId }, key] = [await world.user(), await world.resource(), newKey()];
    const input = { resourceId, ...time };
    const first = await client.once(ReservationCreate, key, { input });
    await client.ask(ReservationCancel, { id: first.data?.reservationCreate.reservation?.id ?? '' });
    expect((await client.once(ReservationCreate, key, { input })).text).toBe(first.text);
    expect(await countOf(resourceId)).toBe(1);
  });

  test('a refusal is the answer too, also when it could be done by now', async () => {
    const [{ client }, { id: resourceId }, key] = [await world.user(), await world.resource(), newKey()];
    const { id } = await world.reservation({ resourceId, userId: (await world.user()).id, ...time });
    const input = { resourceId, ...time };
    const first = await client.once(ReservationCreate, key, { input });
    expect(first.data?.reservationCreate.errors).toMatchObject([{ code: 'BOOKING_CONFLICT', conflicts: [time] }]);
    await (await world.user({ role: 'MANAGER' })).client.ask(ReservationCancel, { id });
    expect((await client.once(ReservationCreate, key, { input })).text).toBe(first.text);
    const anew = await client.once(ReservationCreate, newKey(), { input });
    expect(anew.data?.reservationCreate.errors).toEqual([]);
  });

  test('a refusal before anything is written is remembered too', async () => {
    const [admin, key] = [await world.user({ role: 'ADMIN' }), newKey()];
    const input = { username: 'x', email: 'no', firstName: 'A', lastName: 'B', password: 'short', role: 'STAFF' } as const;
    const first = await admin.client.once(UserCreate, key, { input });
    expect(refusals(first.data?.userCreate ?? { errors: [] })).not.toEqual([]);
    expect((await admin.client.once(UserCreate, key, { input })).text).toBe(first.text);
    expect(codes(await admin.client.once(UserCreate, key, { input: { ...input, password: 'longer' } }))).toEqual([
      'IDEMPOTENCY_KEY_REUSED',
    ]);
  });

  test('another input or another operation is refused, and nothing is done', async () => {
    const [{ client }, { id: resourceId }, key] = [await world.user(), await world.resource(), newKey()];
    const input = { resourceId, ...time };
    const first = await client.once(ReservationCreate, key, { input });
    const id = first.data?.reservationCreate.reservation?.id ?? '';
    const others = [
      await client.once(ReservationCreate, key, { input: { ...input, ...later } }),
      await client.once(ReservationCancel, key, { id }),
      await client.once(ReservationMove, key, { id, input: later }),
    ];
    for (const other of others) {
      expect(codes(other)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
      expect([other.status, other.data ?? null]).toEqual([422, null]);
    }
    expect(await countOf(resourceId)).toBe(1);
    expect((await client.once(ReservationCreate, key, { input })).text).toBe(first.text);
  });

  test('different inputs at once: one is done, the others are refused', async () => {
    const [{ client }, { id: resourceId }, key] = [await world.user(), await world.resource(), newKey()];
    const notes = Array.from({ length: 20 }, (_, i) => `${i}`);
    const answers = await Promise.all(notes.map(note => client.once(ReservationCreate, key, { input: { resourceId, note, ...time } })));
    expect(answers.filter(it => it.data?.reservationCreate.reservation)).toHaveLength(1);
    expect(answers.flatMap(codes)).toEqual(Array(19).fill('IDEMPOTENCY_KEY_REUSED'));
    expect(await countOf(resourceId)).toBe(1);
  });

  test('the order of variables and the layout of the document make no other input', async () => {
    const [{ client }, { id: resourceId }, key] = [await world.user(), await world.resource(), newKey()];
    const send = (query: string, input: object) => client.post({ query, variables: { input } }, { 'idempotency-key': key });
    const query = 'mutation ($input: ReservationCreateInput!) { reservationCreate(input: $input) { reservation { id } } }';
    const first = await send(query, { resourceId, startsAt: time.startsAt, endsAt: time.endsAt });
    const again = await send(query.replaceAll(' {', ' {\n  '), { endsAt: time.endsAt, startsAt: time.startsAt, resourceId });
    expect(again.text).toBe(first.text);
  });

  test('of another user it is another key', async () => {
    const [ann, bob, key] = [await world.user({ role: 'MANAGER' }), await world.user({ role: 'MANAGER' }), newKey()];
    const input = newSite();
    const [one, two] = [await ann.client.once(SiteCreate, key, { input }), await bob.client.once(SiteCreate, key, { input })];
    expect(one.data?.siteCreate.site?.id).not.toBe(two.data?.siteCreate.site?.id);
    expect(await count('sites', sql`name = ${input.name}`)).toBe(2);
  });

  test('several mutations are done once, together', async () => {
    const [{ client }, { id: resourceId }, key] = [await world.user(), await world.resource(), newKey()];
    const query = `mutation ($a: ReservationCreateInput!, $b: ReservationCreateInput!) {
      a: reservationCreate(input: $a) { reservation { id resource { name } } errors { code } }
      b: reservationCreate(input: $b) { reservation { id } errors { code } }
      c: reservationCreate(input: $b) { reservation { id } errors { code ... on BookingConflict { conflicts { id } } } } }`;
    const variables = { a: { resourceId, ...time }, b: { resourceId, ...later } };
    type Booked = { reservation: { id: string } | null; errors: { code: string; conflicts: { id: string }[] }[] };
    const send = () => client.post<Record<'a' | 'b' | 'c', Booked>>({ query, variables }, { 'idempotency-key': key });
    const first = await send();
    expect(first.data?.a.errors).toEqual([]);
    expect(first.data?.c).toEqual({
      reservation: null,
      errors: [{ code: 'BOOKING_CONFLICT', conflicts: [{ id: first.data?.b.reservation?.id }] }],
    });
    expect((await send()).text).toBe(first.text);
    expect(await countOf(resourceId)).toBe(2);
  });

  test('two book the same two rooms in opposite order: each has both or none, and none waits for ever', async () => {
    const query = `mutation ($a: ReservationCreateInput!, $b: ReservationCreateInput!) {
      a: reservationCreate(input: $a) { errors { code } } b: reservationCreate(input: $b) { errors { code } } }`;
    for (let round = 0; round < 4; round++) {
      const [one, two] = [await world.resource(), await world.resource()];
      const [ann, bob, key] = [await world.user(), await world.user(), newKey()];
      const send = ({ client }: { client: Client }, first: string, second: string, slots: Slot) => {
        const variables = { a: { resourceId: first, ...slots }, b: { resourceId: second, ...slots } };
        return client.post({ query, variables }, { 'idempotency-key': key });
      };
      const both = () => Promise.all([send(ann, one.id, two.id, time), send(bob, two.id, one.id, later)]);
      for (const answer of await both()) {
        // PostgreSQL ends one of two that wait for each other.
        if (codes(answer).length > 0) expect([[...new Set(codes(answer))], answer.data]).toEqual([['SERVICE_UNAVAILABLE'], null]);
      }
      for (const answer of await both()) expect(answer.data).toEqual({ a: { errors: [] }, b: { errors: [] } });
      expect([await countOf(one.id), await countOf(two.id)]).toEqual([2, 2]);
    }
  });

  test('an error beside the data undoes the whole and leaves the key free', async () => {
    const [{ client }, { id: resourceId }, key] = [await world.user(), await world.resource(), newKey()];
    const query = `mutation ($input: ReservationCreateInput!, $id: ID!) {
      reservationCreate(input: $input) { reservation { id } errors { code } } siteDelete(id: $id) { deletedId } }`;
    const variables = { input: { resourceId, ...time }, id: resourceId };
    const answer = await client.post({ query, variables }, { 'idempotency-key': key });
    expect([codes(answer), answer.data]).toEqual([['FORBIDDEN'], null]);
    expect(await countOf(resourceId)).toBe(0);
    const input = { resourceId, ...time };
    expect((await client.once(ReservationCreate, key, { input })).data?.reservationCreate.errors).toEqual([]);
  });

  test('subscribers hear of it once', async () => {
    const [{ client }, { id: resourceId }, key] = [await world.user(), await world.resource(), newKey()];
    const socket = client.socket();
    await socket.opened;
    const changes = socket.subscribe(ReservationChanged, { resourceId });
    const first = changes.next();
    await socket.query('{ __typename }');
    const input = { resourceId, ...time };
    const made = await client.once(ReservationCreate, key, { input });
    await client.once(ReservationCreate, key, { input });
    const id = made.data?.reservationCreate.reservation?.id ?? '';
    expect((await first).data?.reservationChanged).toMatchObject({ change: 'CREATED', reservation: { id } });
    const second = changes.next();
    await client.ask(ReservationCancel, { id });
    expect((await second).data?.reservationChanged).toMatchObject({ change: 'CANCELLED' });
    await socket.close();
  });
});

describe('a key comes', () => {
  test('over HTTP as an extension, as a header in quotes, and over a socket: it is the same key', async () => {
    const [{ client }, { id: resourceId }, key] = [await world.user(), await world.resource(), newKey()];
    const query = ReservationCreate.toString();
    const variables = { input: { resourceId, ...time } };
    const socket = client.socket();
    const overSocket = () => socket.query(query, variables, { idempotencyKey: key });
    const first = await overSocket();
    expect(first.data).toMatchObject({ reservationCreate: { errors: [] } });
    const answers = [
      await overSocket(),
      await client.post({ query, variables, extensions: { idempotencyKey: key } }),
      await client.post({ query, variables }, { 'idempotency-key': `"${key}"` }),
      await client.post({ query, variables, extensions: { idempotencyKey: key } }, { 'idempotency-key': key }),
    ];
    for (const { data } of answers) expect(data).toEqual(first.data);
    expect(await countOf(resourceId)).toBe(1);
    await socket.close();
  });

  test.each<[string, Record<string, string>, Record<string, unknown> | undefined]>([
    ['empty', { 'idempotency-key': '' }, undefined],
    ['too long', { 'idempotency-key': 'x'.repeat(129) }, undefined],
    ['with a blank', { 'idempotency-key': 'a b' }, undefined],
    ['with letters beyond ASCII', { 'idempotency-key': 'cl\u00e9' }, undefined],
    ['twice', { 'idempotency-key': 'a, b' }, undefined],
    ['as a number', {}, { idempotencyKey: 7 }],
    ['as null', {}, { idempotencyKey: null }],
    ['as two different ones', { 'idempotency-key': 'a' }, { idempotencyKey: 'b' }],
    ['misspelled', {}, { idempotency_key: 'a' }],
  ])('%s and is refused, and nothing is done', async (_what, headers, extensions) => {
    const [{ client }, { id: resourceId }] = [await world.user(), await world.resource()];
    const body = { query: ReservationCreate.toString(), variables: { input: { resourceId, ...time } }, extensions };
    const answer = await client.post(body, headers);
    expect([answer.status, codes(answer)]).toEqual([400, ['IDEMPOTENCY_KEY_INVALID']]);
    if (extensions && Object.keys(headers).length === 0) {
      const socket = client.socket();
      expect(codes({ errors: (await socket.query(body.query, body.variables, extensions)).errors })).toEqual(['IDEMPOTENCY_KEY_INVALID']);
      await socket.close();
    }
    expect(await countOf(resourceId)).toBe(0);
  });

  test('of the longest that is allowed', async () => {
    const { client } = await world.user({ role: 'MANAGER' });
    expect(codes(await client.once(SiteCreate, 'x'.repeat(128), { input: newSite() }))).toEqual([]);
  });

  test('on a query and on a subscription, and is not looked at', async () => {
    const { client } = await world.user();
    const before = await count('remembered_answers');
    for (const key of ['same', 'same', 'a b']) expect(codes(await client.once(Sites, key, {}))).toEqual([]);
    const socket = client.socket();
    expect(await socket.query('{ __typename }', {}, { idempotencyKey: 7, dryRun: 7 })).toEqual({ data: { __typename: 'Query' } });
    await socket.close();
    expect(await count('remembered_answers')).toBe(before);
  });

  test('from a page of an origin that is allowed', async () => {
    const preflight = await fetch(app.url, {
      method: 'OPTIONS',
      headers: { origin: KNOWN_ORIGIN, 'access-control-request-method': 'POST', 'access-control-request-headers': 'idempotency-key' },
    });
    expect(preflight.headers.get('access-control-allow-headers')).toBe('idempotency-key');
  });

  test('from nobody, who is told to log in', async () => {
    const answer = await app.visitor.once(SiteCreate, newKey(), { input: newSite() });
    expect(codes(answer)).toEqual(['UNAUTHENTICATED']);
  });
});

describe('what is not remembered', () => {
  const mutations = Object.values(schemaOfModules().getMutationType()?.getFields() ?? {});

  test('is what is public, what ends or renews the log-in, what answers secrets and what proves again who one is', () => {
    const names = mutations.filter(field => !isRemembered(field)).map(field => field.name);
    const proving = mutations.filter(({ args }) => args.some(arg => /^(ProofInput|EmailChangeInput)!$/.test(String(arg.type))));
    const known = [
      'login',
      'logout',
      'passwordChange',
      'register',
      'tokenRefresh',
      'passwordReset',
      'passwordResetRequest',
      'emailVerify',
      'invitationAccept',
      'learnerInvite',
    ];
    expect(names.sort()).toEqual([...known, 'totpEnable', ...proving.map(field => field.name)].sort());
    expect(mutations.filter(field => requirementOf(field) === 'PUBLIC' && isRemembered(field))).toEqual([]);
    for (const field of mutations) expect(field.description?.includes('Takes no idempotency key.')).toBe(!isRemembered(field));
  });

  test.each([
    ['login', () => [Login, { input: { email: 'x@example.org', password: PASSWORD } }] as const],
    ['logout', () => [Logout, {}] as const],
    ['passwordChange', () => [PasswordChange, { input: { currentPassword: PASSWORD, newPassword: 'another long one' } }] as const],
  ])('takes no key: %s', async (_name, operation) => {
    const { client } = await world.user();
    const [document, variables] = operation();
    const answer = await client.post({ query: document.toString(), variables }, { 'idempotency-key': newKey() });
    expect([answer.status, codes(answer)]).toEqual([400, ['IDEMPOTENCY_KEY_NOT_TAKEN']]);
    expect(codes(await client.run(Sites))).toEqual([]);
  });

  test('takes no key in a fragment either', async () => {
    const { client } = await world.user();
    const query = 'mutation { ... on Mutation { ...Out } } fragment Out on Mutation { bye: logout { errors { code } } }';
    expect(codes(await client.post({ query }, { 'idempotency-key': newKey() }))).toEqual(['IDEMPOTENCY_KEY_NOT_TAKEN']);
    expect(codes(await client.run(Sites))).toEqual([]);
  });

  test('is a password: neither in what is stored nor to be guessed from it', async () => {
    const [admin, key] = [await world.user({ role: 'ADMIN' }), newKey()];
    const username = unique('new');
    const password = 'a secret nobody would guess';
    const input = { username, email: `${username}@example.org`, firstName: 'A', lastName: 'B', password, role: 'STAFF' } as const;
    expect((await admin.client.once(UserCreate, key, { input })).data?.userCreate.errors).toEqual([]);
    const [row] = await app.database.rows<{ fingerprint: string }>(sql`select * from remembered_answers where idempotency_key = ${key}`);
    expect(JSON.stringify(row)).not.toContain(password);
    const asked = JSON.stringify([print(parse(UserCreate.toString())), 'UserCreate', JSON.stringify({ input })]);
    expect(row?.fingerprint).not.toBe(createHash('sha256').update(asked).digest('hex'));
  });

  test('is an answer too large to keep: nothing is done', async () => {
    const [{ client }, { id: siteId }, key] = [await world.user({ role: 'MANAGER' }), await world.site(), newKey()];
    const description = 'x'.repeat(2_000);
    for (let i = 0; i < 30; i++) await world.resource({ siteId, description });
    const many = Array.from({ length: 8 }, (_, i) => `a${i}: resources(first: 100) { nodes { description } }`).join(' ');
    const query = `mutation ($id: ID!) { siteUpdate(id: $id, input: { address: "There" }) { site { ${many} } errors { code } } }`;
    const answer = await client.post({ query, variables: { id: siteId } }, { 'idempotency-key': key });
    expect([answer.status, codes(answer)]).toEqual([400, ['TOO_COMPLEX']]);
    expect(await count('sites', sql`id = ${siteId} and address = 'There'`)).toBe(0);
  });
});

describe('a key is free again', () => {
  test('after 24 hours', async () => {
    const [person, { id: resourceId }, key] = [await world.user({ role: 'MANAGER' }), await world.resource(), newKey()];
    const first = await person.client.once(ReservationCreate, key, { input: { resourceId, ...time } });
    setClock(Date.parse(NOW) + 24 * HOUR_MS - 1);
    const { client } = await world.logIn(person);
    expect((await client.once(ReservationCreate, key, { input: { resourceId, ...time } })).text).toBe(first.text);
    setClock(Date.parse(NOW) + 24 * HOUR_MS);
    const next = slot('10:00', '11:00', { day: '2030-06-06' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => client.once(ReservationCreate, key, { input: { resourceId, ...next } })),
    );
    expect(new Set(answers.map(it => it.text)).size).toBe(1);
    expect(answers[0]?.data?.reservationCreate.reservation).toMatchObject(next);
    expect(await countOf(resourceId)).toBe(2);
  });

  test('and forgotten: old ones are pruned, young ones are not', async () => {
    const [{ client }, old, young] = [await world.user({ role: 'MANAGER' }), newKey(), newKey()];
    await client.once(SiteCreate, old, { input: newSite() });
    setClock(Date.parse(NOW) + 25 * HOUR_MS);
    await (await world.user({ role: 'MANAGER' })).client.once(SiteCreate, young, { input: newSite() });
    await anotherServer();
    expect(await count('remembered_answers', sql`idempotency_key = ${old}`)).toBe(0);
    expect(await count('remembered_answers', sql`idempotency_key = ${young}`)).toBe(1);
  });

  test('when the transaction failed at its end: nothing is left of it', async () => {
    const [{ client }, { id: resourceId }, key] = [await world.user(), await world.resource(), newKey()];
    const input = { resourceId, ...time };
    const driver = app.database.orm.em.getConnection();
    const commit = vi.spyOn(Object.getPrototypeOf(Object.getPrototypeOf(driver)), 'commit').mockImplementation(async () => {
      throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
    });
    onTestFinished(() => commit.mockRestore());
    const failed = await client.once(ReservationCreate, key, { input });
    expect([failed.status, codes(failed)]).toEqual([503, ['SERVICE_UNAVAILABLE']]);
    commit.mockRestore();
    expect([await countOf(resourceId), await count('remembered_answers', sql`idempotency_key = ${key}`)]).toEqual([0, 0]);
    const done = await client.once(ReservationCreate, key, { input });
    expect(done.data?.reservationCreate.errors).toEqual([]);
    expect(await countOf(resourceId)).toBe(1);
  });

  test('when whoever asked may not do it, or its variables do not fit', async () => {
    const [{ client }, key] = [await world.user(), newKey()];
    const { id } = await world.reservation({ resourceId: (await world.resource()).id, ...time });
    for (let i = 0; i < 2; i++) expect(codes(await client.once(ReservationConfirm, key, { id }))).toEqual(['FORBIDDEN']);
    const wrong = await client.post({ query: SiteCreate.toString(), variables: { input: 7 } }, { 'idempotency-key': key });
    expect([wrong.status, codes(wrong)]).toEqual([400, ['BAD_USER_INPUT']]);
    expect(await count('remembered_answers', sql`idempotency_key = ${key}`)).toBe(0);
  });
});

test('a request without a key costs no statement more, and one with it three', async () => {
  const [{ client }, { id: resourceId }] = [await world.user(), await world.resource()];
  const input = (hour: number) => ({ input: { resourceId, ...slot(`${hour}:00`, `${hour + 1}:00`) } });
  const plain = await statementsOf(app, () => client.run(ReservationCreate, input(10)));
  const once = await statementsOf(app, () => client.once(ReservationCreate, newKey(), input(11)));
  expect(plain.filter(it => it.includes('remembered_answers'))).toEqual([]);
  // Whether it was answered, the key, the answer.
  expect(once.filter(it => it.includes('remembered_answers'))).toHaveLength(3);
  expect(once).toHaveLength(plain.length + 3);
});
