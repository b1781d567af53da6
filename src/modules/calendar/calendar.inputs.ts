import { ArgsType, Field } from 'type-graphql';
import type { Instant } from '../../platform/database/instant.js';
import { DateTime, Id, TimeZone } from '../../platform/graphql/scalars.js';

@ArgsType()
export class CalendarArgs {
  @Field(() => DateTime, { description: 'What ends after this.' })
  from!: Instant;

  @Field(() => DateTime, { description: 'What begins before this; at most 92 days after `from`.' })
  to!: Instant;

  @Field(() => Id, {
    nullable: true,
    description: 'Of a room or any other resource, in place of the viewer’s own. A session that they may not see is a reservation there.',
  })
  roomId?: string | null;

  @Field(() => Id, {
    nullable: true,
    description: 'Of a trainer, in place of the viewer’s own: their sessions and reservations that the viewer may know of as theirs.',
  })
  trainerId?: string | null;

  @Field(() => Id, {
    nullable: true,
    description:
      'Of a class, in place of the viewer’s own: the sessions that somebody of it has a seat in. For its learners, who teaches it, and who looks after all learners; empty for anybody else.',
  })
  classGroupId?: string | null;

  @Field(() => TimeZone, { nullable: true, defaultValue: 'UTC', description: 'By whose clock the local times are.' })
  timeZone?: string | null;
}
