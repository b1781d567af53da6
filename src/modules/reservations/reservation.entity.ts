import { Check, Entity, Enum, Index, Property } from '@mikro-orm/decorators/legacy';
import { IsEnum, IsInt, IsOptional, MaxLength, Min } from 'class-validator';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DatabaseRules } from '../../platform/database/database-rules.js';
import { BelongsTo, Editable } from '../../platform/database/entity.js';
import { type Instant, InstantType } from '../../platform/database/instant.js';
import { noOverlap } from '../../platform/database/no-overlap.js';
import { Obeys } from '../../platform/database/validation.js';
import { DateTime } from '../../platform/graphql/scalars.js';
import { VisibleTo } from '../../platform/graphql/visibility.js';
import { User } from '../accounts/user.entity.js';
import { Resource } from '../resources/resource.entity.js';
import { oneOfAResource } from './reservation.constraints.js';
import { seeingDetails } from './reservation.policy.js';
import { timeRules } from './reservation.rules.js';
import { ReservationStatus } from './reservation.status.js';

registerEnumType(ReservationStatus, {
  name: 'ReservationStatus',
  description: 'PENDING becomes CONFIRMED, CONFIRMED becomes COMPLETED or NO_SHOW, and either may be CANCELLED before; nothing else.',
  valuesConfig: {
    PENDING: { description: 'Taken, not confirmed yet.' },
    CONFIRMED: { description: 'Taken and confirmed.' },
    CANCELLED: { description: 'Given back.' },
    COMPLETED: { description: 'It took place.' },
    NO_SHOW: { description: 'Nobody came.' },
  },
});

@Entity({ tableName: 'reservations' })
@Check({ name: 'reservations_ends_after_start', expression: 'ends_at > starts_at' })
@Check({ name: 'reservations_has_participants', expression: 'participants >= 1' })
@Index({
  name: 'reservations_taken_index',
  properties: ['resourceId', 'startsAt', 'endsAt', 'status'],
  where: `status in ('PENDING', 'CONFIRMED')`,
})
@Index({ properties: ['resourceId', 'startsAt'] })
@Index({ properties: ['userId', 'startsAt'] })
@Index({ properties: ['creatorId', 'startsAt'] })
@Index({ properties: ['startsAt'] })
@Index({ properties: ['holderId'], where: 'holder_id is not null' })
@DatabaseRules(noOverlap(oneOfAResource))
@Obeys<Reservation>(timeRules)
@ObjectType({
  simpleResolvers: true,
  description:
    'A resource taken for a time. Its time, resource and status are known to all; who, why and notes to those concerned and to managers.',
})
export class Reservation extends Editable {
  @BelongsTo(() => Resource, { description: 'What is taken.', deleteRule: 'cascade', index: false })
  resourceId!: string;

  @BelongsTo(() => User, { description: 'Whom it is for.', hidden: VisibleTo(seeingDetails), index: false })
  userId!: string;

  @BelongsTo(() => User, { description: 'Who made it.', hidden: VisibleTo(seeingDetails), index: false })
  creatorId!: string;

  /** What it is held for, of a later module: it moves, ends and is given back with that alone. */
  @Property({ type: 'uuid', nullable: true })
  holderId: string | null = null;

  @Property({ type: InstantType })
  @Field(() => DateTime, { description: 'When it begins: on a quarter of an hour.' })
  startsAt!: Instant;

  @Property({ type: InstantType })
  @Field(() => DateTime, { description: 'When it ends: on a quarter of an hour. The next may begin then.' })
  endsAt!: Instant;

  @Enum({ items: () => ReservationStatus })
  @IsEnum(ReservationStatus)
  @Field(() => ReservationStatus, { description: 'How far it is.' })
  status: ReservationStatus = ReservationStatus.PENDING;

  @Property({ type: 'integer' })
  @IsInt()
  @Min(1)
  @Field(() => Int, { nullable: true, description: 'How many people come.' })
  @VisibleTo(seeingDetails)
  participants: number = 1;

  @Property({ type: 'text', nullable: true })
  @IsOptional()
  @MaxLength(2_000)
  @Field(() => String, { nullable: true, description: 'What it is for.' })
  @VisibleTo(seeingDetails)
  description: string | null = null;

  @Property({ type: 'text', nullable: true })
  @IsOptional()
  @MaxLength(2_000)
  @Field(() => String, { nullable: true, description: 'What else there is to know.' })
  @VisibleTo(seeingDetails)
  note: string | null = null;
}
