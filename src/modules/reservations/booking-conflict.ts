import { Field, ObjectType } from 'type-graphql';
import type { Row } from '../../platform/database/entity.js';
import { later } from '../../platform/database/entity.js';
import type { Instant } from '../../platform/database/instant.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { UserError } from '../../platform/errors/user-error.js';
import { DateTime } from '../../platform/graphql/scalars.js';
import { Resource } from '../resources/resource.entity.js';

@ObjectType({ simpleResolvers: true, description: 'A time at which a resource can be reserved as it stands.' })
export class BookableTime {
  @Field(() => Resource, { description: 'What is free.' })
  readonly resource!: Row<Resource>;

  @Field(() => DateTime, { description: 'From when.' })
  readonly startsAt!: Instant;

  @Field(() => DateTime, { description: 'Until when.' })
  readonly endsAt!: Instant;
}

@ObjectType({
  implements: UserError,
  simpleResolvers: true,
  description: 'Some of the time is reserved already: what is taken, and what is free instead.',
})
export class BookingConflict extends UserError {
  @Field(() => [later('Reservation')()], { description: 'The reservations in the way, the first to begin first; at most 20.' })
  readonly conflicts: readonly { readonly startsAt: Instant; readonly endsAt: Instant }[];

  @Field(() => [BookableTime], {
    description:
      'What can be had instead: the nearest times, and others like it; where several are taken together, the nearest times when all are free.',
  })
  readonly alternatives: readonly BookableTime[];

  constructor(
    conflicts: BookingConflict['conflicts'],
    alternatives: readonly BookableTime[],
    path: readonly string[] = ['startsAt'],
    message = 'Some of that time is reserved already.',
  ) {
    super(ErrorCode.BOOKING_CONFLICT, message, path);
    this.conflicts = conflicts;
    this.alternatives = alternatives;
  }

  /** Of a resource that is one of several, named by its input. */
  static of(
    resource: Pick<Row<Resource>, 'name'> | null,
    conflicts: BookingConflict['conflicts'],
    path: readonly string[],
  ): BookingConflict {
    return new BookingConflict(conflicts, [], path, `${resource?.name ?? 'It'} is reserved for some of that time.`);
  }

  get typeName(): string {
    return 'BookingConflict';
  }

  at(path: readonly string[]): BookingConflict {
    return new BookingConflict(this.conflicts, this.alternatives, path, this.message);
  }

  instead(alternatives: readonly BookableTime[]): BookingConflict {
    return new BookingConflict(this.conflicts, alternatives, this.path, this.message);
  }
}
