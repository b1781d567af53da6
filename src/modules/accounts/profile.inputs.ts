import { Field, InputType, Int } from 'type-graphql';

/** What people tell of themselves. */
@InputType()
export abstract class ProfileInput {
  @Field(() => String, { nullable: true, description: 'Given name.' })
  firstName?: string;

  @Field(() => String, { nullable: true, description: 'Family name.' })
  lastName?: string;

  @Field(() => String, { nullable: true, description: 'Unique, as in E.164: +33612345678; null for none.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD, 16 to 100 years ago; null for unknown.' })
  birthDate?: string | null;

  @Field(() => String, { nullable: true, description: 'URL of a picture; null for none.' })
  photoUrl?: string | null;
}

@InputType({ description: 'What is to change of one’s own account; what is left out stays.' })
export class ProfileUpdateInput extends ProfileInput {
  @Field(() => Int, { nullable: true, description: 'The version that the change was made from; a stale one is refused.' })
  version?: number;
}
