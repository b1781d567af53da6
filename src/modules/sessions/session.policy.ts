import type { Ground, Policy } from '../../platform/access/policy.js';
import { sql, text } from '../../platform/database/sql.js';
import { takenBy } from '../courses/taking.js';
import { Session } from './session.entity.js';

/** A session is managed by those who manage all, and by who teaches it. */
const byItsTrainer = { owners: ['trainerId'], ownersNeed: 'session:create' } as const;

export const updatingSession: Policy<'trainerId'> = { permission: 'session:update', ...byItsTrainer };

const ofCourseSeen: Ground = {
  needs: 'session:read',
  entity: Session,
  where: (id, userId) => sql`exists (select 1 from sessions seen join courses c on c.id = seen.course_id
    where seen.id = ${id} and (c.published or c.owner_id = ${userId} or ${takenBy(text('c.id'), userId)}))`,
};

/** That there is such a session: for who may see its course. */
export const seeingSession = { ...updatingSession, also: [ofCourseSeen] as Ground[] } satisfies Policy<'trainerId'>;
