import { describe, expect, test } from 'vitest';
import { DEMO_PASSWORD } from '../../src/demonstration/catalogue.js';
import { accountsToTry, fillIfEmpty } from '../../src/first-run.js';
import { User } from '../../src/modules/accounts/user.entity.js';
import { Course } from '../../src/modules/courses/course.entity.js';
import { CourseAssignment } from '../../src/modules/courses/course-assignment.entity.js';
import { Material } from '../../src/modules/courses/material.entity.js';
import { Enrolment } from '../../src/modules/enrolments/enrolment.entity.js';
import { SEATED } from '../../src/modules/enrolments/enrolment.status.js';
import { ProgressEntry } from '../../src/modules/enrolments/progress-entry.entity.js';
import { Exam } from '../../src/modules/grades/exam.entity.js';
import { Grade, GradeEntry } from '../../src/modules/grades/grade.entity.js';
import { Conversation } from '../../src/modules/messages/conversation.entity.js';
import { mayWriteTo } from '../../src/modules/messages/conversation.rules.js';
import { Message } from '../../src/modules/messages/message.entity.js';
import { Participant } from '../../src/modules/messages/participant.entity.js';
import { ClassGroup } from '../../src/modules/organizations/class-group.entity.js';
import { Membership } from '../../src/modules/organizations/membership.entity.js';
import { Organization } from '../../src/modules/organizations/organization.entity.js';
import { Reservation } from '../../src/modules/reservations/reservation.entity.js';
import { bookingRules } from '../../src/modules/reservations/reservation.rules.js';
import { AvailabilityWindow } from '../../src/modules/resources/availability-window.entity.js';
import { calendarOf } from '../../src/modules/resources/bookable-time.js';
import { Resource } from '../../src/modules/resources/resource.entity.js';
import { Session } from '../../src/modules/sessions/session.entity.js';
import { Department } from '../../src/modules/sites/department.entity.js';
import { Site } from '../../src/modules/sites/site.entity.js';
import { Role } from '../../src/platform/access/permissions.js';
import type { EntityClass } from '../../src/platform/database/entity.js';
import { problemsOf } from '../../src/platform/database/validation.js';
import { DAY_MS, overlaps } from '../../src/platform/time/interval.js';
import { byTurn } from '../../src/platform/waiting-list.js';
import {
  Conversations,
  Courses,
  Login,
  MyCourses,
  MyEnrolments,
  MyGrades,
  Reservations,
  ResourceNames,
  Sites,
  Viewer,
} from '../generated/documents.js';
import { startApp } from '../support/app.js';

const app = await startApp();
await fillIfEmpty(app, { admin: undefined, demo: true });
const now = Date.now();

const all = <T extends object>(entity: EntityClass<T>): Promise<T[]> => app.database.orm.em.fork().find(entity as never, {} as never);
const [sites, departments, resources, windows, reservations] = await Promise.all([
  all(Site),
  all(Department),
  all(Resource),
  all(AvailabilityWindow),
  all(Reservation),
]);

const byId = <T extends { readonly id: string }>(list: readonly T[], id: string): T => {
  const found = list.find(it => it.id === id);
  if (!found) throw new Error(`nothing has the id ${id}`);
  return found;
};

