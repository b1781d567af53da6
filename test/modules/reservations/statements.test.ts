import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  AvailableNames,
  ReservationCreate,
  Reservations,
  ResourceBoard,
  ResourceNames,
  SitesDownToUsers,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld } from '../../support/booking.js';
import { slot } from '../../support/slots.js';
import { statementsOf } from '../../support/statements.js';

const app = await startApp();
const world = new BookingWorld(app);
const person = await world.user({ role: 'MANAGER' });

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A site with so many resources, each with two reservations of different people and a window. */
async function siteWith(count: number) {
  const { id: siteId } = await world.site();
  const users = [await world.user(), await world.user()];
  for (let i = 0; i < count; i++) {
    const resource = await world.resource({ siteId });
    await world.window(resource, { kind: 'MAINTENANCE', ...slot('19:00', '20:00') });
    for (const [n, user] of users.entries()) {
      await world.reservation({ resourceId: resource.id, userId: user.id, ...slot(n ? '14:00' : '10:00', n ? '15:00' : '11:00') });
    }
  }
  return siteId;
}

/** A clock that goes on at every look at it, as the real one may at any. */
function restlessClock(): void {
  const RealDate = Date;
  let ticks = 0;
  const now = () => RealDate.now() + ticks++;
  const Restless = new Proxy(RealDate, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length > 0 ? given : [now()], newTarget),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  vi.stubGlobal('Date', Restless);
}

describe('one statement for each level, whatever its length:', () => {
  const between = { from: slot('00:00', '01:00').startsAt, to: slot('2030-06-05T00:00', '2030-06-05T01:00').startsAt };
  const board = (siteId: string) => statementsOf(app, () => person.client.ask(ResourceBoard, { filter: { siteId }, ...between }));

  test('resources with their site, statistics, availability, upcoming reservations, users, windows and free slots', async () => {
    const [one, twenty] = [await siteWith(1), await siteWith(20)];
    const few = await board(one);
    const many = await board(twenty);
    expect(many).toHaveLength(few.length);
    // Resources and their count, sites, windows, what is taken in the next week twice over, counts of the statistics and, on SQLite, whether
    // there are too many to count them at once, upcoming reservations, users, what is taken between the times, a page of windows and its counts.
    expect(many.length).toBeLessThanOrEqual(13);
  });

  test('also when the clock moves on while the answer is made', async () => {
    const [one, twenty] = [await siteWith(1), await siteWith(20)];
    restlessClock();
    expect(await board(twenty)).toHaveLength((await board(one)).length);
  });

  test('sites, their resources, the reservations of those, their users', async () => {
    await siteWith(1);
    const few = await statementsOf(app, () => person.client.ask(SitesDownToUsers, { first: 1 }));
    for (let i = 0; i < 4; i++) await siteWith(5);
    const many = await statementsOf(app, () => person.client.ask(SitesDownToUsers, { first: 50 }));
    expect(many).toHaveLength(few.length);
    // Sites; resources and their counts; reservations and theirs; users and, once more, resources by id.
    expect(many.length).toBeLessThanOrEqual(7);
  });

  test('reservations with their resource, user and creator', async () => {
    const [one, twenty] = [await siteWith(1), await siteWith(20)];
    const list = (siteId: string) => statementsOf(app, () => person.client.ask(Reservations, { filter: { siteId }, first: 100 }));
    const many = await list(twenty);
    expect(many).toHaveLength((await list(one)).length);
    // The page, its count, resources, users.
    expect(many).toHaveLength(4);
  });

  test('a list and its count', async () => {
    const siteId = await siteWith(3);
    expect(await statementsOf(app, () => person.client.ask(ResourceNames, { filter: { siteId } }))).toHaveLength(2);
  });

  test('the available resources', async () => {
    const [one, twenty] = [await siteWith(1), await siteWith(20)];
    const ask = (siteId: string) =>
      statementsOf(app, () => person.client.ask(AvailableNames, { ...slot('16:00', '17:00'), filter: { siteId } }));
    const many = await ask(twenty);
    expect(many).toHaveLength((await ask(one)).length);
    // Candidates, windows, sites, the page.
    expect(many).toHaveLength(4);
  });

  test('a reservation', async () => {
    const siteId = await siteWith(1);
    const { resources } = await person.client.ask(ResourceNames, { filter: { siteId } });
    const input = { resourceId: resources.nodes[0]?.id ?? '', ...slot('16:00', '17:00') };
    const statements = await statementsOf(app, () => person.client.ask(ReservationCreate, { input }));
    // What the rules ask for: the resource, for whom, its site, its windows, what takes the time; its entry in the audit and its event in the log;
    // for the answer the resource and the user.
    expect(statements).toHaveLength(9);
  });

  test('a refusal with its conflicts and alternatives', async () => {
    const conflict = async (siteId: string) => {
      const { resources } = await person.client.ask(ResourceNames, { filter: { siteId } });
      const input = { resourceId: resources.nodes[0]?.id ?? '', ...slot('10:30', '11:30') };
      return statementsOf(app, () => person.client.ask(ReservationCreate, { input }));
    };
    const [one, twenty] = [await siteWith(1), await siteWith(20)];
    // Where there are others, their windows and their site's are read, in a statement each.
    expect((await conflict(twenty)).length - (await conflict(one)).length).toBeLessThanOrEqual(2);
  });
});
