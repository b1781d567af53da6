import { describe, expect, test } from 'vitest';
import {
  AvailabilityWindowCreate,
  type AvailabilityWindowCreateInput,
  AvailabilityWindowDelete,
  AvailabilityWindowDetail,
  AvailabilityWindowUpdate,
  type AvailabilityWindowUpdateInput,
  ResourceWindows,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld, book } from '../../support/booking.js';
import { codes, refusals } from '../../support/client.js';
import { NOW, stopClockAt } from '../../support/clock.js';
import { shifted, slot } from '../../support/slots.js';
import { HOUR_MS } from '../../support/time.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt(NOW);

type Input = Omit<AvailabilityWindowCreateInput, 'resourceId'> & { resourceId?: string };

async function create(given: Input) {
  const [{ client }, resourceId] = [await world.user({ role: 'MANAGER' }), given.resourceId ?? (await world.resource()).id];
  return (await client.ask(AvailabilityWindowCreate, { input: { ...given, resourceId } })).availabilityWindowCreate;
}

async function update(id: string, input: AvailabilityWindowUpdateInput) {
  const { client } = await world.user({ role: 'MANAGER' });
  return (await client.ask(AvailabilityWindowUpdate, { id, input })).availabilityWindowUpdate;
}

async function detail(id: string) {
  return (await (await world.user()).client.ask(AvailabilityWindowDetail, { id })).availabilityWindow;
}

