import { Field, InputType } from 'type-graphql';
import type { Instant } from '../../platform/database/instant.js';
import { DateTime, Id } from '../../platform/graphql/scalars.js';

@InputType({ description: 'Which entries of the audit; every condition that is given must hold.' })
export class AuditFilter {
  @Field(() => Id, { nullable: true, description: 'Done by this user.' })
  actorId?: string | null;

  @Field(() => String, { nullable: true, description: 'About things of this type, such as `Reservation`.' })
  entity?: string | null;

  @Field(() => Id, { nullable: true, description: 'About the thing with this id.' })
  entityId?: string | null;

  @Field(() => String, { nullable: true, description: 'With this deed, such as `reservation:cancel`.' })
  deed?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Done at this instant or later.' })
  from?: Instant | null;

  @Field(() => DateTime, { nullable: true, description: 'Done before this instant.' })
  to?: Instant | null;
}
