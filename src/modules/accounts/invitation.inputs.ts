import { Field, InputType } from 'type-graphql';
import { ProfileInput } from './profile.inputs.js';

@InputType({ description: 'Who takes over the account that was made for them. Names that are known already may be left out.' })
export class InvitationAcceptInput extends ProfileInput {
  @Field(() => String, { description: 'As it was mailed or passed on: good once, within 14 days.' })
  token!: string;

  @Field(() => String, { description: '8 to 128 characters of any kind beside one’s names, and not a common one.' })
  password!: string;
}
