import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArgs } from '../../platform/graphql/connection.js';
import { EnrolmentStatus } from './enrolment.status.js';

@InputType({ description: 'Which enrolments; every condition that is given must hold.' })
export class EnrolmentFilter {
  @Field(() => [EnrolmentStatus], { nullable: true, description: 'In one of these.' })
  statuses?: EnrolmentStatus[] | null;
}

/** The arguments of a list of enrolments, wherever it stands. */
@ArgsType()
export class EnrolmentListArgs extends PageArgs {
  @Field(() => EnrolmentFilter, { nullable: true, description: 'Which.' })
  filter?: EnrolmentFilter | null;
}
