import { assign } from '../../platform/database/changes.js';
import { sql } from '../../platform/database/sql.js';
import { personalTable } from '../../platform/personal/personal-table.js';
import { Reservation } from './reservation.entity.js';

/**
 * Reservations stay, with nobody's name on them; those to come go on taking their time until somebody cancels them. What was written on
 * those that were for the person goes, whoever wrote it. What they wrote on reservations for others stays: that is about the others.
 */
export const personalReservations = personalTable<Reservation>({
  name: 'reservations',
  entity: Reservation,
  columns: {
    id: 'stays',
    createdAt: 'stays',
    updatedAt: 'stays',
    version: 'ours',
    resourceId: 'stays',
    userId: 'stays',
    creatorId: 'stays',
    holderId: 'stays',
    startsAt: 'stays',
    endsAt: 'stays',
    status: 'stays',
    participants: 'stays',
    description: 'goes',
    note: 'goes',
  },
  owner: 'userId',
  about: userId => sql`(t.user_id = ${userId} or t.creator_id = ${userId})`,
  async erase(unit, userId) {
    const found = await unit.rows<{ id: string }>(sql`select id from reservations where user_id = ${userId}`);
    const theirs = await unit.lock(
      Reservation,
      found.map(it => it.id),
    );
    for (const reservation of theirs) assign(reservation, { description: null, note: null });
    await unit.em.flush();
    return theirs.map(it => it.id);
  },
});
