import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { schemaOfModules } from '../../../src/app.js';
import { explain } from '../../../src/platform/access/explain.js';
import { type Permission, permissions, Role } from '../../../src/platform/access/permissions.js';
import { allows, isOwn } from '../../../src/platform/access/policy.js';
import { requirementOf } from '../../../src/platform/graphql/access.js';
import { ExplainAccess, ReservationCancel, ReservationDetail, UserUpdate } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { NOW, setClock, stopClockAt } from '../../support/clock.js';
import type { Person } from '../../support/seed.js';
import { slot } from '../../support/slots.js';
import { statementsOf } from '../../support/statements.js';
import { HOUR_MS } from '../../support/time.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
stopClockAt(NOW);

const UNKNOWN = '01890000-0000-7000-8000-000000000000';

async function ask({ client }: Person, permission: Permission, id?: string) {
  return (await client.ask(ExplainAccess, { permission, id })).explainAccess;
}

async function reservationOf(concerned: { userId: string; creatorId?: string }) {
  return world.reservation({ resourceId: (await world.resource()).id, ...concerned, ...slot('10:00', '11:00') });
}

describe('what one may is explained', () => {
  test('by the role', async () => {
    const [manager, owner] = [await world.user({ role: 'MANAGER' }), await world.user()];
    const { id } = await reservationOf({ userId: owner.id });
    const by = { allowed: true, by: 'ROLE', role: 'MANAGER', authorization: null, missing: null };
    expect(await ask(manager, 'reservation:cancel', id)).toMatchObject(by);
    expect(await ask(manager, 'reservation:cancel')).toMatchObject(by);
    expect(await ask(manager, 'site:create')).toMatchObject(by);
  });

  test('by the authorization', async () => {
    const [person, owner] = [await world.user({ authorizations: ['reservation:cancel', 'site:delete'] }), await world.user()];
    const { id } = await reservationOf({ userId: owner.id });
    const by = { allowed: true, by: 'AUTHORIZATION', role: null, missing: null };
    expect(await ask(person, 'reservation:cancel', id)).toMatchObject({ ...by, authorization: 'reservation:cancel' });
    expect(await ask(person, 'site:delete')).toMatchObject({ ...by, authorization: 'site:delete' });
  });

  test('by ownership, to whom it is for and to who made it', async () => {
    const [user, creator] = [await world.user(), await world.user({ role: 'STAFF' })];
    const { id } = await reservationOf({ userId: user.id, creatorId: creator.id });
    for (const person of [user, creator]) {
      for (const permission of ['reservation:read-details', 'reservation:update', 'reservation:cancel'] as const) {
        expect(await ask(person, permission, id)).toMatchObject({ allowed: true, by: 'OWNERSHIP', role: null, authorization: null });
      }
    }
  });
});

