import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Row } from '../../platform/database/entity.js';
import { sql } from '../../platform/database/sql.js';
import { Context } from '../../platform/graphql/context.js';
import { overlaps } from '../../platform/time/interval.js';
import { occurrences } from '../../platform/time/zone.js';
import { WindowKind } from '../resources/availability-window.entity.js';
import { AvailabilityWindowPayload } from '../resources/availability-window.resolver.js';
import { Resource } from '../resources/resource.entity.js';
import { loadCalendar } from '../resources/resource.reads.js';
import { Reservation } from './reservation.entity.js';
import { TAKES } from './reservation.reads.js';

const MOST = 100;

@Resolver(() => AvailabilityWindowPayload)
export class WindowEffectsResolver {
  @FieldResolver(() => [Reservation], {
    description: 'The reservations to come that a maintenance or a special event is in the way of, the first to begin first; at most 100.',
  })
  async affectedReservations(
    @Root() { availabilityWindow: window }: AvailabilityWindowPayload,
    @Ctx() { source, loaders, now }: Context,
  ): Promise<Row<Reservation>[]> {
    const resource = window && window.kind !== WindowKind.NORMAL ? await loaders.load(Resource, window.resourceId) : null;
    if (!window || !resource) return [];
    const table = source.table(Reservation);
    const coming = await source.rowsOf(
      table,
      sql`${table.selection('v')} where v.resource_id = ${resource.id} and v.${TAKES}
        and v.ends_at > ${new Date(Math.max(now, window.startsAt))} order by v.starts_at, v.id`,
    );
    const { timeZone } = await loadCalendar(loaders, resource);
    const first = { start: window.startsAt, end: window.endsAt };
    return coming
      .filter(it => {
        const time = { start: it.startsAt, end: it.endsAt };
        return occurrences(first, window.recurrence, timeZone, time).some(occurrence => overlaps(occurrence, time));
      })
      .slice(0, MOST);
  }
}
