import type { Database } from '../../platform/database/database.js';
import { sql } from '../../platform/database/sql.js';
import { InUse } from '../../platform/database/uses.js';
import { Refused } from '../../platform/errors/user-error.js';
import type { ResourceService } from '../resources/resource.service.js';
import { Reservation } from './reservation.entity.js';
import { cancelling, seeingDetails, updating } from './reservation.policy.js';
import { TAKES } from './reservation.reads.js';
import { ReservationConnection, ReservationResolver } from './reservation.resolver.js';
import { ReservationService } from './reservation.service.js';
import { ReservationSubscription } from './reservation.subscription.js';
import { ResourceReservationsResolver } from './resource-reservations.resolver.js';
import { UserReservationsResolver } from './user-reservations.resolver.js';
import { WindowEffectsResolver } from './window-effects.js';

export const reservationEntities = [Reservation];

/** Taking what is shared for a time. */
export function reservationsModule(database: Database, resources: ResourceService) {
  const reservations = new ReservationService(database);
  resources.deletionChecks.push(async (unit, resourceId) => {
    const [coming] = await unit.rows<{ count: number }>(
      sql`select count(*) as count from reservations v where v.resource_id = ${resourceId} and v.${TAKES} and v.ends_at > ${new Date()}`,
    );
    if (coming && coming.count > 0) throw new Refused([new InUse([{ type: 'Reservation', count: coming.count }], ['id'])]);
  });
  return {
    reservations,
    governed: [{ entity: Reservation, policies: [seeingDetails, updating, cancelling], knownTo: 'everyone' as const }],
    resolvers: [
      new ReservationResolver(reservations),
      ReservationConnection.resolver,
      new ReservationSubscription(),
      new ResourceReservationsResolver(),
      new UserReservationsResolver(),
      new WindowEffectsResolver(),
    ],
  };
}
