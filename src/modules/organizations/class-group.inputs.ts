import { Field, InputType, Int } from 'type-graphql';
import { Id } from '../../platform/graphql/scalars.js';

@InputType({ description: 'A new class.' })
export class ClassGroupCreateInput {
  @Field(() => Id, { description: 'Whose class it is.' })
  organizationId!: string;

  @Field(() => String, { description: '1 to 200 characters, unique in its organization.' })
  name!: string;
}

@InputType({ description: 'What is to change of a class; what is left out stays.' })
export class ClassGroupUpdateInput {
  @Field(() => String, { nullable: true, description: '1 to 200 characters, unique in its organization.' })
  name?: string;

  @Field(() => Int, { nullable: true, description: 'The version that the change was made from; a stale one is refused.' })
  version?: number;
}
