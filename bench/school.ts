import type Sqlite from 'better-sqlite3';
import { EDITABLE, editable, idOf, inserter, userId } from './data.js';

/** The class, and who teaches it. */
export const classGroupId = idOf(20, 0);
export const courseId = idOf(24, 0);
export const TEACHER = 0;

export const learnerId = (n: number) => idOf(21, n);

/** Adds a course, and a class of so many learners. */
export function addSchool(db: Sqlite.Database, learners: number): void {
  db.prepare(`update users set role = 'STAFF' where id = ?`).run(userId(TEACHER));
  inserter(db, 'organizations', [...EDITABLE, 'name', 'owner_id'])([...editable(idOf(25, 0), 0), 'School', userId(TEACHER)]);
  inserter(db, 'class_groups', [...EDITABLE, 'organization_id', 'name'])([...editable(classGroupId, 0), idOf(25, 0), 'Class']);
  inserter(db, 'courses', [...EDITABLE, 'title', 'duration_minutes', 'published', 'owner_id'])([
    ...editable(courseId, 0),
    'Course',
    60,
    1,
    userId(TEACHER),
  ]);
  const user = inserter(db, 'users', [
    ...EDITABLE,
    'username',
    'email',
    'first_name',
    'last_name',
    'password_hash',
    'role',
    'priority',
    'authorizations',
    'active',
  ]);
  const membership = inserter(db, 'memberships', ['id', 'created_at', 'class_group_id', 'learner_id']);
  for (let n = 0; n < learners; n++) {
    const name = `learner${n}`;
    user([
      ...editable(learnerId(n), n),
      name,
      `${name}@example.org`,
      'Lea',
      `Doe ${String(n).padStart(4, '0')}`,
      'nobody knows it',
      'LEARNER',
      'STANDARD',
      '[]',
      1,
    ]);
    membership([idOf(23, n), 0, classGroupId, learnerId(n)]);
  }
}
