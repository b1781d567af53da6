import type { Ground, Policy } from '../../platform/access/policy.js';
import { type Sql, sql, text } from '../../platform/database/sql.js';
import { takenBy } from '../courses/taking.js';
import { Session } from './session.entity.js';

/** A session is managed by those who manage all, and by its trainer, for as long as they may give any; whoever's the course is. */
const byTrainer = { owners: ['trainerId'], ownersNeed: 'session:create' } as const;

export type SessionPolicy = Policy<'trainerId'>;

/** To move it, or to change what it takes. */
export const updatingSession: SessionPolicy = { permission: 'session:update', ...byTrainer };

/** To begin it and to end it. */
export const runningSession: SessionPolicy = { permission: 'session:run', ...byTrainer };

export const cancellingSession: SessionPolicy = { permission: 'session:cancel', ...byTrainer };

/** Whoever may see its course sees it: each ground is one of `seeingCourse`. */
const seeingItsCourse: readonly Ground[] = [
  { needs: 'course:update', entity: Session, where: () => text('1 = 1') },
  { needs: 'course:create', entity: Session, where: (id, userId) => ofCourse(id, sql`c.owner_id = ${userId}`) },
  { needs: 'course:read', entity: Session, where: (id, userId) => ofCourse(id, sql`(c.published or ${takenBy(text('c.id'), userId)})`) },
];

/** That there is such a session. A later module adds on what else one sees it: see `alsoAllow`. */
export const seeingSession = {
  permission: 'session:read-all',
  owners: ['trainerId'],
  also: [...seeingItsCourse],
} satisfies SessionPolicy & { also: Ground[] };

function ofCourse(id: Sql, condition: Sql): Sql {
  return sql`exists (select 1 from sessions its join courses c on c.id = its.course_id where its.id = ${id} and ${condition})`;
}
