import 'reflect-metadata';
import { describe, expect, test } from 'vitest';
import { lookAround, withSurroundings } from '../../../src/modules/sessions/session.alternatives.js';
import { Session } from '../../../src/modules/sessions/session.entity.js';
import { assign } from '../../../src/platform/database/changes.js';
import { sql } from '../../../src/platform/database/sql.js';
import type { Refused } from '../../../src/platform/errors/user-error.js';
import {
  CourseDelete,
  SessionCancel,
  SessionReschedule,
  SessionStart,
  SessionUpdate,
  UserErase,
  UserUpdate,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { book } from '../../support/booking.js';
import { refusals } from '../../support/client.js';
import { runByHand } from '../../support/raw-sql.js';
import { hourOf, type Slot, shifted, slot } from '../../support/slots.js';
import { MINUTE_MS } from '../../support/time.js';
import { createSession, TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const staff = await world.user({ role: 'STAFF' });

const wanted = slot('10:00', '11:00');
const MANY = Array.from({ length: 50 }, (_, i) => i);
const ROUNDS = MANY.slice(0, 8);

/** What a session needs, of which nothing is taken. */
async function scene() {
  const trainer = await world.user({ role: 'TRAINER' });
  const [course, room] = [await world.course({ ownerId: trainer.id }), await world.resource()];
  const projector = await world.resource({ kind: 'EQUIPMENT', siteId: room.siteId });
  const input = { courseId: course.id, trainerId: trainer.id, roomId: room.id, equipmentIds: [projector.id], capacity: 5, ...wanted };
  return { trainer, course, room, projector, input };
}

/** How many pairs take the same resource, or the same trainer, at once; and how many sessions do not hold what they take. */
async function broken(): Promise<object[]> {
  const pairs = (table: string, one: string, takes: string) =>
    sql([
      `select a.id from ${table} a join ${table} b on a.${one} = b.${one} and a.id < b.id and a.status in (${takes}) and b.status in (${takes})
        and a.starts_at < b.ends_at and b.starts_at < a.ends_at`,
    ]);
  const fits = "v.status = 'CONFIRMED' and v.starts_at = s.starts_at and v.ends_at = s.ends_at and v.user_id = s.trainer_id";
  const torn = sql([
    `select s.id from sessions s where s.status in ('SCHEDULED', 'RUNNING') and (
      exists (select 1 from reservations v where v.holder_id = s.id and not (${fits}))
      or not exists (select 1 from reservations v where v.holder_id = s.id and v.resource_id = s.room_id))`,
  ]);
  const left = sql`select v.id from reservations v where v.status = 'CONFIRMED' and v.holder_id is not null
    and not exists (select 1 from sessions s where s.id = v.holder_id and s.status in ('SCHEDULED', 'RUNNING'))`;
  const found = await Promise.all(
    [
      pairs('reservations', 'resource_id', `'PENDING', 'CONFIRMED'`),
      pairs('sessions', 'trainer_id', `'SCHEDULED', 'RUNNING'`),
      torn,
      left,
    ].map(it => app.database.rows(it)),
  );
  return found.flat();
}

describe('at once', () => {
  test('fifty sessions want one room and one trainer: exactly one gets them, all others are told what is taken and what is free', async () => {
    const { trainer, room, input } = await scene();
    const answers = await Promise.all(MANY.map(() => createSession(staff.client, input)));
    expect(answers.filter(it => it.session)).toHaveLength(1);
    for (const { errors } of answers.filter(it => !it.session)) {
      expect(refusals({ errors })).toEqual([
        'BOOKING_CONFLICT input.roomId',
        'BOOKING_CONFLICT input.equipmentIds.0',
        'BOOKING_CONFLICT input.trainerId',
      ]);
      for (const it of errors) {
        expect(it).toMatchObject({ conflicts: [wanted], alternatives: [slot('09:00', '10:00'), slot('11:00', '12:00'), {}] });
      }
    }
    expect(await app.database.rows(sql`select id from sessions where trainer_id = ${trainer.id} or room_id = ${room.id}`)).toHaveLength(1);
  });

  test('fifty sessions want one trainer, each in a room of its own: exactly one gets them, and no room is left taken', async () => {
    const { input } = await scene();
    const rooms = await Promise.all(MANY.map(() => world.resource()));
    const answers = await Promise.all(rooms.map(({ id }) => createSession(staff.client, { ...input, equipmentIds: [], roomId: id })));
    const won = answers.filter(it => it.session);
    expect(won).toHaveLength(1);
    for (const answer of answers) if (!answer.session) expect(refusals(answer)).toEqual(['BOOKING_CONFLICT input.trainerId']);
    const taken = await app.database.rows<{ id: string }>(
      sql`select v.resource_id as id from reservations v where v.user_id = ${input.trainerId} and v.status = 'CONFIRMED'`,
    );
    expect(taken).toEqual([{ id: won[0]?.session?.room.id }]);
  });

  test('sessions and ordinary reservations want things in all orders and at all times: those who win do not overlap', async () => {
    const [one, two] = [await scene(), await scene()];
    const things = [one, two];
    const person = await world.user();
    const time = (i: number): Slot => shifted(wanted, (i % 7) * 15 * MINUTE_MS);
    const answers = await Promise.all(
      MANY.map(async i => {
        const [room, equipment] = [things[i % 2] ?? one, things[(i >> 1) % 2] ?? two];
        const trainer = things[(i >> 2) % 2] ?? one;
        if (i % 5 === 0) return book(person.client, { resourceId: i % 2 ? room.room.id : equipment.projector.id, ...time(i) });
        return createSession(staff.client, {
          ...one.input,
          roomId: room.room.id,
          equipmentIds: [equipment.projector.id],
          trainerId: trainer.trainer.id,
          ...time(i),
        });
      }),
    );
    expect(answers.some(it => refusals(it).length === 0)).toBe(true);
    for (const answer of answers) for (const code of refusals(answer)) expect(code).toMatch(/^BOOKING_CONFLICT/);
    expect(await broken()).toEqual([]);
  });

  test('one session is moved, changed, cancelled and begun: it holds all or nothing in the end', async () => {
    for (const _ of ROUNDS) {
      const { input } = await scene();
      const other = await world.resource({ capacity: 20 });
      const { session } = await createSession(staff.client, input);
      const id = session?.id ?? '';
      const answers = await Promise.all([
        staff.client.ask(SessionReschedule, { id, ...slot('14:00', '15:00') }).then(it => it.sessionReschedule),
        staff.client.ask(SessionUpdate, { id, input: { roomId: other.id, trainerId: staff.id } }).then(it => it.sessionUpdate),
        staff.client.ask(SessionCancel, { id }).then(it => it.sessionCancel),
        staff.client.ask(SessionStart, { id }).then(it => it.sessionStart),
        staff.client.ask(SessionReschedule, { id, ...slot('10:30', '11:30') }).then(it => it.sessionReschedule),
      ]);
      for (const answer of answers) for (const code of refusals(answer)) expect(code).toMatch(/^INVALID_STATUS|^BOOKING_CONFLICT/);
      expect(await broken()).toEqual([]);
    }
  });

  test('two sessions change places: neither can, and neither waits for the other for ever', async () => {
    for (const _ of ROUNDS) {
      const [one, two] = [await scene(), await scene()];
      const [first, second] = [await createSession(staff.client, one.input), await createSession(staff.client, two.input)];
      const move = async (id: string | undefined, { roomId, trainerId }: { roomId: string; trainerId: string }) =>
        refusals((await staff.client.ask(SessionUpdate, { id: id ?? '', input: { roomId, trainerId } })).sessionUpdate);
      const conflicts = ['BOOKING_CONFLICT input.roomId', 'BOOKING_CONFLICT input.trainerId'];
      expect(await Promise.all([move(first.session?.id, two.input), move(second.session?.id, one.input)])).toEqual([conflicts, conflicts]);
    }
  });

  test('two make sessions for each other: neither waits for the other for ever', async () => {
    const [ann, bob] = [await world.user({ role: 'STAFF' }), await world.user({ role: 'STAFF' })];
    for (const i of ROUNDS) {
      const [one, two] = [await scene(), await scene()];
      const answers = await Promise.all([
        createSession(ann.client, { ...one.input, ...hourOf(i), trainerId: bob.id }),
        createSession(bob.client, { ...two.input, ...hourOf(i), trainerId: ann.id }),
      ]);
      for (const answer of answers) expect(refusals(answer)).toEqual([]);
    }
  });

  test('the course is deleted, or its trainer erased or deactivated: one comes after the other', async () => {
    const admin = await world.user({ role: 'ADMIN' });
    for (const i of ROUNDS) {
      const { trainer, course, input } = await scene();
      const first = await createSession(staff.client, { ...input, ...slot('14:00', '15:00') });
      const id = first.session?.id ?? '';
      const [created, , moved] = await Promise.all([
        createSession(staff.client, input),
        i % 2
          ? admin.client.ask(UserErase, { id: trainer.id })
          : admin.client.ask(UserUpdate, { id: trainer.id, input: { active: false } }),
        staff.client.ask(SessionReschedule, { id, ...slot('16:00', '17:00') }),
        staff.client.ask(CourseDelete, { id: course.id }),
      ]);
      for (const code of refusals(created)) expect(code).toBe('NOT_FOUND input.trainerId');
      expect(refusals(moved.sessionReschedule)).toEqual([]);
      expect(await broken()).toEqual([]);
      const empty = await world.course();
      const [made, deleted] = await Promise.all([
        createSession(staff.client, {
          ...input,
          trainerId: staff.id,
          courseId: empty.id,
          ...shifted(slot('00:00', '01:00', { day: '2030-07-01' }), (480 + i * 60) * MINUTE_MS),
        }),
        staff.client.ask(CourseDelete, { id: empty.id }),
      ]);
      if (deleted.courseDelete.deletedId) expect(refusals(made)).toContain('NOT_FOUND input.courseId');
      else expect(refusals(deleted.courseDelete)).toEqual(['IN_USE id']);
    }
  });
});

describe('the database', () => {
  const OVERLAPPING: [string, Slot][] = [
    ['all of it', wanted],
    ['its beginning', slot('09:30', '10:15')],
    ['its end', slot('10:45', '11:30')],
    ['its middle', slot('10:15', '10:45')],
    ['more than it', slot('09:00', '12:00')],
  ];
  const copy = (id: string, { startsAt, endsAt }: Slot, status = 'SCHEDULED') => sql`insert into sessions
    (id, created_at, updated_at, course_id, trainer_id, room_id, starts_at, ends_at, status, capacity)
    select ${crypto.randomUUID()}, created_at, updated_at, course_id, trainer_id, room_id, ${new Date(startsAt)}, ${new Date(endsAt)},
      ${status}, 1 from sessions where id = ${id}`;

  test.each(OVERLAPPING)('refuses a row, inserted by hand, in which a trainer would be elsewhere during %s', async (_, time) => {
    const { id } = await world.bookedSession(wanted);
    await expect(runByHand(app, copy(id, time))).rejects.toThrow('sessions_trainer_no_overlap');
    await runByHand(app, copy(id, time, 'CANCELLED'));
    await runByHand(app, copy(id, slot('11:00', '12:00')));
  });

  test('refuses to move one there by hand, and to bring a cancelled one back', async () => {
    const { id, trainerId } = await world.bookedSession(wanted);
    const other = await world.bookedSession(slot('12:00', '13:00'), { trainerId });
    const move = sql`update sessions set starts_at = ${new Date(slot('10:30', '11:00').startsAt)} where id = ${other.id}`;
    await expect(runByHand(app, move)).rejects.toThrow('sessions_trainer_no_overlap');
    await runByHand(app, sql`update sessions set status = 'CANCELLED' where id = ${id}`);
    await runByHand(app, move);
    await expect(runByHand(app, sql`update sessions set status = 'SCHEDULED' where id = ${id}`)).rejects.toThrow(
      'sessions_trainer_no_overlap',
    );
  });

  test('is answered as a conflict at the trainer, with what is in the way and what is free instead', async () => {
    const { id, trainerId } = await world.bookedSession(wanted);
    const refused = await world
      .session({ trainerId, startsAt: Date.parse(wanted.startsAt), endsAt: Date.parse(wanted.endsAt) })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ errors: [{ code: 'BOOKING_CONFLICT', path: ['trainerId'], conflicts: [] }] });
    const session = assign(new Session(), {
      trainerId,
      roomId: (await world.resource()).id,
      capacity: 1,
      startsAt: Date.parse(wanted.startsAt),
    });
    assign(session, { endsAt: Date.parse(wanted.endsAt) });
    const around = await lookAround(app.database, { session, equipmentIds: [] }, Date.now());
    const { errors } = withSurroundings(refused as Refused, around);
    const [held] = await app.database.rows<{ id: string }>(sql`select id from reservations where holder_id = ${id}`);
    expect(errors).toMatchObject([{ path: ['trainerId'], conflicts: [{ id: held?.id }], alternatives: [{}, {}, {}] }]);
  });

  test('refuses a session without seats or that ends before it starts', async () => {
    const { id } = await world.bookedSession(wanted);
    await expect(runByHand(app, sql`update sessions set capacity = 0 where id = ${id}`)).rejects.toThrow(/check/i);
    await expect(runByHand(app, sql`update sessions set ends_at = starts_at where id = ${id}`)).rejects.toThrow(/check/i);
  });
});
