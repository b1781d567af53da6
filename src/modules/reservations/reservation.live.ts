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
  readonly places: readonly { readonly resourceId: string; readonly siteId: string }[];
}

declare module '../../platform/events/bus.js' {
  interface Topics {
    reservationChanged: ReservationChanged;
  }
}
