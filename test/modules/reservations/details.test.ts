import { describe, expect, test } from 'vitest';
import { ReservationDetail, Reservations, ReservationsOfUser, ReservationTimes } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld } from '../../support/booking.js';
import { codes } from '../../support/client.js';
import { stopClockAt } from '../../support/clock.js';
import { slot } from '../../support/slots.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt();

const DETAILS = { participants: 4, description: 'Interview', note: 'Confidential' };

/** A reservation that one made for another, and someone who has nothing to do with it. */
async function scene() {
  const [creator, user, stranger] = await Promise.all([world.user(), world.user(), world.user()]);
  const { id: resourceId } = await world.resource();
  const times = slot('10:00', '11:00');
  const { id } = await world.reservation({ resourceId, userId: user.id, creatorId: creator.id, ...DETAILS, ...times });
  return { creator, user, stranger, resourceId, id, times };
}

describe('who, why and notes of a reservation', () => {
  test('are null for a stranger, who sees its time, resource and status', async () => {
    const { stranger, resourceId, id, times } = await scene();
    const { reservation } = await stranger.client.ask(ReservationDetail, { id });
    expect(reservation).toMatchObject({
      ...times,
      status: 'PENDING',
      resource: { id: resourceId },
      user: null,
      creator: null,
      participants: null,
      description: null,
      note: null,
      viewerCanCancel: false,
    });
  });

  test.each(['STAFF', 'TRAINER', 'LEARNER', 'EMPLOYEE', 'SALES', 'SUPPORT'] as const)('are null for a %s in a list, too', async role => {
    const { resourceId } = await scene();
    const { client } = await world.user({ role });
    const { reservations } = await client.ask(Reservations, { filter: { resourceId } });
    expect(reservations.nodes).toMatchObject([{ user: null, creator: null, participants: null, description: null, note: null }]);
  });

  test('are there for whom it is for and for who made it', async () => {
    const { user, creator, id } = await scene();
    for (const { client } of [user, creator]) {
      const { reservation } = await client.ask(ReservationDetail, { id });
      expect(reservation).toMatchObject({ ...DETAILS, user: { id: user.id }, creator: { id: creator.id } });
    }
  });

  test.each(['MANAGER', 'ADMIN'] as const)('are there for a %s', async role => {
    const { user, creator, id } = await scene();
    const { client } = await world.user({ role });
    const { reservation } = await client.ask(ReservationDetail, { id });
    expect(reservation).toMatchObject({ ...DETAILS, user: { id: user.id, fullName: 'Ann Doe' }, creator: { id: creator.id } });
  });

  test('are there for who was granted to read them', async () => {
    const { id } = await scene();
    const { client } = await world.user({ authorizations: ['reservation:read-details'] });
    expect((await client.ask(ReservationDetail, { id })).reservation).toMatchObject(DETAILS);
  });
});

describe('finding reservations by user', () => {
  async function found(client: Awaited<ReturnType<typeof scene>>['user']['client'], userId: string) {
    const { reservations } = await client.ask(ReservationTimes, { filter: { userId } });
    expect(reservations.totalCount).toBe(reservations.nodes.length);
    return reservations.nodes.map(it => it.id);
  }

  test('finds only what the viewer may know to be that user’s', async () => {
    const { user, creator, stranger, id, resourceId } = await scene();
    const { id: own } = await world.reservation({ resourceId, userId: user.id, ...slot('12:00', '13:00') });
    expect(await found(user.client, user.id)).toEqual([id, own]);
    expect(await found(creator.client, user.id)).toEqual([id]);
    expect(await found(stranger.client, user.id)).toEqual([]);
    expect(await found((await world.user({ role: 'MANAGER' })).client, user.id)).toEqual([id, own]);
    expect(await found(creator.client, creator.id)).toEqual([]);
  });

  test('through the user finds no more, where the user can be seen at all', async () => {
    const { user, stranger, id, resourceId } = await scene();
    const { id: own } = await world.reservation({ resourceId, userId: user.id, status: 'CANCELLED', ...slot('12:00', '13:00') });
    const manager = await world.user({ role: 'MANAGER' });
    const all = await manager.client.ask(ReservationsOfUser, { id: user.id });
    expect(all.user?.reservations).toMatchObject({ totalCount: 2, nodes: [{ id }, { id: own }] });
    const coming = await manager.client.ask(ReservationsOfUser, { id: user.id, filter: { upcoming: true } });
    expect(coming.user?.reservations).toMatchObject({ totalCount: 1, nodes: [{ id }] });
    const answer = await stranger.client.run(ReservationsOfUser, { id: user.id });
    expect(answer.data?.user?.reservations.nodes ?? codes(answer)).not.toContainEqual({ id });
  });

  test('through a resource finds no more either', async () => {
    const { user, stranger, resourceId } = await scene();
    const document = `query ($id: ID!, $userId: ID!) { resource(id: $id) { reservations(filter: { userId: $userId }) { totalCount } } }`;
    const count = async (client: typeof stranger.client) =>
      (await client.query<{ resource: { reservations: { totalCount: number } } }>(document, { id: resourceId, userId: user.id })).data
        ?.resource.reservations.totalCount;
    expect(await count(stranger.client)).toBe(0);
    expect(await count(user.client)).toBe(1);
  });
});

test('a reservation that is not there is null', async () => {
  const { client } = await world.user();
  for (const id of ['01890000-0000-7000-8000-000000000000', 'no id']) {
    expect((await client.ask(ReservationDetail, { id })).reservation).toBeNull();
  }
});
