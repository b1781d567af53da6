import { describe, expect, test } from 'vitest';
import {
  ReservationCancel,
  ReservationComplete,
  ReservationConfirm,
  ReservationDetail,
  ReservationMarkNoShow,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld } from '../../support/booking.js';
import { type Client, codes, refusals } from '../../support/client.js';
import { stopClockAt } from '../../support/clock.js';
import { slot } from '../../support/slots.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt();

const deeds = {
  CONFIRMED: async (client: Client, id: string) => (await client.ask(ReservationConfirm, { id })).reservationConfirm,
  CANCELLED: async (client: Client, id: string) => (await client.ask(ReservationCancel, { id })).reservationCancel,
  COMPLETED: async (client: Client, id: string) => (await client.ask(ReservationComplete, { id })).reservationComplete,
  NO_SHOW: async (client: Client, id: string) => (await client.ask(ReservationMarkNoShow, { id })).reservationMarkNoShow,
} as const;

const statuses = ['PENDING', 'CONFIRMED', 'CANCELLED', 'COMPLETED', 'NO_SHOW'] as const;
type Status = (typeof statuses)[number];
const targets = Object.keys(deeds) as (keyof typeof deeds)[];

const allowed: Record<Status, readonly Status[]> = {
  PENDING: ['CONFIRMED', 'CANCELLED'],
  CONFIRMED: ['COMPLETED', 'NO_SHOW', 'CANCELLED'],
  CANCELLED: [],
  COMPLETED: [],
  NO_SHOW: [],
};
const transitions = statuses.flatMap(from => targets.map(to => ({ from, to, possible: allowed[from].includes(to) })));

async function reservationIn(status: Status) {
  const { id: resourceId } = await world.resource();
  return world.reservation({ resourceId, status, ...slot('10:00', '11:00') });
}

async function statusOf(client: Client, id: string) {
  return (await client.ask(ReservationDetail, { id })).reservation?.status;
}

describe.each(['MANAGER', 'ADMIN'] as const)('for a %s', role => {
  test.each(transitions.filter(it => it.possible))('what is $from can become $to', async ({ from, to }) => {
    const [{ client }, { id, version }] = await Promise.all([world.user({ role }), reservationIn(from)]);
    expect(await deeds[to](client, id)).toEqual({ errors: [], reservation: { id, status: to } });
    expect((await client.ask(ReservationDetail, { id })).reservation).toMatchObject({ status: to, version: version + 1 });
  });

  test.each(transitions.filter(it => !it.possible))('what is $from cannot become $to', async ({ from, to }) => {
    const [{ client }, { id }] = await Promise.all([world.user({ role }), reservationIn(from)]);
    const payload = await deeds[to](client, id);
    expect(payload.reservation).toBeNull();
    expect(refusals(payload)).toEqual(['INVALID_STATUS id']);
    expect(await statusOf(client, id)).toBe(from);
  });
});

const documents = { CONFIRMED: ReservationConfirm, COMPLETED: ReservationComplete, NO_SHOW: ReservationMarkNoShow } as const;

describe.each(['STAFF', 'TRAINER', 'LEARNER', 'EMPLOYEE', 'SALES', 'SUPPORT'] as const)('for a %s', role => {
  test('nothing becomes confirmed, completed or a no-show, not even their own', async () => {
    const person = await world.user({ role });
    const { id: resourceId } = await world.resource();
    const pending = await world.reservation({ resourceId, userId: person.id, ...slot('10:00', '11:00') });
    const confirmed = await world.reservation({ resourceId, userId: person.id, status: 'CONFIRMED', ...slot('11:00', '12:00') });
    for (const [to, { id, status }] of [
      ['CONFIRMED', pending],
      ['COMPLETED', confirmed],
      ['NO_SHOW', confirmed],
    ] as const) {
      const answer = await person.client.query(documents[to].toString(), { id });
      expect(codes(answer)).toEqual(['FORBIDDEN']);
      expect(await statusOf(person.client, id)).toBe(status);
    }
  });
});

test('an authorization of one’s own lets someone confirm, and nothing more', async () => {
  const { client } = await world.user({ authorizations: ['reservation:confirm'] });
  const { id } = await reservationIn('PENDING');
  expect(refusals(await deeds.CONFIRMED(client, id))).toEqual([]);
  expect(codes(await client.query(ReservationComplete.toString(), { id }))).toEqual(['FORBIDDEN']);
});

test.each(targets)('what is not there cannot become %s', async to => {
  const { client } = await world.user({ role: 'MANAGER' });
  expect(refusals(await deeds[to](client, '01890000-0000-7000-8000-000000000000'))).toEqual(['NOT_FOUND id']);
});

test('a reservation is active while it is confirmed and running, and upcoming while it may still come', async () => {
  const { client } = await world.user();
  const { id: resourceId } = await world.resource();
  const day = '2030-06-03';
  const of = async (status: Status, from: string, to: string) => {
    const { id } = await world.reservation({ resourceId, status, ...slot(from, to, { day }) });
    const { reservation } = await client.ask(ReservationDetail, { id });
    return { isActive: reservation?.isActive, isUpcoming: reservation?.isUpcoming };
  };
  // It is eight o'clock.
  expect(await of('CONFIRMED', '07:00', '08:00')).toEqual({ isActive: false, isUpcoming: false });
  expect(await of('CONFIRMED', '08:00', '09:00')).toEqual({ isActive: true, isUpcoming: false });
  expect(await of('COMPLETED', '08:00', '09:00')).toEqual({ isActive: false, isUpcoming: false });
  expect(await of('PENDING', '09:00', '10:00')).toEqual({ isActive: false, isUpcoming: true });
  expect(await of('CONFIRMED', '10:00', '11:00')).toEqual({ isActive: false, isUpcoming: true });
  expect(await of('CANCELLED', '10:00', '11:00')).toEqual({ isActive: false, isUpcoming: false });
});
