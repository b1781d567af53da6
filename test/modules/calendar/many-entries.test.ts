import { expect, test } from 'vitest';
import { type Sql, sql, text } from '../../../src/platform/database/sql.js';
import { Calendar, type CalendarQueryVariables } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { fillGrades } from '../../support/many-grades.js';
import { planOf } from '../../support/plans.js';
import { runByHand } from '../../support/raw-sql.js';
import type { Person } from '../../support/seed.js';
import { hourOf } from '../../support/slots.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';

const SESSIONS = 4_000;

const app = await startApp();
const world = new TrainingWorld(app);
const onSqlite = app.database.dialect.name === 'sqlite';
const run = (statement: Sql) => runByHand(app, statement);
const hex = (bytes: number) => `lower(hex(randomblob(${bytes})))`;
const newId = text(onSqlite ? [4, 2, 2, 2, 6].map(hex).join(` || '-' || `) : 'gen_random_uuid()');
const later = (column: string) => text(onSqlite ? `${column} + n.i * 7200000` : `${column} + n.i * interval '2 hours'`);

const trainer = await world.user({ role: 'TRAINER' });
const learner = await world.learner();
const large = await world.classGroup({}, learner);
await fillGrades(app, await world.exam(large), learner.id, { learners: 300, exams: 1 });
const small = await world.classOf(trainer, learner);
const room = await world.resource();
const first = await world.bookedSession(hourOf(0), { trainerId: trainer.id, roomId: room.id });
// What took place may overlap, so that no other trainer and room is needed for each.
await run(
  sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${text(String(SESSIONS))})
    insert into sessions (id, created_at, updated_at, course_id, trainer_id, room_id, starts_at, ends_at, status, capacity)
    select ${newId}, s.created_at, s.updated_at, s.course_id, s.trainer_id, s.room_id, ${later('s.starts_at')}, ${later('s.ends_at')}, 'COMPLETED', 10
      from n, sessions s where s.id = ${first.id}`,
);
await run(
  sql`insert into reservations
    (id, created_at, updated_at, resource_id, user_id, creator_id, holder_id, starts_at, ends_at, status, participants)
    select ${newId}, s.created_at, s.updated_at, s.room_id, s.trainer_id, s.trainer_id, s.id, s.starts_at, s.ends_at, 'COMPLETED', 1
      from sessions s where s.status = 'COMPLETED'`,
);
await run(
  sql`insert into enrolments (id, created_at, updated_at, session_id, learner_id, status, priority, ticket, progress)
    select ${newId}, held.created_at, held.created_at, held.id, m.learner_id, 'COMPLETED', 0, 1, 0
      from (select id, created_at, row_number() over (order by starts_at) as k from sessions where status = 'COMPLETED') held
      join (select learner_id, row_number() over (order by learner_id) as k from memberships where class_group_id = ${large.id}) m
        on (m.k + held.k) % 75 = 0`,
);
for (const table of ['sessions', 'reservations', 'enrolments', 'memberships']) await run(sql`analyze ${text(table)}`);

const WEEK = { from: '2030-07-01T00:00:00Z', to: '2030-07-08T00:00:00Z' };

const calendars: [name: string, Person, Partial<CalendarQueryVariables>, least: number][] = [
  ['one’s own, of a trainer', trainer, {}, 84],
  ['one’s own, of a learner', learner, {}, 1],
  ['a room’s', learner, { roomId: room.id }, 84],
  ['a trainer’s', learner, { trainerId: trainer.id }, 84],
  ['a class’s', learner, { classGroupId: small.id }, 1],
];

test.each(calendars)('among thousands of sessions, %s looks at those of its time', async (_name, { client }, which, least) => {
  let found = 0;
  const statements = await statementsOf(app, async () => {
    found = (await client.ask(Calendar, { ...WEEK, ...which })).calendar.length;
  });
  expect(found).toBeGreaterThanOrEqual(least);
  const [statement = ''] = statements.filter(it => /^select kind/.test(it));
  const steps = await planOf(app, statement);
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.filter(step => /^[\s>-]*(SCAN|Seq Scan on) (s|v|e|m|sessions|reservations|enrolments|memberships)\b/.test(step))).toEqual(
    [],
  );
  // A walk over a whole index is a scan, too.
  const walks = steps.filter((step, i) => /Index (Only )?Scan (using|on) enrolments/.test(step) && !/Index Cond/.test(steps[i + 1] ?? ''));
  expect(walks).toEqual([]);
});
