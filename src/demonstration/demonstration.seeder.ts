import type { EntityManager } from '@mikro-orm/core';
import { Seeder } from '@mikro-orm/seeder';
import { hashPassword } from '../modules/accounts/passwords.js';
import { Priority, User } from '../modules/accounts/user.entity.js';
import { Course } from '../modules/courses/course.entity.js';
import { Reservation } from '../modules/reservations/reservation.entity.js';
import { bookingRules } from '../modules/reservations/reservation.rules.js';
import { ReservationStatus, TAKING } from '../modules/reservations/reservation.status.js';
import { AvailabilityWindow, WindowKind, WindowRecurrence } from '../modules/resources/availability-window.entity.js';
import { type Calendar, calendarOf } from '../modules/resources/bookable-time.js';
import { Location, Resource } from '../modules/resources/resource.entity.js';
import { Session } from '../modules/sessions/session.entity.js';
import { Department } from '../modules/sites/department.entity.js';
import { Site } from '../modules/sites/site.entity.js';
import { Role } from '../platform/access/permissions.js';
import { assign } from '../platform/database/changes.js';
import type { Instant } from '../platform/database/instant.js';
import { DAY_MS, HOUR_MS, overlaps, QUARTER_MS } from '../platform/time/interval.js';
import { dayAt } from '../platform/time/zone.js';
import { colleagues, DEMO_PASSWORD, departments, people, purposes, sites, things } from './catalogue.js';
import { makeConversations } from './conversations.js';
import { makeEnrolments } from './enrolments.js';
import { makeTraining } from './training.js';
import { firstNames, lastNames, MORE_LEARNERS } from './training-catalogue.js';
import { makeSessions } from './training-sessions.js';

const DAYS_BACK = 14;
const DAYS_AHEAD = 14;
const TRIES_A_DAY = 1;

/** Three sites, thirty things, some hundreds of reservations around today, a training centre with its learners, and some conversations. The same every time, and every rule is obeyed. */
export class DemonstrationSeeder extends Seeder {
  override async run(em: EntityManager): Promise<void> {
    const places = sites.map(it => assign(new Site(), it));
    const passwordHash = await hashPassword(DEMO_PASSWORD);
    const users = makeUsers(places, passwordHash);
    const learners = makeLearners(passwordHash);
    const manager = users.find(it => it.role === Role.MANAGER) as User;
    const parts = departments.map((it, i) => assign(new Department(), { ...it, siteId: at(places, i).id, managerId: manager.id }));
    em.persist([...places, ...users, ...learners, ...parts]);
    await em.flush();
    for (const [i, user] of users.entries()) user.departmentId = at(parts, i).id;
    const resources = places.flatMap(makeResources);
    const windows = resources.flatMap((resource, i) =>
      makeWindows(
        resource,
        at(
          places,
          places.findIndex(it => it.id === resource.siteId),
        ),
        i,
      ),
    );
    const everyone = [...users, ...learners];
    const training = makeTraining(everyone);
    em.persist([...resources, ...windows, ...training, ...makeConversations(everyone, training)]);
    await em.flush();
    const dice = diceOf(20_260_601);
    const calendars = new Map(resources.map(it => [it.id, calendarIn(it, places, windows)]));
    const calendarFor = ({ id }: Resource) => calendars.get(id) as Calendar;
    const reservations = resources.flatMap(it => makeReservations(it, calendarFor(it), users, dice));
    const courses = training.filter(it => it instanceof Course);
    const here = resources.filter(it => it.siteId === places[0]?.id);
    const held = makeSessions(courses, here, calendarFor, reservations);
    const sessions = held.filter(it => it instanceof Session);
    em.persist([...reservations, ...held, ...makeEnrolments(everyone, training, sessions)]);
    await em.flush();
  }
}

function makeUsers(places: readonly Site[], passwordHash: string): User[] {
  const ofRole = Object.entries(people).map(([role, names]) => ({ role: role as Role, names, username: role.toLowerCase() }));
  const others = colleagues.map((names, i) => ({ role: Role.EMPLOYEE, names, username: `colleague${i + 1}` }));
  return [...ofRole, ...others].map(({ role, names: [firstName, lastName], username }, i) =>
    assign(new User(), {
      username,
      email: `${username}@amphi.example`,
      firstName,
      lastName,
      role,
      passwordHash,
      priority: role === Role.TRAINER ? Priority.PRIORITY : Priority.STANDARD,
      primarySiteId: at(places, i).id,
    }),
  );
}

