import { describe, expect, test } from 'vitest';
import { Calendar, type CalendarQueryVariables as Variables } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes } from '../../support/client.js';
import { fillCalendar } from '../../support/full-calendar.js';
import type { Person } from '../../support/seed.js';
import { hourOf, type Slot, slot } from '../../support/slots.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const staff = await world.user({ role: 'STAFF' });
const DAY = { from: '2030-06-03T22:00:00.000Z', to: '2030-06-04T22:00:00.000Z' };

async function read({ client }: Person, asked: Partial<Variables> = {}) {
  return (await client.ask(Calendar, { ...DAY, ...asked })).calendar;
}

const ids = async (person: Person, asked: Partial<Variables>) => (await read(person, asked)).map(it => it.reservation?.id);
const whatever = async (wanted: Slot, given: { userId: string; resourceId?: string }) =>
  world.reservation({ resourceId: (await world.resource()).id, ...given, ...wanted });

describe('the time asked for', () => {
  test('takes what reaches into it, not what touches it; the first to begin first, of those the first to end', async () => {
    const person = await world.user();
    const userId = person.id;
    const asked = { from: slot('10:00', '12:00').startsAt, to: slot('10:00', '12:00').endsAt };
    await whatever(slot('09:00', '10:00'), { userId });
    await whatever(slot('12:00', '13:00'), { userId });
    const inside = await whatever(slot('11:00', '11:30'), { userId });
    const longer = await whatever(slot('10:00', '12:00'), { userId });
    const shorter = await whatever(slot('10:00', '11:00'), { userId });
    const twins = [await whatever(slot('11:30', '12:15'), { userId }), await whatever(slot('11:30', '12:15'), { userId })];
    const vehicle = await world.resource({ kind: 'VEHICLE' });
    const around = await whatever(slot('2030-06-03T12:00', '2030-06-04T12:00'), { userId, resourceId: vehicle.id });
    const longest = await whatever(slot('2030-06-03T10:30', '2030-06-04T10:30'), { userId });
    await whatever(slot('2030-06-03T10:00', '2030-06-04T10:00'), { userId });
    const last = twins.map(it => it.id).sort();
    expect(await ids(person, asked)).toEqual([longest.id, around.id, shorter.id, longer.id, inside.id, ...last]);
  });

  test('comes after its beginning, by at most 92 days', async () => {
    const run = async (from: string, to: string, more: Partial<Variables> = {}) =>
      codes(await staff.client.run(Calendar, { from, to, ...more }));
    const [june, ninetyTwo] = ['2030-06-01T00:00:00Z', '2030-09-01T00:00:00Z'];
    expect(await run(june, june)).toEqual(['BAD_USER_INPUT']);
    expect(await run(ninetyTwo, june)).toEqual(['BAD_USER_INPUT']);
    expect(await run(june, '2030-09-01T00:00:00.001Z')).toEqual(['BAD_USER_INPUT']);
    expect(await run(june, ninetyTwo)).toEqual([]);
    expect(await run('0001-01-01T00:00:00Z', '0001-01-02T00:00:00Z')).toEqual([]);
    expect(await run('9999-12-01T00:00:00Z', '9999-12-31T23:59:59Z')).toEqual([]);
    const id = staff.id;
    for (const two of [
      { roomId: id, trainerId: id },
      { trainerId: id, classGroupId: id },
      { roomId: id, classGroupId: id },
    ]) {
      expect(await run(june, ninetyTwo, two)).toEqual(['BAD_USER_INPUT']);
    }
    expect(await run(june, ninetyTwo, { roomId: id, trainerId: null, classGroupId: null })).toEqual([]);
    expect(await read(staff, { roomId: 'no id' })).toEqual([]);
  });

  test('is told by the clock of any time zone, also when that is changed', async () => {
    const person = await world.user();
    const wanted = { startsAt: '2030-10-27T00:30:00.000Z', endsAt: '2030-10-27T01:30:00.000Z' };
    await whatever(wanted, { userId: person.id });
    const local = async (timeZone?: string | null, given = wanted) => {
      const [entry] = await read(person, { from: given.startsAt, to: given.endsAt, ...(timeZone !== undefined && { timeZone }) });
      expect(entry).toMatchObject(given);
      return [entry?.localStartsAt, entry?.localEndsAt];
    };
    expect(await local('Europe/Paris')).toEqual(['2030-10-27T02:30:00', '2030-10-27T02:30:00']);
    expect(await local('America/New_York')).toEqual(['2030-10-26T20:30:00', '2030-10-26T21:30:00']);
    expect(await local('Asia/Kathmandu')).toEqual(['2030-10-27T06:15:00', '2030-10-27T07:15:00']);
    for (const usual of ['UTC', null, undefined]) expect(await local(usual)).toEqual(['2030-10-27T00:30:00', '2030-10-27T01:30:00']);
    const spring = { startsAt: '2030-03-31T00:30:00.000Z', endsAt: '2030-03-31T01:30:00.000Z' };
    await whatever(spring, { userId: person.id });
    expect(await local('Europe/Paris', spring)).toEqual(['2030-03-31T01:30:00', '2030-03-31T03:30:00']);
    for (const timeZone of ['Europe/Atlantis', '', 'x'.repeat(300)]) {
      expect(codes(await person.client.run(Calendar, { ...DAY, timeZone }))).toEqual(['BAD_USER_INPUT']);
    }
  });

  test('has at most 1,000 entries', async () => {
    const person = await world.user();
    const reservation = await whatever(hourOf(0), { userId: person.id });
    await fillCalendar(app, reservation, 800);
    const asked = { from: DAY.from, to: '2030-09-01T00:00:00Z' };
    // Every fifth is cancelled.
    expect(await read(person, asked)).toHaveLength(641);
    await fillCalendar(app, reservation, 448, (await world.resource()).id);
    expect(await read(person, asked)).toHaveLength(1_000);
    await whatever(hourOf(1), { userId: person.id });
    const { status, errors } = await person.client.run(Calendar, { ...DAY, ...asked });
    expect([status, errors?.map(it => [it.extensions.code, it.message])]).toEqual([
      200,
      [['BAD_USER_INPUT', 'More than 1000 entries: ask for a shorter time.']],
    ]);
  });
});
