import { Field, InputType, Int } from 'type-graphql';
import type { Instant } from '../../platform/database/instant.js';
import { DateTime, Id } from '../../platform/graphql/scalars.js';
import { WindowKind, WindowRecurrence } from './availability-window.entity.js';

@InputType({ description: 'A new window.' })
export class AvailabilityWindowCreateInput {
  @Field(() => Id, { description: 'Whose window it is.' })
  resourceId!: string;

  @Field(() => WindowKind, { description: 'What it does.' })
  kind!: WindowKind;

  @Field(() => DateTime, { description: 'When it first begins.' })
  startsAt!: Instant;

  @Field(() => DateTime, { description: 'When it first ends.' })
  endsAt!: Instant;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;

  @Field(() => WindowRecurrence, { defaultValue: WindowRecurrence.ONCE, description: 'How often it comes again.' })
  recurrence!: WindowRecurrence;
}

@InputType({ description: 'What is to change of a window; what is left out stays.' })
export class AvailabilityWindowUpdateInput {
  @Field(() => WindowKind, { nullable: true, description: 'What it does.' })
  kind?: WindowKind;

  @Field(() => DateTime, { nullable: true, description: 'When it first begins.' })
  startsAt?: Instant;

  @Field(() => DateTime, { nullable: true, description: 'When it first ends.' })
  endsAt?: Instant;

  @Field(() => String, { nullable: true, description: 'Why; null for no reason.' })
  reason?: string | null;

  @Field(() => WindowRecurrence, { nullable: true, description: 'How often it comes again.' })
  recurrence?: WindowRecurrence;

  @Field(() => Int, { nullable: true, description: 'The version that the change was made from; a stale one is refused.' })
  version?: number;
}