describe('a window', () => {
  test('is added as it was asked for, once unless said otherwise', async () => {
    const resource = await world.resource();
    const { availabilityWindow, errors } = await create({
      resourceId: resource.id,
      kind: 'MAINTENANCE',
      reason: ' Cleaning ',
      ...slot('10:00', '12:00'),
    });
    expect(errors).toEqual([]);
    expect(await detail(availabilityWindow?.id ?? '')).toMatchObject({
      kind: 'MAINTENANCE',
      recurrence: 'ONCE',
      reason: 'Cleaning',
      version: 1,
      ...slot('10:00', '12:00'),
      resource: { id: resource.id, name: resource.name },
    });
  });

  test('ends after it starts, and before it comes again', async () => {
    const refused = async (recurrence: 'ONCE' | 'DAILY' | 'WEEKLY', from: string, to: string) =>
      refusals(await create({ kind: 'SPECIAL_EVENT', recurrence, ...slot(from, to) }));
    expect(await refused('ONCE', '10:00', '10:00')).toEqual(['ENDS_BEFORE_START input.endsAt']);
    expect(await refused('DAILY', '10:00', '09:00')).toEqual(['ENDS_BEFORE_START input.endsAt']);
    expect(await refused('DAILY', '10:00', '2030-06-05T10:00')).toEqual([]);
    expect(await refused('DAILY', '10:00', '2030-06-05T10:15')).toEqual(['TOO_LONG input.endsAt']);
    expect(await refused('WEEKLY', '10:00', '2030-06-11T10:00')).toEqual([]);
    expect(await refused('WEEKLY', '10:00', '2030-06-11T10:15')).toEqual(['TOO_LONG input.endsAt']);
    expect(await refused('ONCE', '10:00', '2040-01-01T00:00')).toEqual(['TOO_LONG input.endsAt']);
  });

  test('is refused with all reasons at once', async () => {
    const payload = await create({
      kind: 'NORMAL',
      reason: 'x'.repeat(501),
      startsAt: slot('10:00', '11:00').endsAt,
      endsAt: slot('10:00', '11:00').startsAt,
    });
    expect(refusals(payload).sort()).toEqual(['ENDS_BEFORE_START input.endsAt', 'TOO_LONG input.reason']);
    expect(refusals(await create({ resourceId: 'nowhere', kind: 'NORMAL', ...slot('10:00', '11:00') }))).toEqual([
      'NOT_FOUND input.resourceId',
    ]);
  });

  test('can be changed, and what is left out stays', async () => {
    const { id } = await world.window(await world.resource(), { kind: 'NORMAL', reason: 'Spring', ...slot('10:00', '12:00') });
    const { availabilityWindow } = await update(id, { kind: 'SPECIAL_EVENT', recurrence: 'WEEKLY', endsAt: slot('10:00', '13:00').endsAt });
    expect(availabilityWindow).toMatchObject({
      kind: 'SPECIAL_EVENT',
      recurrence: 'WEEKLY',
      reason: 'Spring',
      version: 2,
      ...slot('10:00', '13:00'),
    });
    expect((await update(id, { reason: null })).availabilityWindow).toMatchObject({ reason: null, version: 3 });
    expect(refusals(await update(id, { version: 2, reason: 'Late' }))).toEqual(['STALE input.version']);
    expect(refusals(await update(id, { endsAt: slot('09:00', '10:00').startsAt }))).toEqual(['ENDS_BEFORE_START input.endsAt']);
    expect(refusals(await update(id, { kind: null, startsAt: null, recurrence: null })).sort()).toEqual([
      'REQUIRED input.kind',
      'REQUIRED input.recurrence',
      'REQUIRED input.startsAt',
    ]);
    expect(refusals(await update('nowhere', {}))).toEqual(['NOT_FOUND id']);
    expect(await detail(id)).toMatchObject({ reason: null, version: 3 });
  });

  test('can be deleted, and its time is free again', async () => {
    const [manager, { client }, resource] = [await world.user({ role: 'MANAGER' }), await world.user(), await world.resource()];
    const { id } = await world.window(resource, { kind: 'MAINTENANCE', ...slot('10:00', '12:00') });
    const attempt = async () => refusals(await book(client, { resourceId: resource.id, ...slot('10:00', '11:00') }));
    expect(await attempt()).toEqual(['UNAVAILABLE input.startsAt']);
    const remove = async () => (await manager.client.ask(AvailabilityWindowDelete, { id })).availabilityWindowDelete;
    expect(await remove()).toEqual({ deletedId: id, errors: [] });
    expect(refusals(await remove())).toEqual(['NOT_FOUND id']);
    expect(await detail(id)).toBeNull();
    expect(await attempt()).toEqual([]);
  });

  test.each(['STAFF', 'TRAINER', 'LEARNER', 'EMPLOYEE', 'SALES', 'SUPPORT'] as const)(
    'is not for a %s to add, change or delete',
    async role => {
      const [{ client }, resource] = await Promise.all([world.user({ role }), world.resource()]);
      const { id } = await world.window(resource, { kind: 'NORMAL', ...slot('10:00', '12:00') });
      const input = { resourceId: resource.id, kind: 'NORMAL', ...slot('10:00', '12:00') } as const;
      expect(codes(await client.run(AvailabilityWindowCreate, { input }))).toEqual(['FORBIDDEN']);
      expect(codes(await client.run(AvailabilityWindowUpdate, { id, input: { reason: 'x' } }))).toEqual(['FORBIDDEN']);
      expect(codes(await client.run(AvailabilityWindowDelete, { id }))).toEqual(['FORBIDDEN']);
      expect(await detail(id)).toMatchObject({ version: 1 });
    },
  );
});

