import { describe, expect, test } from 'vitest';
import { ReservationCancel, ReservationCreate, ReservationDetail, ReservationMove } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld, book } from '../../support/booking.js';
import { codes, refusals } from '../../support/client.js';
import { NOW, setClock, stopClockAt } from '../../support/clock.js';
import type { Person } from '../../support/seed.js';
import { shifted, slot } from '../../support/slots.js';
import { HOUR_MS, MINUTE_MS } from '../../support/time.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt(NOW);

const plainRoles = ['STAFF', 'TRAINER', 'LEARNER', 'EMPLOYEE', 'SALES', 'SUPPORT'] as const;
const managing = ['MANAGER', 'ADMIN'] as const;

const HOUR_FROM_NOW = slot('08:00', '09:00', { day: '2030-06-03' });
const startingIn = (milliseconds: number) => shifted(HOUR_FROM_NOW, milliseconds);

async function reservationOf(concerned: { userId: string; creatorId?: string }, milliseconds = 24 * HOUR_MS) {
  const { id: resourceId } = await world.resource({ kind: 'VEHICLE' });
  return world.reservation({ resourceId, ...concerned, ...startingIn(milliseconds) });
}

/** What cancelling comes to: an error's code, a refusal, or the new status. */
async function cancel({ client }: Person, id: string) {
  const answer = await client.run(ReservationCancel, { id });
  const payload = answer.data?.reservationCancel;
  return codes(answer)[0] ?? (payload && refusals(payload)[0]) ?? payload?.reservation?.status;
}

async function canCancel({ client }: Person, id: string) {
  return (await client.ask(ReservationDetail, { id })).reservation?.viewerCanCancel;
}

async function move({ client }: Person, id: string, milliseconds: number) {
  const answer = await client.run(ReservationMove, { id, input: startingIn(milliseconds) });
  const payload = answer.data?.reservationUpdate;
  return codes(answer)[0] ?? (payload && refusals(payload)[0]) ?? 'MOVED';
}

describe('a reservation for oneself', () => {
  test.each([...plainRoles, ...managing])('can be made by a %s', async role => {
    const [person, { id: resourceId }] = await Promise.all([world.user({ role }), world.resource()]);
    const { reservation } = await book(person.client, { resourceId, ...slot('10:00', '11:00') });
    expect(reservation).toMatchObject({ user: { id: person.id }, creator: { id: person.id } });
  });

  test('cannot be made by a visitor', async () => {
    const { id: resourceId } = await world.resource();
    expect(codes(await app.visitor.run(ReservationCreate, { input: { resourceId, ...slot('10:00', '11:00') } }))).toEqual([
      'UNAUTHENTICATED',
    ]);
  });
});

describe('a reservation for another user', () => {
  test.each(managing)('can be made by a %s, who is its creator then', async role => {
    const [person, other, { id: resourceId }] = await Promise.all([world.user({ role }), world.user(), world.resource()]);
    const { reservation } = await book(person.client, { resourceId, userId: other.id, ...slot('10:00', '11:00') });
    expect(reservation).toMatchObject({ user: { id: other.id }, creator: { id: person.id } });
  });

  test.each(plainRoles)('cannot be made by a %s, and then nothing is', async role => {
    const [person, other, { id: resourceId }] = await Promise.all([world.user({ role }), world.user(), world.resource()]);
    const input = { resourceId, userId: other.id, ...slot('10:00', '11:00') };
    expect(codes(await person.client.run(ReservationCreate, { input }))).toEqual(['FORBIDDEN']);
    expect(refusals(await book(person.client, { resourceId, ...slot('10:00', '11:00') }))).toEqual([]);
  });

  test('cannot be made for someone who is not there, or not any more', async () => {
    const [manager, gone, { id: resourceId }] = await Promise.all([
      world.user({ role: 'MANAGER' }),
      world.user({ active: false }),
      world.resource(),
    ]);
    for (const userId of [gone.id, '01890000-0000-7000-8000-000000000000', 'nobody']) {
      expect(refusals(await book(manager.client, { resourceId, userId, ...slot('10:00', '11:00') }))).toEqual(['NOT_FOUND input.userId']);
    }
  });

  test('naming oneself is for oneself', async () => {
    const [person, { id: resourceId }] = await Promise.all([world.user(), world.resource()]);
    expect(refusals(await book(person.client, { resourceId, userId: person.id, ...slot('10:00', '11:00') }))).toEqual([]);
  });
});

