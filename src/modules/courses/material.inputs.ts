import { Field, InputType, Int } from 'type-graphql';
import { MaterialKind } from './material.entity.js';

@InputType({ description: 'A new material.' })
export class MaterialInput {
  @Field(() => MaterialKind, { description: 'What it is.' })
  kind!: MaterialKind;

  @Field(() => String, { description: '1 to 200 characters.' })
  title!: string;

  @Field(() => String, { description: 'Where it is: an http or https URL.' })
  url!: string;
}

@InputType({ description: 'What is to change of a material; what is left out stays.' })
export class MaterialUpdateInput {
  @Field(() => MaterialKind, { nullable: true, description: 'What it is.' })
  kind?: MaterialKind;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  title?: string;

  @Field(() => String, { nullable: true, description: 'Where it is: an http or https URL.' })
  url?: string;

  @Field(() => Int, { nullable: true, description: 'The version that the change was made from; a stale one is refused.' })
  version?: number;
}
