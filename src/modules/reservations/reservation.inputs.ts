import { ArgsType, Field, InputType, Int, registerEnumType } from 'type-graphql';
import type { Instant } from '../../platform/database/instant.js';
import { PageArgs } from '../../platform/graphql/connection.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { DateTime, Id } from '../../platform/graphql/scalars.js';
import { ReservationStatus } from './reservation.status.js';

@InputType({ description: 'A new reservation.' })
export class ReservationCreateInput {
  @Field(() => Id, { description: 'What to take.' })
  resourceId!: string;

  @Field(() => DateTime, { description: 'From when: on a quarter of an hour.' })
  startsAt!: Instant;

  @Field(() => DateTime, { description: 'Until when: on a quarter of an hour, at least 30 minutes later.' })
  endsAt!: Instant;

  @Field(() => Int, { defaultValue: 1, description: 'How many people come.' })
  participants!: number;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'What else there is to know.' })
  note?: string | null;

  @Field(() => Id, { nullable: true, description: 'Whom it is for, if not oneself; managers and administrators only.' })
  userId?: string | null;
}

@InputType({ description: 'What is to change of a reservation; what is left out stays.' })
export class ReservationUpdateInput {
  @Field(() => Id, { nullable: true, description: 'Another resource.' })
  resourceId?: string;

  @Field(() => DateTime, { nullable: true, description: 'From when: on a quarter of an hour.' })
  startsAt?: Instant;

  @Field(() => DateTime, { nullable: true, description: 'Until when: on a quarter of an hour, at least 30 minutes later.' })
  endsAt?: Instant;

  @Field(() => Int, { nullable: true, description: 'How many people come.' })
  participants?: number;

  @Field(() => String, { nullable: true, description: 'What it is for; null for nothing said.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'What else there is to know; null for nothing.' })
  note?: string | null;

  @Field(() => Int, { nullable: true, description: 'The version that the change was made from; a stale one is refused.' })
  version?: number;
}

@InputType({ description: 'Which reservations; every condition that is given must hold.' })
export class ReservationFilter {
  @Field(() => Id, { nullable: true, description: 'Of this resource.' })
  resourceId?: string | null;

  @Field(() => Id, { nullable: true, description: 'Of resources at this site.' })
  siteId?: string | null;

  @Field(() => Id, {
    nullable: true,
    description: 'For this user. Of other people’s, only those whose details the viewer may see are found.',
  })
  userId?: string | null;

  @Field(() => [ReservationStatus], { nullable: true, description: 'With one of these statuses.' })
  statuses?: ReservationStatus[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Ending after this.' })
  from?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'Beginning before this.' })
  to?: Instant | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for those that are pending or confirmed and have not begun, false for the others.',
  })
  upcoming?: boolean | null;
}

export enum ReservationOrderField {
  STARTS_AT = 'STARTS_AT',
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(ReservationOrderField, {
  name: 'ReservationOrderField',
  description: 'What reservations can be ordered by.',
  valuesConfig: { STARTS_AT: { description: 'When they begin.' }, CREATED_AT: { description: 'When they were made.' } },
});

@InputType({ description: 'How to order reservations.' })
export class ReservationOrder {
  @Field(() => ReservationOrderField, { description: 'By what.' })
  field!: ReservationOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which way.' })
  direction!: OrderDirection;
}

/** The arguments of a list of reservations, wherever it stands. */
@ArgsType()
export class ReservationListArgs extends PageArgs {
  @Field(() => ReservationFilter, { nullable: true, description: 'Which.' })
  filter?: ReservationFilter | null;

  @Field(() => ReservationOrder, { nullable: true, description: 'By start unless said otherwise.' })
  orderBy?: ReservationOrder | null;
}
