import { Check, Entity, Enum, Index, Property, Unique } from '@mikro-orm/decorators/legacy';
import { IsEnum, IsInt, Max, Min } from 'class-validator';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DatabaseRules } from '../../platform/database/database-rules.js';
import { BelongsTo, Editable } from '../../platform/database/entity.js';
import type { Waiting } from '../../platform/waiting-list.js';
import { User } from '../accounts/user.entity.js';
import { Session } from '../sessions/session.entity.js';
import { ENROLLED_ONCE, neverOversold } from './enrolment.constraints.js';
import { EnrolmentStatus, LIVES, WAITS } from './enrolment.status.js';

registerEnumType(EnrolmentStatus, {
  name: 'EnrolmentStatus',
  description:
    'WAITLISTED becomes ENROLLED when a seat is free; either may be CANCELLED before the end. ENROLLED becomes ATTENDED, ABSENT or ' +
    'COMPLETED, ATTENDED becomes ABSENT or COMPLETED, ABSENT becomes ATTENDED. Nothing else.',
  valuesConfig: {
    ENROLLED: { description: 'They have a seat.' },
    WAITLISTED: { description: 'They wait for a seat.' },
    CANCELLED: { description: 'It was given back, or the session does not take place.' },
    ATTENDED: { description: 'They came.' },
    ABSENT: { description: 'They had a seat and did not come.' },
    COMPLETED: { description: 'They came, and have done all of it.' },
  },
});

@Entity({ tableName: 'enrolments' })
@Check({ name: 'enrolments_progress_in_percent', expression: 'progress >= 0 and progress <= 100' })
@Unique({ name: ENROLLED_ONCE, properties: ['sessionId', 'learnerId'], where: LIVES })
@Index({
  name: 'enrolments_line_index',
  columns: [{ name: 'session_id' }, { name: 'priority', sort: 'desc' }, { name: 'ticket' }],
  properties: ['sessionId', 'priority', 'ticket'],
  where: WAITS,
})
@Index({ properties: ['sessionId', 'status', 'ticket'] })
@Index({ properties: ['learnerId', 'createdAt'] })
@DatabaseRules(neverOversold)
@ObjectType({
  simpleResolvers: true,
  description: 'A learner’s seat in a session, or their place in its waiting list. Who comes back after giving it back asks anew.',
})
export class Enrolment extends Editable implements Waiting {
  @BelongsTo(() => Session, { index: false })
  sessionId!: string;

  @BelongsTo(() => User, { description: 'Who.', index: false })
  learnerId!: string;

  @Enum({ items: () => EnrolmentStatus })
  @IsEnum(EnrolmentStatus)
  @Field(() => EnrolmentStatus, { description: 'How far it is.' })
  status: EnrolmentStatus = EnrolmentStatus.WAITLISTED;

  /** Theirs when they asked. */
  @Property({ type: 'integer' })
  @IsInt()
  priority!: number;

  /** Counts the askings for the session. */
  @Property({ type: 'integer' })
  @IsInt()
  @Min(1)
  ticket!: number;

  @Property({ type: 'integer' })
  @IsInt()
  @Min(0)
  @Max(100)
  @Field(() => Int, { description: 'How much of it they have done, in percent.' })
  progress: number = 0;
}