describe('cancelling and moving', () => {
  test.each(plainRoles)('what is another’s is forbidden to a %s', async role => {
    const [person, other] = await Promise.all([world.user({ role }), world.user()]);
    const { id } = await reservationOf({ userId: other.id });
    expect(await canCancel(person, id)).toBe(false);
    expect(await cancel(person, id)).toBe('FORBIDDEN');
    expect(await move(person, id, 48 * HOUR_MS)).toBe('FORBIDDEN');
    const { reservation } = await other.client.ask(ReservationDetail, { id });
    expect(reservation).toMatchObject({ status: 'PENDING', ...startingIn(24 * HOUR_MS), version: 1 });
  });

  test.each(managing)('what is another’s is possible for a %s', async role => {
    const [person, other] = await Promise.all([world.user({ role }), world.user()]);
    const { id } = await reservationOf({ userId: other.id });
    expect(await move(person, id, 48 * HOUR_MS)).toBe('MOVED');
    expect(await cancel(person, id)).toBe('CANCELLED');
  });

  test.each(plainRoles)('is possible for a %s whom it is for, and for one who made it', async role => {
    const [person, other] = await Promise.all([world.user({ role }), world.user()]);
    for (const concerned of [
      { userId: person.id, creatorId: other.id },
      { userId: other.id, creatorId: person.id },
    ]) {
      const { id } = await reservationOf(concerned);
      expect(await move(person, id, 48 * HOUR_MS)).toBe('MOVED');
      expect(await canCancel(person, id)).toBe(true);
      expect(await cancel(person, id)).toBe('CANCELLED');
      expect(await canCancel(person, id)).toBe(false);
    }
  });

  test('is possible for its own people until two hours before it begins, to the minute', async () => {
    const person = await world.user();
    const { id } = await reservationOf({ userId: person.id }, 3 * HOUR_MS);
    const late = await reservationOf({ userId: person.id }, 2 * HOUR_MS - 15 * MINUTE_MS);
    expect(await canCancel(person, late.id)).toBe(false);
    expect(await cancel(person, late.id)).toBe('TOO_LATE id');
    expect(await move(person, late.id, 24 * HOUR_MS)).toBe('TOO_LATE id');

    setClock(Date.parse(NOW) + HOUR_MS + 1);
    const again = await world.logIn(person);
    expect(await canCancel(again, id)).toBe(false);
    expect(await cancel(again, id)).toBe('TOO_LATE id');

    setClock(Date.parse(NOW) + HOUR_MS);
    expect(await canCancel(again, id)).toBe(true);
    expect(await cancel(again, id)).toBe('CANCELLED');
  });

  test.each(managing)('is possible for a %s until its end, also when it is their own', async role => {
    const person = await world.user({ role });
    const { id } = await reservationOf({ userId: person.id }, 15 * MINUTE_MS);
    const { id: other } = await reservationOf({ userId: (await world.user()).id }, 15 * MINUTE_MS);

    setClock(Date.parse(NOW) + 75 * MINUTE_MS + 1);
    const late = await world.logIn(person);
    expect(await canCancel(late, id)).toBe(false);
    expect(await cancel(late, id)).toBe('TOO_LATE id');
    expect(await move(late, id, 24 * HOUR_MS)).toBe('TOO_LATE id');

    setClock(Date.parse(NOW) + 75 * MINUTE_MS);
    expect(await canCancel(late, id)).toBe(true);
    expect(await cancel(late, id)).toBe('CANCELLED');
    expect(await move(late, other, 24 * HOUR_MS)).toBe('MOVED');
  });

  test.each(['CANCELLED', 'COMPLETED', 'NO_SHOW'] as const)('is over once it is %s, for everyone', async status => {
    const [owner, manager, { id: resourceId }] = await Promise.all([world.user(), world.user({ role: 'MANAGER' }), world.resource()]);
    const { id } = await world.reservation({ resourceId, userId: owner.id, status, ...slot('10:00', '11:00') });
    for (const person of [owner, manager]) {
      expect(await canCancel(person, id)).toBe(false);
      expect(await cancel(person, id)).toBe('INVALID_STATUS id');
      expect(await move(person, id, 48 * HOUR_MS)).toBe('INVALID_STATUS id');
    }
  });

  test('needs someone who is logged in', async () => {
    const { id } = await reservationOf({ userId: (await world.user()).id });
    expect(codes(await app.visitor.run(ReservationCancel, { id }))).toEqual(['UNAUTHENTICATED']);
    expect(codes(await app.visitor.run(ReservationMove, { id, input: {} }))).toEqual(['UNAUTHENTICATED']);
  });
});