/** Numbers that no telephone in France will ever have: the regulator keeps them for films. */
function makeLearners(passwordHash: string): User[] {
  const year = new Date().getUTCFullYear();
  return Array.from({ length: MORE_LEARNERS }, (_, i) => {
    const [username, nn] = [`learner${i + 1}`, String(i).padStart(2, '0')];
    return assign(new User(), {
      username,
      email: `${username}@amphi.example`,
      firstName: at(firstNames, i),
      lastName: at(lastNames, i),
      role: Role.LEARNER,
      passwordHash,
      priority: i % 10 === 8 ? Priority.PRIORITY : Priority.STANDARD,
      phone: `+336399800${nn}`,
      birthDate: `${year - 18 - (i % 12)}-${String(1 + (i % 9)).padStart(2, '0')}-${10 + (i % 18)}`,
    });
  });
}

function makeResources(site: Site): Resource[] {
  return things.map(({ name, kind, capacity, features, building, hours, hourlyRate }, i) =>
    assign(new Resource(), {
      name,
      kind,
      capacity,
      features: [...features],
      siteId: site.id,
      location: assign(new Location(), building ? { building, floor: String(i % 3), number: `${i % 3}0${i + 1}` } : {}),
      opensAt: hours?.[0] ?? null,
      closesAt: hours?.[1] ?? null,
      hourlyRate: hourlyRate ?? null,
      description: `${name} at ${site.name}.`,
    }),
  );
}

/** Weekly maintenance here and there, and one special event to come. */
function makeWindows(resource: Resource, site: Site, i: number): AvailabilityWindow[] {
  const midnight = dayAt(Date.now() - DAYS_BACK * DAY_MS, site.timeZone).start;
  const window = (kind: WindowKind, recurrence: WindowRecurrence, start: Instant, hours: number, reason: string) =>
    assign(new AvailabilityWindow(), {
      resourceId: resource.id,
      kind,
      recurrence,
      startsAt: start,
      endsAt: start + hours * HOUR_MS,
      reason,
    });
  const { MAINTENANCE, SPECIAL_EVENT } = WindowKind;
  if (i % 7 === 0) return [window(MAINTENANCE, WindowRecurrence.WEEKLY, midnight + 8 * HOUR_MS, 2, 'Weekly check')];
  if (i % 7 === 3)
    return [window(SPECIAL_EVENT, WindowRecurrence.ONCE, midnight + (DAYS_BACK + 3) * DAY_MS + 14 * HOUR_MS, 5, 'Open house')];
  return [];
}

function calendarIn(resource: Resource, sites: readonly Site[], windows: readonly AvailabilityWindow[]): Calendar {
  const site = sites.find(it => it.id === resource.siteId) as Site;
  return calendarOf(
    resource,
    site,
    windows.filter(it => it.resourceId === resource.id),
  );
}

function makeReservations(resource: Resource, calendar: Calendar, users: readonly User[], dice: Dice): Reservation[] {
  const now = Date.now();
  const today = dayAt(now, calendar.timeZone).start;
  const made: Reservation[] = [];
  for (let day = -DAYS_BACK; day <= DAYS_AHEAD; day++) {
    for (let n = 0; n < TRIES_A_DAY; n++) {
      const start = quarter(today + day * DAY_MS + (7 + dice(13)) * HOUR_MS + dice(4) * QUARTER_MS);
      const end = start + (2 + dice(10)) * QUARTER_MS;
      const reservation = assign(new Reservation(), {
        resourceId: resource.id,
        userId: at(users, dice(users.length)).id,
        creatorId: at(users, dice(users.length)).id,
        startsAt: start,
        endsAt: end,
        participants: 1 + dice(resource.capacity),
        description: at(purposes, dice(purposes.length)),
        status: statusOf(start, end, now, dice(10)),
      });
      const broken = bookingRules(reservation, resource, calendar, { now, mayBePast: true });
      const free = !made.some(it => TAKING.includes(it.status) && overlaps({ start: it.startsAt, end: it.endsAt }, { start, end }));
      if (broken.length === 0 && free) made.push(reservation);
    }
  }
  return made;
}

function statusOf(start: Instant, end: Instant, now: Instant, roll: number): ReservationStatus {
  if (roll === 0) return ReservationStatus.CANCELLED;
  if (end <= now) return roll === 1 ? ReservationStatus.NO_SHOW : ReservationStatus.COMPLETED;
  return start <= now || roll > 3 ? ReservationStatus.CONFIRMED : ReservationStatus.PENDING;
}

function quarter(instant: Instant): Instant {
  return Math.round(instant / QUARTER_MS) * QUARTER_MS;
}

/** A whole number from 0 to below `sides`. */
type Dice = (sides: number) => number;

/** A linear congruential generator (Numerical Recipes): the demonstration is the same on every machine. */
function diceOf(seed: number): Dice {
  let state = seed;
  return sides => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function at<T>(list: readonly T[], i: number): T {
  return list[i % list.length] as T;
}
