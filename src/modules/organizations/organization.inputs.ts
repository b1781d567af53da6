import { Field, InputType, Int } from 'type-graphql';

@InputType({ description: 'A new organization.' })
export class OrganizationCreateInput {
  @Field(() => String, { description: '2 to 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Where to write to it.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Where to call it, as in E.164: +33612345678.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it is.' })
  address?: string | null;

  @Field(() => String, { nullable: true, description: 'URL of its logo.' })
  logoUrl?: string | null;
}

@InputType({ description: 'What is to change of an organization; what is left out stays.' })
export class OrganizationUpdateInput {
  @Field(() => String, { nullable: true, description: '2 to 200 characters.' })
  name?: string;

  @Field(() => String, { nullable: true, description: 'Where to write to it; null for nowhere.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Where to call it, as in E.164: +33612345678; null for nowhere.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it is; null for unknown.' })
  address?: string | null;

  @Field(() => String, { nullable: true, description: 'URL of its logo; null for none.' })
  logoUrl?: string | null;

  @Field(() => Int, { nullable: true, description: 'The version that the change was made from; a stale one is refused.' })
  version?: number;
}

@InputType({ description: 'Which organizations; every condition that is given must hold.' })
export class OrganizationFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name or the address.' })
  search?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True for those that the viewer made, false for the others.' })
  mine?: boolean | null;
}
