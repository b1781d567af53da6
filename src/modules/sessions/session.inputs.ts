import { ArgsType, Field, InputType, Int, registerEnumType } from 'type-graphql';
import type { Instant } from '../../platform/database/instant.js';
import { PageArgs } from '../../platform/graphql/connection.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { DateTime, Id } from '../../platform/graphql/scalars.js';
import { SessionStatus } from './session.status.js';

@InputType({ description: 'A new session.' })
export class SessionCreateInput {
  @Field(() => Id, { description: 'What is taught: one’s own course, or any for those who make sessions for others.' })
  courseId!: string;

  @Field(() => Id, { nullable: true, description: 'Who teaches, if not oneself; for those who make sessions for others.' })
  trainerId?: string | null;

  @Field(() => Id, { description: 'The room to take.' })
  roomId!: string;

  @Field(() => [Id], { defaultValue: [], description: 'The equipment to take, at most 20 pieces.' })
  equipmentIds!: string[];

  @Field(() => DateTime, { description: 'From when: on a quarter of an hour.' })
  startsAt!: Instant;

  @Field(() => DateTime, { description: 'Until when: on a quarter of an hour, at least 30 minutes and at most 8 hours later.' })
  endsAt!: Instant;

  @Field(() => Int, { description: 'How many learners it has seats for: at most as many as the room.' })
  capacity!: number;
}

@InputType({ description: 'What is to change of a session; what is left out stays.' })
export class SessionUpdateInput {
  @Field(() => Id, { nullable: true, description: 'Another room.' })
  roomId?: string;

  @Field(() => [Id], { nullable: true, description: 'All the equipment that it is to have, at most 20 pieces.' })
  equipmentIds?: string[];

  @Field(() => Id, { nullable: true, description: 'Another trainer: oneself, or any for those who make sessions for others.' })
  trainerId?: string;

  @Field(() => Int, { nullable: true, description: 'How many learners it has seats for: at most as many as the room.' })
  capacity?: number;

  @Field(() => Int, { nullable: true, description: 'The version that the change was made from; a stale one is refused.' })
  version?: number;
}

@InputType({ description: 'Which sessions, of those that the viewer may see; every condition that is given must hold.' })
export class SessionFilter {
  @Field(() => Id, { nullable: true, description: 'Of this course.' })
  courseId?: string | null;

  @Field(() => Id, { nullable: true, description: 'With this trainer.' })
  trainerId?: string | null;

  @Field(() => Id, { nullable: true, description: 'In rooms at this site.' })
  siteId?: string | null;

  @Field(() => [SessionStatus], { nullable: true, description: 'With one of these statuses.' })
  statuses?: SessionStatus[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Ending after this.' })
  from?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'Beginning before this.' })
  to?: Instant | null;

  @Field(() => Boolean, { nullable: true, description: 'True for those that are scheduled and have not begun, false for the others.' })
  upcoming?: boolean | null;
}

export enum SessionOrderField {
  STARTS_AT = 'STARTS_AT',
}

registerEnumType(SessionOrderField, {
  name: 'SessionOrderField',
  description: 'What sessions can be ordered by.',
  valuesConfig: { STARTS_AT: { description: 'When they begin.' } },
});

@InputType({ description: 'How to order sessions.' })
export class SessionOrder {
  @Field(() => SessionOrderField, { description: 'By what.' })
  field!: SessionOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which way.' })
  direction!: OrderDirection;
}

/** The arguments of a list of sessions, wherever it stands. */
@ArgsType()
export class SessionListArgs extends PageArgs {
  @Field(() => SessionFilter, { nullable: true, description: 'Which.' })
  filter?: SessionFilter | null;

  @Field(() => SessionOrder, { nullable: true, description: 'By start unless said otherwise.' })
  orderBy?: SessionOrder | null;
}
