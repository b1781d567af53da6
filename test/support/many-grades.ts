import { type Sql, sql, text } from '../../src/platform/database/sql.js';
import type { TestApp } from './app.js';
import { runByHand } from './raw-sql.js';

interface Wanted {
  readonly learners: number;
  readonly exams: number;
}

/** Puts so many more into the class of an exam, as a learner who is in it, and graded in so many more: everybody in everything, or absent. */
export async function fillGrades(app: TestApp, exam: { id: string; classGroupId: string }, learnerId: string, { learners, exams }: Wanted) {
  const onSqlite = app.database.dialect.name === 'sqlite';
  const hex = (bytes: number) => `lower(hex(randomblob(${bytes})))`;
  const newId = text(onSqlite ? [4, 2, 2, 2, 6].map(hex).join(` || '-' || `) : 'gen_random_uuid()');
  const { id: examId, classGroupId } = exam;
  const run = (statement: Sql) => runByHand(app, statement);
  const tag = crypto.randomUUID().slice(0, 8);
  const name = text(`'${tag}-' || n.i`);
  await run(
    sql`${upTo(learners)} insert into users
      (id, created_at, updated_at, username, email, first_name, last_name, password_hash, role, priority, authorizations, active)
      select ${newId}, u.created_at, u.updated_at, ${name}, ${name}, u.first_name, ${name}, u.password_hash, u.role, u.priority, u.authorizations,
        u.active from n, users u where u.id = ${learnerId}`,
  );
  await run(
    sql`insert into memberships (id, created_at, class_group_id, learner_id)
      select ${newId}, u.created_at, ${classGroupId}, u.id from users u where u.username like ${`${tag}-%`}`,
  );
  await run(
    sql`${upTo(exams)} insert into exams (id, created_at, updated_at, course_id, class_group_id, title, kind, coefficient_hundredths, date)
      select ${newId}, e.created_at, e.updated_at, e.course_id, e.class_group_id, ${name}, e.kind, 25 * (1 + n.i % 8), e.date
        from n, exams e where e.id = ${examId}`,
  );
  const quarters = text('case when k % 50 = 0 then null else k * 7919 % 81 end');
  await run(
    sql`insert into grades (id, created_at, updated_at, exam_id, learner_id, quarters, absent)
      select ${newId}, at, at, exam_id, learner_id, ${quarters}, ${text('k % 50 = 0')}
      from (select e.id as exam_id, m.learner_id, e.created_at as at, row_number() over (order by m.learner_id, e.id) as k
        from exams e, memberships m, users u where e.class_group_id = ${classGroupId} and m.class_group_id = ${classGroupId}
          and u.id = m.learner_id and e.title like ${`${tag}-%`} and u.username like ${`${tag}-%`}) marks`,
  );
}

function upTo(count: number): Sql {
  return sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${text(String(count))})`;
}