describe('the demonstration', () => {
  test('has three sites in two time zones, their departments, and thirty resources of all kinds with features', () => {
    expect(sites).toHaveLength(3);
    expect(new Set(sites.map(it => it.timeZone)).size).toBe(2);
    expect(departments.length).toBeGreaterThanOrEqual(3);
    expect(resources).toHaveLength(30);
    expect(new Set(resources.map(it => it.kind))).toEqual(new Set(['ROOM', 'EQUIPMENT', 'VEHICLE']));
    for (const it of resources) expect(it.features.length).toBeGreaterThan(0);
  });

  test('has some hundreds of reservations around today, with every status, and windows of maintenance', () => {
    expect(reservations.length).toBeGreaterThan(200);
    expect(new Set(reservations.map(it => it.status))).toEqual(new Set(['PENDING', 'CONFIRMED', 'CANCELLED', 'COMPLETED', 'NO_SHOW']));
    expect(windows.filter(it => it.kind === 'MAINTENANCE').length).toBeGreaterThan(0);
    expect(reservations.some(it => it.startsAt < now)).toBe(true);
    expect(reservations.some(it => it.startsAt > now)).toBe(true);
    for (const it of reservations) expect(Math.abs(it.startsAt - now)).toBeLessThan(16 * DAY_MS);
  });

  test('has two schools with four classes, sixty learners in them, and ten courses with materials, most of them given', async () => {
    const [organizations, classGroups, memberships] = [await all(Organization), await all(ClassGroup), await all(Membership)];
    const [courses, materials, assignments] = [await all(Course), await all(Material), await all(CourseAssignment)];
    const learners = (await all(User)).filter(it => it.role === 'LEARNER');
    expect([organizations, classGroups, learners, courses].map(it => it.length)).toEqual([2, 4, 60, 10]);
    expect(new Set(memberships.map(it => it.learnerId))).toEqual(new Set(learners.map(it => it.id)));
    expect(new Set(learners.map(it => `${it.firstName} ${it.lastName}`)).size).toBe(60);
    for (const { id } of courses) expect(materials.some(it => it.courseId === id)).toBe(true);
    expect(new Set(assignments.map(it => it.courseId)).size).toBe(9);
    for (const it of [...organizations, ...classGroups, ...learners, ...courses, ...materials]) expect(problemsOf(it)).toEqual([]);
  });

  test('shows learner and trainer their courses', async () => {
    const minesOf = async (role: string) => {
      const { login } = await app.visitor.ask(Login, { input: { email: `${role}@amphi.example`, password: DEMO_PASSWORD } });
      const client = app.visitor.as({ accessToken: login.accessToken ?? '' });
      return (await client.ask(Courses, { filter: { mine: true } })).courses.nodes;
    };
    for (const role of ['learner', 'trainer']) {
      const courses = await minesOf(role);
      expect(courses.length).toBeGreaterThan(3);
      for (const { materials } of courses) expect(materials?.length).toBeGreaterThan(0);
    }
  });

  test('has sessions of most courses, over and to come, which hold what they take and leave their trainers time', async () => {
    const sessions = await all(Session);
    expect(sessions.length).toBeGreaterThan(10);
    expect(new Set(sessions.map(it => it.status))).toEqual(new Set(['COMPLETED', 'SCHEDULED']));
    expect(new Set(sessions.map(it => it.courseId)).size).toBeGreaterThan(5);
    for (const it of sessions) {
      const held = reservations.filter(({ holderId }) => holderId === it.id);
      expect(held.some(({ resourceId, participants }) => resourceId === it.roomId && participants === it.capacity)).toBe(true);
      for (const { startsAt, endsAt, userId } of held) expect([startsAt, endsAt, userId]).toEqual([it.startsAt, it.endsAt, it.trainerId]);
      expect(problemsOf(it)).toEqual([]);
      const others = sessions.filter(({ id, trainerId }) => id !== it.id && trainerId === it.trainerId);
      for (const other of others) expect(other.endsAt <= it.startsAt || it.endsAt <= other.startsAt).toBe(true);
    }
    expect(reservations.filter(it => it.holderId !== null).length).toBeGreaterThan(sessions.length);
  });

  test('has sessions in the week that is, in the next, and in the one after', async () => {
    const startsAt = (await all(Session)).map(it => it.startsAt);
    // Weeks begin on Monday, and the first of January 1970 was a Thursday.
    const weekOf = (instant: number) => Math.floor((instant / DAY_MS + 3) / 7);
    const weeks = new Set(startsAt.map(weekOf));
    expect([0, 1].map(n => weeks.has(weekOf(now) + n))).toEqual([true, true]);
    for (const from of [0, 7]) expect(startsAt.some(it => it > now + from * DAY_MS && it < now + (from + 7) * DAY_MS)).toBe(true);
  });

  test('has learners in the sessions, of which one that is to come is full, with a line in a provable order', async () => {
    const [enrolments, sessions, users] = [await all(Enrolment), await all(Session), await all(User)];
    const assignments = await all(CourseAssignment);
    const memberships = await all(Membership);
    const lines = sessions.map(session => {
      const asked = enrolments.filter(it => it.sessionId === session.id).sort((one, other) => one.ticket - other.ticket);
      expect(asked.map(it => it.ticket)).toEqual(asked.map((_, i) => i + 1));
      expect(new Set(asked.map(it => it.learnerId)).size).toBe(asked.length);
      expect(asked).toEqual(asked.toSorted((one, other) => one.createdAt - other.createdAt));
      const [seated, line] = [asked.filter(it => SEATED.includes(it.status)), asked.filter(it => it.status === 'WAITLISTED')];
      expect(seated.length + line.length).toBe(asked.length);
      expect(seated.length).toBeGreaterThan(0);
      if (line.length > 0) expect([seated.length, session.status]).toEqual([session.capacity, 'SCHEDULED']);
      else expect(seated.length).toBeLessThan(session.capacity);
      for (const it of asked) {
        expect(problemsOf(it)).toEqual([]);
        expect(it.createdAt).toBeLessThan(Math.min(now, session.startsAt));
        expect(it.priority).toBe(byId(users, it.learnerId).priority === 'PRIORITY' ? 1 : 0);
        const classIds = memberships.filter(({ learnerId }) => learnerId === it.learnerId).map(({ classGroupId }) => classGroupId);
        const takes = ({ courseId, classGroupId, learnerId }: CourseAssignment) =>
          courseId === session.courseId && (learnerId === it.learnerId || (classGroupId !== null && classIds.includes(classGroupId)));
        expect(assignments.some(takes)).toBe(true);
        expect(it.status === 'ENROLLED' || it.status === 'WAITLISTED').toBe(session.status === 'SCHEDULED');
      }
      return line;
    });
    const waiting = lines.filter(it => it.length > 0);
    expect(waiting).toHaveLength(1);
    // Whoever has priority has overtaken those who asked before.
    const [line = []] = waiting;
    expect(line.toSorted(byTurn).map(it => line.indexOf(it))).toEqual([2, 0, 1, 3]);
  });

  test('says who came to sessions that are over, and how far they are, with its history', async () => {
    const [enrolments, entries, sessions] = [await all(Enrolment), await all(ProgressEntry), await all(Session)];
    expect(new Set(enrolments.map(it => it.status))).toEqual(new Set(['ENROLLED', 'WAITLISTED', 'ATTENDED', 'ABSENT', 'COMPLETED']));
    for (const { id, sessionId, progress, status } of enrolments) {
      const history = entries.filter(it => it.enrolmentId === id).sort((one, other) => one.createdAt - other.createdAt);
      expect(history.at(-1)?.percent ?? 0).toBe(progress);
      expect([progress > 0, progress === 100]).toEqual([status === 'ATTENDED' || status === 'COMPLETED', status === 'COMPLETED']);
      for (const it of history) {
        expect([problemsOf(it), it.authorId]).toEqual([[], byId(sessions, sessionId).trainerId]);
        expect(it.createdAt).toBeLessThan(now);
      }
    }
  });

  test('shows a learner courses with progress, sessions to come, and a place in a waiting list', async () => {
    const { login } = await app.visitor.ask(Login, { input: { email: 'learner@amphi.example', password: DEMO_PASSWORD } });
    const client = app.visitor.as({ accessToken: login.accessToken ?? '' });
    const { courses } = await client.ask(MyCourses, { filter: { mine: true } });
    expect(courses.nodes.filter(it => (it?.viewerProgress ?? 0) > 0).length).toBeGreaterThan(0);
    const mine = (await client.ask(MyEnrolments, { first: 100 })).me?.enrolments?.nodes ?? [];
    expect(mine.filter(it => it.status === 'ENROLLED').length).toBeGreaterThan(0);
    expect(mine.filter(it => (it.progressHistory?.length ?? 0) > 0).length).toBeGreaterThan(0);
    const [waiting, ...others] = mine.filter(it => it.status === 'WAITLISTED');
    expect(others).toEqual([]);
    expect(waiting).toMatchObject({ waitingPosition: 3, session: { seatsLeft: 0, waiting: 4 } });
  });

  test('has exams of the classes, with grades of everybody in them, and shows them', async () => {
    const [exams, grades, entries] = [await all(Exam), await all(Grade), await all(GradeEntry)];
    expect(new Set(exams.map(it => it.classGroupId)).size).toBe(4);
    expect(new Set(exams.map(it => it.kind))).toEqual(new Set(['EXAM', 'TECH_DEMO']));
    expect(new Set(grades.map(it => it.learnerId)).size).toBe(60);
    expect(new Set(entries.map(it => it.gradeId))).toEqual(new Set(grades.map(it => it.id)));
    expect(grades.some(it => it.absent)).toBe(true);
    for (const it of [...exams, ...grades]) expect(problemsOf(it)).toEqual([]);
    const { login } = await app.visitor.ask(Login, { input: { email: 'learner@amphi.example', password: DEMO_PASSWORD } });
    const { me } = await app.visitor.as({ accessToken: login.accessToken ?? '' }).ask(MyGrades);
    expect(me?.grades.totalCount).toBeGreaterThan(3);
    expect(Number(me?.average)).toBeGreaterThan(5);
  });

  test('has conversations for every account, among people who may write to each other', async () => {
    const [conversations, participants, messages] = [await all(Conversation), await all(Participant), await all(Message)];
    const users = await all(User);
    for (const it of [...conversations, ...participants, ...messages]) expect(problemsOf(it)).toEqual([]);
    expect(new Set(conversations.map(it => it.kind))).toEqual(new Set(['DIRECT', 'CLASS']));
    for (const { id, starterId, messageCount, lastMessageAt } of conversations) {
      const [inIt, said] = [participants.filter(it => it.conversationId === id), messages.filter(it => it.conversationId === id)];
      expect(said.map(it => it.position).sort()).toEqual(said.map((_, i) => i + 1));
      expect([said.length, Math.max(...said.map(it => it.createdAt))]).toEqual([messageCount, lastMessageAt]);
      expect(inIt.map(it => it.userId)).toEqual(expect.arrayContaining([starterId, ...said.map(it => it.authorId)]));
      // The trainer's account teaches the learners in its class.
      for (const { userId } of inIt) {
        const correspondent = { role: byId(users, userId).role, teaching: true };
        expect(userId === starterId || mayWriteTo(byId(users, starterId).role, correspondent)).toBe(true);
      }
    }
    for (const { email, password } of await accountsToTry(app)) {
      const { login } = await app.visitor.ask(Login, { input: { email, password } });
      const client = app.visitor.as({ accessToken: login.accessToken ?? '' });
      expect((await client.ask(Conversations)).conversations.totalCount).toBeGreaterThan(0);
    }
  });

  test('obeys every rule of the things themselves', () => {
    for (const it of [...sites, ...departments, ...resources, ...windows, ...reservations]) expect(problemsOf(it)).toEqual([]);
  });

  test('obeys every rule of a reservation and its resource', () => {
    for (const it of reservations) {
      const resource = byId(resources, it.resourceId);
      const calendar = calendarOf(
        resource,
        byId(sites, resource.siteId),
        windows.filter(window => window.resourceId === resource.id),
      );
      expect(bookingRules(it, resource, calendar, { now, mayBePast: true })).toEqual([]);
    }
  });

  test('takes nothing twice, not even what took place already', () => {
    const took = reservations.filter(it => it.status !== 'CANCELLED');
    for (const [i, one] of took.entries()) {
      for (const other of took.slice(i + 1)) {
        if (one.resourceId !== other.resourceId) continue;
        expect(overlaps({ start: one.startsAt, end: one.endsAt }, { start: other.startsAt, end: other.endsAt })).toBe(false);
      }
    }
  });

  test('has statuses that fit the time: nothing took place that is yet to come, nothing is pending that is over', () => {
    for (const { status, startsAt, endsAt } of reservations) {
      if (status === 'COMPLETED' || status === 'NO_SHOW') expect(endsAt).toBeLessThanOrEqual(now);
      if (status === 'PENDING' || status === 'CONFIRMED') expect(endsAt).toBeGreaterThan(now - DAY_MS);
      if (status === 'PENDING') expect(startsAt).toBeGreaterThan(now - DAY_MS);
    }
  });

  test('can be tried out: an account of each role logs in and sees it', async () => {
    const accounts = await accountsToTry(app);
    expect(accounts.map(it => it.role)).toEqual(Object.values(Role));
    for (const { role, email, password } of accounts) {
      const { login } = await app.visitor.ask(Login, { input: { email, password } });
      expect(login.errors).toEqual([]);
      const client = app.visitor.as({ accessToken: login.accessToken ?? '' });
      expect((await client.ask(Viewer)).me).toMatchObject({ role, email });
      expect((await client.ask(Sites)).sites.totalCount).toBe(3);
      expect((await client.ask(ResourceNames, { first: 200 })).resources.totalCount).toBe(30);
      expect((await client.ask(Reservations, { first: 1 })).reservations.totalCount).toBe(reservations.length);
    }
    expect(accounts[0]?.password).toBe(DEMO_PASSWORD);
  });

  test('fills an empty database only', async () => {
    await fillIfEmpty(app, { admin: { email: 'late@example.org', password: 'a long enough one' }, demo: true });
    expect(await all(Site)).toHaveLength(3);
    expect(await all(Reservation)).toHaveLength(reservations.length);
  });
});
