import { Reservation } from '../../src/modules/reservations/reservation.entity.js';
import type { ReservationStatus } from '../../src/modules/reservations/reservation.status.js';
import { AvailabilityWindow, type WindowKind, type WindowRecurrence } from '../../src/modules/resources/availability-window.entity.js';
import { Location, Resource, type ResourceKind, type ResourceState } from '../../src/modules/resources/resource.entity.js';
import { assign } from '../../src/platform/database/changes.js';
import type { Row } from '../../src/platform/database/entity.js';
import { ReservationCreate, type ReservationCreateInput } from '../generated/documents.js';
import type { Client } from './client.js';
import { unique, World } from './seed.js';
import type { Slot } from './slots.js';

type ResourceGiven = Partial<Omit<Row<Resource>, 'kind' | 'state' | 'location'>> & {
  kind?: keyof typeof ResourceKind;
  state?: keyof typeof ResourceState;
  location?: Partial<Location>;
};
type WindowGiven = Slot & { kind: keyof typeof WindowKind; recurrence?: keyof typeof WindowRecurrence; reason?: string };
type ReservationGiven = Slot & {
  resourceId: string;
  userId?: string;
  creatorId?: string;
  holderId?: string;
  status?: keyof typeof ReservationStatus;
  participants?: number;
  description?: string;
  note?: string;
};

/** The world of bookings: what is shared, and what is taken of it. What a test does not name is made up. */
export class BookingWorld extends World {
  /** A room for ten in Paris, of a site that is open from 08:00 to 20:00, unless said otherwise. */
  async resource({ location, ...given }: ResourceGiven = {}): Promise<Row<Resource>> {
    const siteId = given.siteId ?? (await this.site()).id;
    const resource = new Resource();
    assign(resource.location, location ?? {});
    return this.save(resource, { name: unique('Room'), kind: 'ROOM', capacity: 10, ...given, siteId });
  }

  window(resource: { readonly id: string }, { startsAt, endsAt, ...given }: WindowGiven): Promise<Row<AvailabilityWindow>> {
    const times = { startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) };
    return this.save(new AvailabilityWindow(), { ...given, ...times, resourceId: resource.id });
  }

  /** Written as it is said: of the rules, only those of the reservation itself are asked, and the database's. */
  async reservation({ startsAt, endsAt, ...given }: ReservationGiven): Promise<Row<Reservation>> {
    const userId = given.userId ?? given.creatorId ?? (await this.user()).id;
    const times = { startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) };
    return this.save(new Reservation(), { creatorId: userId, ...given, ...times, userId });
  }
}

/** What `reservationCreate` answers. */
export async function book(client: Client, input: ReservationCreateInput) {
  return (await client.ask(ReservationCreate, { input })).reservationCreate;
}
