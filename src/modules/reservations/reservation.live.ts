import { registerEnumType } from 'type-graphql';

export enum ReservationChangeKind {
  CREATED = 'CREATED',
  UPDATED = 'UPDATED',
  CONFIRMED = 'CONFIRMED',
  CANCELLED = 'CANCELLED',
  COMPLETED = 'COMPLETED',
  NO_SHOW = 'NO_SHOW',
}

registerEnumType(ReservationChangeKind, {
  name: 'ReservationChangeKind',
  description: 'What happened to a reservation.',
  valuesConfig: {
    CREATED: { description: 'It was made.' },
    UPDATED: { description: 'It was moved or its details changed.' },
    CONFIRMED: { description: 'It was confirmed.' },
    CANCELLED: { description: 'It was given back.' },
    COMPLETED: { description: 'It took place.' },
    NO_SHOW: { description: 'Nobody came.' },
  },
});

/** Word of a change, told after its commit. Whoever hears it reads the row again. */
export interface ReservationChanged {
  readonly id: string;
  readonly change: ReservationChangeKind;
  /** Where it is now, and where it was if it was moved to another resource. */
  readonly places: readonly Place[];
}

interface Place {
  readonly siteId: string;
  readonly resourceId: string;
}

/** What someone watches: where nothing is said, every site or resource. */
export type Watched = { readonly [K in keyof Place]?: Place[K] | null };

/** The key under which they hear of it. */
export function keyOf({ siteId, resourceId }: Watched): string {
  return `${siteId ?? '*'}/${resourceId ?? '*'}`;
}

/** All keys under which a change at a place is told. */
export function keysOf({ siteId, resourceId }: Place): string[] {
  return [{}, { siteId }, { resourceId }, { siteId, resourceId }].map(keyOf);
}

declare module '../../platform/events/bus.js' {
  interface Topics {
    reservationChanged: ReservationChanged;
  }
}
