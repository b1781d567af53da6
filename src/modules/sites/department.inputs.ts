import { Field, Float, InputType, Int } from 'type-graphql';
import { Id } from '../../platform/graphql/scalars.js';

@InputType({ description: 'A new department.' })
export class DepartmentCreateInput {
  @Field(() => String, { description: '3 to 200 characters.' })
  name!: string;

  @Field(() => Id, { description: 'Where it is.' })
  siteId!: string;

  @Field(() => Id, { description: 'Who leads it: a manager or an administrator.' })
  managerId!: string;

  @Field(() => Float, { nullable: true, description: 'For a year; not negative.' })
  annualBudget?: number | null;
}

@InputType({ description: 'What is to change of a department; what is left out stays.' })
export class DepartmentUpdateInput {
  @Field(() => String, { nullable: true, description: '3 to 200 characters.' })
  name?: string;

  @Field(() => Id, { nullable: true, description: 'Where it is.' })
  siteId?: string;

  @Field(() => Id, { nullable: true, description: 'Who leads it: a manager or an administrator.' })
  managerId?: string;

  @Field(() => Float, { nullable: true, description: 'For a year; not negative; null for none.' })
  annualBudget?: number | null;

  @Field(() => Int, { nullable: true, description: 'The version that the change was made from; a stale one is refused.' })
  version?: number;
}

@InputType({ description: 'Which departments; every condition that is given must hold.' })
export class DepartmentFilter {
  @Field(() => Id, { nullable: true, description: 'At this site.' })
  siteId?: string | null;

  @Field(() => Id, { nullable: true, description: 'Led by this user.' })
  managerId?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  search?: string | null;
}
