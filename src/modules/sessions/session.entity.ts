import { Check, Entity, Enum, Index, Property } from '@mikro-orm/decorators/legacy';
import { IsEnum, IsInt, IsOptional, MaxLength, Min } from 'class-validator';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DatabaseRules } from '../../platform/database/database-rules.js';
import { BelongsTo, Editable } from '../../platform/database/entity.js';
import { type Instant, InstantType } from '../../platform/database/instant.js';
import { noOverlap } from '../../platform/database/no-overlap.js';
import { Obeys } from '../../platform/database/validation.js';
import { DateTime } from '../../platform/graphql/scalars.js';
import { User } from '../accounts/user.entity.js';
import { Course } from '../courses/course.entity.js';
import { timeRules } from '../reservations/reservation.rules.js';
import { Resource } from '../resources/resource.entity.js';
import { oneOfATrainer } from './session.constraints.js';
import { SessionStatus } from './session.status.js';

registerEnumType(SessionStatus, {
  name: 'SessionStatus',
  description: 'SCHEDULED becomes RUNNING, RUNNING becomes COMPLETED; what is SCHEDULED may be CANCELLED. Nothing else.',
  valuesConfig: {
    SCHEDULED: { description: 'It is to come.' },
    RUNNING: { description: 'It has begun.' },
    COMPLETED: { description: 'It took place.' },
    CANCELLED: { description: 'It does not take place.' },
  },
});

@Entity({ tableName: 'sessions' })
@Check({ name: 'sessions_ends_after_start', expression: 'ends_at > starts_at' })
@Check({ name: 'sessions_has_seats', expression: 'capacity >= 1' })
@Index({
  name: 'sessions_trainer_taken_index',
  properties: ['trainerId', 'startsAt', 'endsAt', 'status'],
  where: `status in ('SCHEDULED', 'RUNNING')`,
})
@Index({ properties: ['courseId', 'startsAt'] })
@Index({ properties: ['trainerId', 'startsAt'] })
@Index({ properties: ['roomId', 'startsAt'] })
@Index({ properties: ['startsAt'] })
@DatabaseRules(noOverlap(oneOfATrainer))
@Obeys<Session>(timeRules)
@ObjectType({
  simpleResolvers: true,
  description: 'A course at a time, with a trainer, in a room. What it takes is reserved in the same calendar as everything else.',
})
export class Session extends Editable {
  @BelongsTo(() => Course, { description: 'What is taught.', index: false })
  courseId!: string;

  @BelongsTo(() => User, { description: 'Who teaches.', index: false })
  trainerId!: string;

  @BelongsTo(() => Resource, { description: 'Where it takes place.', index: false })
  roomId!: string;

  @Property({ type: InstantType })
  @Field(() => DateTime, { description: 'When it begins: on a quarter of an hour.' })
  startsAt!: Instant;

  @Property({ type: InstantType })
  @Field(() => DateTime, { description: 'When it ends: on a quarter of an hour.' })
  endsAt!: Instant;

  @Enum({ items: () => SessionStatus })
  @IsEnum(SessionStatus)
  @Field(() => SessionStatus, { description: 'How far it is.' })
  status: SessionStatus = SessionStatus.SCHEDULED;

  @Property({ type: 'integer' })
  @IsInt()
  @Min(1)
  @Field(() => Int, { description: 'How many learners it has seats for.' })
  capacity!: number;

  @Property({ type: 'text', nullable: true })
  @IsOptional()
  @MaxLength(2_000)
  @Field(() => String, { nullable: true, description: 'Why it was cancelled.' })
  cancelReason: string | null = null;
}
