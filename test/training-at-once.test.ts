import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sql } from '../src/platform/database/sql.js';
import {
  ClassGroupAddLearners,
  ClassGroupRemoveLearners,
  ConversationStart,
  EnrolmentCancel,
  GradeSet,
  MessageSend,
  ProgressRecord,
  SessionCancel,
  SessionEnrol,
  SessionEnrolClass,
  SessionReschedule,
  SessionStart,
  SessionUpdate,
  UserErase,
  UserUpdate,
} from './generated/documents.js';
import { startApp, type TestApp } from './support/app.js';
import { codes } from './support/client.js';
import { randomSeed } from './support/random-seed.js';
import type { Person } from './support/seed.js';
import { shifted, slot } from './support/slots.js';
import { HOUR_MS } from './support/time.js';
import { createSession, TrainingWorld } from './support/training.js';

const DEEDS = 500;
const AT_ONCE = 24;
const [a, b] = await (async () => {
  const first = await startApp();
  return [first, await startApp({ databaseUrl: first.databaseUrl })] as const;
})();
const world = new TrainingWorld(a);

/** A small centre, where everything is in everything’s way. */
async function centre() {
  const admin = await world.user({ role: 'ADMIN' });
  const staff = await world.user({ role: 'STAFF' });
  const trainers = await Promise.all([0, 1, 2].map(() => world.user({ role: 'TRAINER' })));
  const learners = await Promise.all(Array.from({ length: 16 }, () => world.learner()));
  const course = await world.course({ published: true, ownerId: staff.id });
  const rooms = await Promise.all([0, 1, 2].map(() => world.resource({ capacity: 20 })));
  const classGroups = [
    await world.classOf(trainers[0] as Person, ...learners.slice(0, 6)),
    await world.classOf(trainers[1] as Person, ...learners.slice(4, 10)),
  ];
  const exams = await Promise.all(classGroups.map(it => world.exam(it)));
  const sessions: string[] = [];
  for (let i = 0; i < 5; i++) {
    const { session, errors } = await createSession(staff.client, {
      courseId: course.id,
      trainerId: (trainers[i % 3] as Person).id,
      roomId: rooms[i % 3]?.id ?? '',
      equipmentIds: [],
      capacity: 3,
      ...shifted(slot('08:00', '09:00'), i * HOUR_MS),
    });
    if (!session) throw new Error(JSON.stringify(errors));
    sessions.push(session.id);
  }
  return { admin, staff, trainers, learners, rooms, classGroups, exams, sessions };
}

async function broken({ database }: TestApp): Promise<Record<string, readonly object[]>> {
  const overlaps = (table: string, one: string, takes: string) =>
    database.rows(
      sql([
        `select a.id from ${table} a join ${table} b on a.${one} = b.${one} and a.id < b.id and a.status in (${takes}) and b.status in (${takes})
        and a.starts_at < b.ends_at and b.starts_at < a.ends_at`,
      ]),
    );
  const seats = (status: string) => `(select count(*) from enrolments e where e.session_id = s.id and e.status in (${status}))`;
  const SEATED = `'ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED'`;
  const select = (where: string) => database.rows(sql([`select s.id from sessions s where ${where}`]));
  const fits = `v.status = 'CONFIRMED' and v.starts_at = s.starts_at and v.ends_at = s.ends_at and v.user_id = s.trainer_id and v.participants = s.capacity`;
  const room = `select 1 from reservations v where v.holder_id = s.id and v.resource_id = s.room_id`;
  return {
    roomsTwice: await overlaps('reservations', 'resource_id', `'PENDING', 'CONFIRMED'`),
    trainersTwice: await overlaps('sessions', 'trainer_id', `'SCHEDULED', 'RUNNING'`),
    oversold: await select(`${seats(SEATED)} > s.capacity`),
    emptySeats: await select(`s.status = 'SCHEDULED' and ${seats(SEATED)} < s.capacity and ${seats(`'WAITLISTED'`)} > 0`),
    inCancelled: await select(`s.status = 'CANCELLED' and ${seats(`'ENROLLED', 'WAITLISTED'`)} > 0`),
    torn: await select(`s.status in ('SCHEDULED', 'RUNNING') and (not exists (${room} and ${fits}) or exists (select 1 from reservations v
      where v.holder_id = s.id and not (v.status = 'CONFIRMED' and v.starts_at = s.starts_at and v.user_id = s.trainer_id)))`),
    leftTaken: await database.rows(sql`select v.id from reservations v join sessions s on s.id = v.holder_id
      where v.status = 'CONFIRMED' and s.status = 'CANCELLED'`),
    namelessInLine: await database.rows(sql`select e.id from enrolments e join users u on u.id = e.learner_id
      join sessions s on s.id = e.session_id where e.status = 'WAITLISTED' and (u.active = ${false} or u.role <> 'LEARNER')`),
    namelessComing: await database.rows(sql`select e.id from enrolments e join users u on u.id = e.learner_id
      join sessions s on s.id = e.session_id where e.status = 'ENROLLED' and s.status = 'SCHEDULED' and u.erased_at is not null`),
    namelessIn: await database.rows(sql`select m.id from memberships m join users u on u.id = m.learner_id where u.erased_at is not null
      union all select p.id from participants p join users u on u.id = p.user_id where u.erased_at is not null
      union all select m.id from messages m join users u on u.id = m.author_id where u.erased_at is not null and m.body is not null
      union all select g.id from grades g join users u on u.id = g.learner_id where u.erased_at is not null and g.comment is not null`),
  };
}

