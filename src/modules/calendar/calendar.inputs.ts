import { ArgsType, Field } from 'type-graphql';
import type { Instant } from '../../platform/database/instant.js';
import { DateTime, Id, TimeZone } from '../../platform/graphql/scalars.js';

@ArgsType()
export class CalendarArgs {
  @Field(() => DateTime, { description: 'What ends after this.' })
  from!: Instant;

  @Field(() => DateTime, { description: 'What begins before this; at most 92 days after `from`.' })
  to!: Instant;

  @Field(() => Id, { nullable: true, description: 'Of a room or any other resource, in place of the viewer’s own.' })
  roomId?: string | null;

  @Field(() => Id, { nullable: true, description: 'Of a trainer, in place of the viewer’s own.' })
  trainerId?: string | null;

  @Field(() => Id, { nullable: true, description: 'Of a class, in place of the viewer’s own; for its learners and those who teach it.' })
  classGroupId?: string | null;

  @Field(() => TimeZone, { defaultValue: 'UTC', description: 'By whose clock the local times are.' })
  timeZone!: string;
}