test('the windows of a resource are listed page by page, the first to begin first', async () => {
  const [{ client }, resource] = await Promise.all([world.user(), world.resource()]);
  const hours = [15, 9, 12, 9, 18];
  for (const hour of hours) await world.window(resource, { kind: 'NORMAL', ...shifted(slot('00:00', '01:00'), hour * HOUR_MS) });
  const found: string[] = [];
  for (let after: string | null = null; ; ) {
    const answer: {
      resource: {
        availabilityWindows: {
          totalCount: number;
          nodes: readonly { startsAt: string }[];
          pageInfo: { hasNextPage: boolean; endCursor: string | null };
        };
      } | null;
    } = await client.ask(ResourceWindows, { id: resource.id, first: 2, after });
    const page = answer.resource?.availabilityWindows;
    expect(page?.totalCount).toBe(5);
    found.push(...(page?.nodes.map(it => it.startsAt) ?? []));
    if (!page?.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  expect(found).toEqual([9, 9, 12, 15, 18].map(hour => shifted(slot('00:00', '01:00'), hour * HOUR_MS).startsAt));
});

describe.each(['MAINTENANCE', 'SPECIAL_EVENT'] as const)('a window of kind %s lists the reservations in its way:', kind => {
  /** One reservation for each day, and the ids of those on some of them. */
  async function reservations(days: readonly string[]) {
    const resource = await world.resource();
    const userId = (await world.user()).id;
    const ids = new Map<string, string>();
    for (const day of days) {
      ids.set(day, (await world.reservation({ resourceId: resource.id, userId, ...slot('11:00', '13:00', { day }) })).id);
    }
    return { resource, userId, on: (...some: string[]) => some.map(day => ({ id: ids.get(day) })) };
  }
  const days = ['2030-06-02', '2030-06-04', '2030-06-05', '2030-06-06', '2030-06-11', '2030-11-05'];

  test('those of its one time', async () => {
    const { resource, userId, on } = await reservations(days);
    const resourceId = resource.id;
    await world.reservation({ resourceId, userId, status: 'CANCELLED', ...slot('10:00', '11:00') });
    await world.reservation({ resourceId, userId, status: 'COMPLETED', ...slot('10:00', '11:00') });
    await world.reservation({ resourceId, userId, ...slot('14:00', '15:00') });
    const early = await world.reservation({ resourceId, userId, status: 'CONFIRMED', ...slot('10:00', '11:00') });
    const { affectedReservations } = await create({ resourceId, kind, ...slot('10:30', '14:00') });
    expect(affectedReservations).toEqual([{ id: early.id }, ...on('2030-06-04')]);
  });

  test('those of every day from the first on, when it comes daily', async () => {
    const { resource, on } = await reservations(days);
    const { affectedReservations } = await create({
      resourceId: resource.id,
      kind,
      recurrence: 'DAILY',
      ...slot('12:00', '14:00', { day: '2030-06-05' }),
    });
    expect(affectedReservations).toEqual(on('2030-06-05', '2030-06-06', '2030-06-11', '2030-11-05'));
  });

  test('those of its day of the week, when it comes weekly, also after the clocks have changed', async () => {
    const { resource, on } = await reservations(days);
    const { affectedReservations } = await create({ resourceId: resource.id, kind, recurrence: 'WEEKLY', ...slot('10:00', '11:15') });
    expect(affectedReservations).toEqual(on('2030-06-04', '2030-06-11', '2030-11-05'));
  });

  test('none that is over, even if it began in the past', async () => {
    const { resource, on } = await reservations(days);
    const { affectedReservations } = await create({
      resourceId: resource.id,
      kind,
      recurrence: 'DAILY',
      ...slot('11:00', '13:00', { day: '2030-05-01' }),
    });
    expect(affectedReservations).toEqual(on(...days.slice(1)));
  });

  test('those of its new time, when it is changed', async () => {
    const { resource, on } = await reservations(days);
    const { id } = await world.window(resource, { kind, ...slot('11:00', '12:00') });
    const { affectedReservations } = await update(id, slot('11:00', '12:00', { day: '2030-06-05' }));
    expect(affectedReservations).toEqual(on('2030-06-05'));
  });

  test('none when it is of kind NORMAL, and none when it touches', async () => {
    const { resource } = await reservations(days);
    expect((await create({ resourceId: resource.id, kind: 'NORMAL', ...slot('11:00', '13:00') })).affectedReservations).toEqual([]);
    expect((await create({ resourceId: resource.id, kind, ...slot('13:00', '14:00') })).affectedReservations).toEqual([]);
  });
});
