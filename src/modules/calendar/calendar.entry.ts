import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { Instant } from '../../platform/database/instant.js';
import { DateTime, LocalDateTime } from '../../platform/graphql/scalars.js';

export enum CalendarEntryKind {
  SESSION = 'SESSION',
  ENROLMENT = 'ENROLMENT',
  RESERVATION = 'RESERVATION',
}

registerEnumType(CalendarEntryKind, {
  name: 'CalendarEntryKind',
  description: 'What stands in a calendar.',
  valuesConfig: {
    SESSION: { description: 'A session that is given.' },
    ENROLMENT: { description: 'A session that the viewer has a seat in, or waits for.' },
    RESERVATION: { description: 'A resource that is taken for something else.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Something that takes its time in a calendar.' })
export class CalendarEntry {
  @Field(() => CalendarEntryKind, { description: 'What it is.' })
  readonly kind!: CalendarEntryKind;

  @Field(() => DateTime, { description: 'When it begins.' })
  readonly startsAt!: Instant;

  @Field(() => DateTime, { description: 'When it ends.' })
  readonly endsAt!: Instant;

  @Field(() => LocalDateTime, { description: 'When it begins, by the clock of the time zone asked for.' })
  readonly localStartsAt!: string;

  @Field(() => LocalDateTime, { description: 'When it ends, by the clock of the time zone asked for.' })
  readonly localEndsAt!: string;

  readonly sessionId!: string | null;
  readonly enrolmentId!: string | null;
  readonly reservationId!: string | null;
}