describe('what one may not is explained', () => {
  test('by the permission that is missing', async () => {
    const person = await world.user();
    expect(await ask(person, 'site:delete')).toEqual({
      permission: 'site:delete',
      allowed: false,
      by: null,
      role: null,
      authorization: null,
      missing: 'PERMISSION',
      roles: ['ADMIN'],
      message: 'It needs the role ADMIN, or the authorization site:delete.',
    });
    expect(await ask(person, 'reservation:confirm', (await reservationOf({ userId: person.id })).id)).toMatchObject({
      allowed: false,
      missing: 'PERMISSION',
      roles: ['MANAGER', 'ADMIN'],
    });
  });

  test('by whose it would have to be', async () => {
    const [person, owner] = [await world.user(), await world.user({ firstName: 'Olga', lastName: 'Owner' })];
    const { id } = await reservationOf({ userId: owner.id });
    const answer = await ask(person, 'reservation:cancel', id);
    expect(answer).toMatchObject({ allowed: false, by: null, missing: 'OWNERSHIP', roles: ['MANAGER', 'ADMIN'] });
    expect(answer.message).toBe(
      'It is not your own; with any it needs the role MANAGER or ADMIN, or the authorization reservation:cancel.',
    );
    expect(await ask(person, 'reservation:cancel')).toMatchObject({ allowed: false, missing: 'OWNERSHIP' });
  });

  test('by there being no such thing, to everyone', async () => {
    for (const role of ['EMPLOYEE', 'ADMIN'] as const) {
      const person = await world.user({ role });
      for (const id of [UNKNOWN, 'no id']) {
        expect(await ask(person, 'reservation:cancel', id)).toMatchObject({ allowed: false, missing: 'EXISTENCE' });
      }
    }
  });

  test('alike for what is not there and for what they may not know of', async () => {
    const [person, other] = [await world.user({ role: 'ADMIN' }), await world.user()];
    const ofNothing = await ask(person, 'account:update', UNKNOWN);
    expect(ofNothing).toMatchObject({ allowed: false, missing: 'EXISTENCE' });
    expect(await ask(person, 'account:update', other.loginId)).toEqual(ofNothing);
    expect(await ask(person, 'account:update', other.id)).toEqual(ofNothing);
    for (const id of [person.loginId, person.id]) expect(await ask(person, 'account:update', id)).toMatchObject({ by: 'ROLE' });
  });

  test('alike for a course that is not published, and for its materials, as for an id that never was', async () => {
    const [owner, taker] = [await world.user({ role: 'TRAINER' }), await world.learner()];
    const strangers = [await world.user({ role: 'TRAINER' }), await world.learner(), await world.user({ role: 'EMPLOYEE' })];
    const course = await world.course({ ownerId: owner.id });
    const material = await world.material(course);
    await world.give(course, { classGroupId: (await world.classGroup({}, taker)).id });
    const rights = [
      ['course:update', course],
      ['course:assign', course],
      ['course:delete', course],
      ['course:update', material],
    ] as const;
    for (const [permission, { id }] of rights) {
      for (const stranger of strangers) {
        const ofNothing = await ask(stranger, permission, UNKNOWN);
        expect(ofNothing).toMatchObject({ allowed: false, missing: 'EXISTENCE' });
        expect(await ask(stranger, permission, id)).toEqual(ofNothing);
      }
      expect(await ask(owner, permission, id)).toMatchObject({ allowed: true, by: 'OWNERSHIP' });
      expect(await ask(await world.user({ role: 'STAFF' }), permission, id)).toMatchObject({ allowed: true, by: 'ROLE' });
      // Who takes it knows of it, and so is told what is missing.
      expect(await ask(taker, permission, id)).toMatchObject({ allowed: false, missing: 'PERMISSION' });
    }
  });

  test('of a course that is published to everyone, of its materials only to those who take it', async () => {
    const [trainer, learner] = [await world.user({ role: 'TRAINER' }), await world.learner()];
    const course = await world.course({ published: true });
    const { id } = await world.material(course);
    expect(await ask(trainer, 'course:update', course.id)).toMatchObject({ missing: 'OWNERSHIP' });
    expect(await ask(learner, 'course:update', course.id)).toMatchObject({ missing: 'PERMISSION' });
    expect(await ask(trainer, 'course:update', id)).toMatchObject({ missing: 'EXISTENCE' });
    await world.give(course, { learnerId: learner.id });
    expect(await ask(learner, 'course:update', id)).toMatchObject({ missing: 'PERMISSION' });
  });

  test('not at all where there is no such permission', async () => {
    const { client } = await world.user();
    const inVariables = await client.query(ExplainAccess.toString(), { permission: 'site:burn' });
    expect(codes(inVariables)).toEqual(['BAD_USER_INPUT']);
    expect(inVariables.text).not.toContain('burn');
    const inDocument = await client.query('{ explainAccess(permission: "site:burn") { allowed } }');
    expect(codes(inDocument)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(inDocument.text).not.toContain('burn');
    for (const name of ['toString', '__proto__', 'constructor']) {
      expect(codes(await client.query(ExplainAccess.toString(), { permission: name }))).toEqual(['BAD_USER_INPUT']);
    }
  });
});

test('a right is not a matter of time: what comes too late is still one’s own', async () => {
  const person = await world.user();
  const { id, startsAt } = await reservationOf({ userId: person.id });
  setClock(startsAt - HOUR_MS);
  const late = await world.logIn(person);
  expect(await ask(late, 'reservation:cancel', id)).toMatchObject({ allowed: true, by: 'OWNERSHIP' });
  expect((await late.client.ask(ReservationDetail, { id })).reservation?.viewerCanCancel).toBe(false);
  expect(refusals((await late.client.ask(ReservationCancel, { id })).reservationCancel)).toEqual(['TOO_LATE id']);
  setClock(NOW);
});

test('a right that was given is explained from then on', async () => {
  const [admin, person] = [await world.user({ role: 'ADMIN' }), await world.user()];
  expect(await ask(person, 'site:create')).toMatchObject({ allowed: false });
  await admin.client.ask(UserUpdate, { id: person.id, input: { authorizations: ['site:create'] } });
  expect(await ask(person, 'site:create')).toMatchObject({ allowed: true, by: 'AUTHORIZATION' });
  await admin.client.ask(UserUpdate, { id: person.id, input: { role: 'MANAGER' } });
  expect(await ask(person, 'site:create')).toMatchObject({ allowed: true, by: 'ROLE' });
});

test('what everyone may with their own is explained as that, for every field that says so', async () => {
  const schema = schemaOfModules();
  const fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(root =>
    Object.values(root?.getFields() ?? {}),
  );
  const own = fields.flatMap(field => {
    const requirement = requirementOf(field);
    return requirement && requirement !== 'PUBLIC' && requirement.own ? [requirement] : [];
  });
  expect(own.length).toBeGreaterThan(1);
  const person = await world.user();
  for (const { permission, ownersNeed } of own) {
    expect(await ask(person, permission)).toMatchObject({ missing: ownersNeed ? 'PERMISSION' : 'OWNERSHIP' });
    const granted = await world.user({ authorizations: ownersNeed ? [ownersNeed] : [] });
    expect(await ask(granted, permission)).toMatchObject({ missing: 'OWNERSHIP' });
  }
});

describe('what other rows say', () => {
  test('is looked at: a class is its organization’s owner’s, a material its course’s owner’s', async () => {
    const [trainer, other] = [await world.user({ role: 'TRAINER' }), await world.user({ role: 'TRAINER' })];
    const classGroup = await world.classOf(trainer);
    const material = await world.material(await world.course({ ownerId: trainer.id }));
    for (const [permission, { id }, missing] of [
      ['classGroup:update', classGroup, 'OWNERSHIP'],
      ['classGroup:delete', classGroup, 'OWNERSHIP'],
      ['course:update', material, 'EXISTENCE'],
    ] as const) {
      expect(await ask(trainer, permission, id)).toMatchObject({ allowed: true, by: 'OWNERSHIP' });
      expect(await ask(other, permission, id)).toMatchObject({ allowed: false, missing });
    }
  });

  test('is no help to an owner who lost what it takes', async () => {
    const former = await world.user({ role: 'EMPLOYEE' });
    const organization = await world.organization({ ownerId: former.id });
    const classGroup = await world.classOf(former);
    const asked = [
      ['organization:update', organization],
      ['classGroup:create', organization],
      ['classGroup:update', classGroup],
    ] as const;
    for (const [permission, { id }] of asked) {
      expect(await ask(former, permission, id)).toMatchObject({ allowed: false, missing: 'PERMISSION' });
    }
    const { message } = await ask(former, 'organization:update', organization.id);
    expect(message).toBe(
      'It needs the role STAFF or ADMIN, or the authorization organization:update; ' +
        'with what is your own it needs the role TRAINER or STAFF or ADMIN, or the authorization organization:create.',
    );
  });
});

test('it costs one statement where it looks at a row, and none where it does not', async () => {
  const person = await world.user();
  const { id } = await reservationOf({ userId: person.id });
  expect(await statementsOf(app, () => ask(person, 'reservation:cancel', id))).toHaveLength(1);
  expect(await statementsOf(app, () => ask(person, 'site:delete', id))).toHaveLength(0);
});

test('whatever is asked by whomever, it says what the guard does', () => {
  const names = Object.keys(permissions) as Permission[];
  const id = fc.constantFrom('ann', 'ben', 'eve');
  const actor = fc.record({
    id,
    loginId: id,
    role: fc.constantFrom(...Object.values(Role)),
    authorizations: fc.subarray(names).map(granted => new Set(granted)),
  });
  const policy = fc.record(
    { permission: fc.constantFrom(...names), owners: fc.subarray(['userId', 'creatorId']), ownersNeed: fc.constantFrom(...names) },
    { requiredKeys: ['permission', 'owners'] },
  );
  const row = fc.record({ userId: id, creatorId: fc.option(id) });
  fc.assert(
    fc.property(actor, policy, row, (actor, policy, row) => {
      const { allowed, by, missing } = explain(actor, policy.permission, policy, isOwn(policy, actor, row));
      expect(allowed).toBe(allows(policy, actor, row));
      expect([by, missing].filter(it => it !== undefined)).toHaveLength(1);
      expect(by !== undefined).toBe(allowed);
    }),
  );
});
