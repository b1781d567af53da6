import { assign } from '../../platform/database/changes.js';
import { sql } from '../../platform/database/sql.js';
import { personalTable } from '../../platform/personal/personal-table.js';
import { Session } from './session.entity.js';

/**
 * Sessions stay for who takes them, with nobody's name on them; those to come go on until somebody else is given them, or they are cancelled.
 * Why one was cancelled may tell of its trainer, and goes.
 */
export const personalSessions = personalTable<Session>({
  name: 'sessions',
  entity: Session,
  columns: {
    id: 'stays',
    createdAt: 'stays',
    updatedAt: 'stays',
    version: 'ours',
    courseId: 'stays',
    trainerId: 'stays',
    roomId: 'stays',
    startsAt: 'stays',
    endsAt: 'stays',
    status: 'stays',
    capacity: 'stays',
    cancelReason: 'goes',
  },
  about: userId => sql`t.trainer_id = ${userId}`,
  async erase(unit, userId) {
    // What is cancelled changes no more: nobody who has locked such a session waits for its trainer.
    const found = await unit.rows<{ id: string }>(sql`select id from sessions where trainer_id = ${userId} and cancel_reason is not null`);
    const theirs = await unit.lock(
      Session,
      found.map(it => it.id),
    );
    for (const session of theirs) assign(session, { cancelReason: null });
    await unit.em.flush();
    return theirs.map(it => it.id);
  },
});