const nothing = Object.fromEntries(
  [
    'roomsTwice',
    'trainersTwice',
    'oversold',
    'emptySeats',
    'inCancelled',
    'torn',
    'leftTaken',
    'namelessInLine',
    'namelessComing',
    'namelessIn',
  ].map(it => [it, []]),
);

test('a whole centre is changed by everybody at once, at two servers: nobody waits for ever, and every rule holds in the end', async () => {
  const { admin, staff, trainers, learners, rooms, classGroups, exams, sessions } = await centre();
  console.log(`TEST_SEED=${randomSeed}`);
  const dice = fc.sample(fc.integer({ min: 0, max: 2 ** 30 - 1 }), { seed: randomSeed, numRuns: 10_000 }).values();
  const random = () => Number(dice.next().value ?? 0) / 2 ** 30;
  const any = <T>(things: readonly T[]): T => things[Math.floor(random() * things.length)] as T;
  const at = (person: Person) => any([a, b]).visitor.as(person);
  const time = () => shifted(slot('08:00', '09:00'), Math.floor(random() * 10) * HOUR_MS);
  const anyEnrolment = async (statuses: string) => {
    const rows = await a.database.rows<{ id: string }>(sql([`select id from enrolments where status in (${statuses})`]));
    return (rows.length > 0 ? any(rows) : undefined)?.id ?? '';
  };
  const conversations = async () => (await a.database.rows<{ id: string }>(sql`select id from conversations`)).map(it => it.id);
  const boss = () => any([admin, staff]);
  const few = () => [any(learners).id, any(learners).id, any(learners).id];
  const trainer = () => any(trainers);
  let erased = 0;
  const deeds: (() => Promise<{ errors: unknown; data: unknown }>)[] = [
    () => at(any(learners)).run(SessionEnrol, { id: any(sessions) }),
    () => at(any(learners)).run(SessionEnrol, { id: any(sessions) }),
    () => at(boss()).run(SessionEnrol, { id: any(sessions), learnerId: any(learners).id }),
    () => at(boss()).run(SessionEnrolClass, { id: any(sessions), classGroupId: any(classGroups).id, partial: true }),
    async () => at(boss()).run(EnrolmentCancel, { id: await anyEnrolment(`'ENROLLED', 'WAITLISTED'`) }),
    async () => at(boss()).run(EnrolmentCancel, { id: await anyEnrolment(`'ENROLLED'`) }),
    () => at(boss()).run(SessionReschedule, { id: any(sessions), ...time() }),
    () => at(trainer()).run(SessionReschedule, { id: any(sessions), ...time() }),
    () => at(boss()).run(SessionUpdate, { id: any(sessions), input: { trainerId: any([...trainers, staff, admin]).id } }),
    () => at(boss()).run(SessionUpdate, { id: any(sessions), input: { roomId: any(rooms).id, capacity: any([2, 3, 4, 5]) } }),
    () =>
      random() < 0.1
        ? at(boss()).run(SessionCancel, { id: any(sessions), reason: 'Snow' })
        : at(boss()).run(SessionStart, { id: sessions[0] ?? '' }),
    () => at(boss()).run(GradeSet, { examId: any(exams).id, learnerId: any(learners).id, value: '12', comment: 'Well done' }),
    () => at(trainer()).run(GradeSet, { examId: any(exams).id, learnerId: any(learners).id, value: '8', comment: 'Go on' }),
    async () => at(boss()).run(ProgressRecord, { enrolmentId: await anyEnrolment(`'ENROLLED'`), percent: 50, note: 'Half' }),
    () => at(boss()).run(ClassGroupAddLearners, { id: any(classGroups).id, learnerIds: few() }),
    () => at(boss()).run(ClassGroupRemoveLearners, { id: any(classGroups).id, learnerIds: few() }),
    () => at(boss()).run(ConversationStart, { input: { classGroupId: any(classGroups).id, body: 'Hello' } }),
    () => at(boss()).run(ConversationStart, { input: { sessionId: any(sessions), body: 'Hello' } }),
    async () => at(any([...learners, staff, admin])).run(MessageSend, { conversationId: any(await conversations()) ?? '', body: 'Hello' }),
    () => at(admin).run(UserUpdate, { id: any([...learners, ...trainers]).id, input: { lastName: `Name ${Math.floor(random() * 1e6)}` } }),
    () => at(admin).run(UserUpdate, { id: any(learners).id, input: { active: random() < 0.7 } }),
    () => at(admin).run(UserUpdate, { id: any([...trainers, staff]).id, input: { role: any(['TRAINER', 'STAFF'] as const) } }),
    () =>
      random() < 0.25 && erased++ < 5
        ? at(admin).run(UserErase, { id: any(learners.slice(0, 8)).id })
        : at(admin).run(UserUpdate, { id: staff.id, input: { firstName: 'Sam' } }),
  ];
  let left = DEEDS;
  const wrong: string[] = [];
  const worker = async () => {
    while (left-- > 0) {
      const deed = any(deeds);
      const answer = await deed();
      for (const code of codes(answer as never)) if (/INTERNAL|UNAVAILABLE|BAD_USER/.test(code)) wrong.push(`${code} ${deed}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(wrong).toEqual([]);
  expect(await broken(a)).toEqual(nothing);
}, 240_000);
