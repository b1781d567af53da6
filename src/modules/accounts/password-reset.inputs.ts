import { Field, InputType } from 'type-graphql';

@InputType({ description: 'Who forgot their password.' })
export class PasswordResetRequestInput {
  @Field(() => String, { description: 'Of the account.' })
  email!: string;
}

@InputType({ description: 'A password in place of one that was forgotten.' })
export class PasswordResetInput {
  @Field(() => String, { description: 'As it was mailed: good once, within 30 minutes.' })
  token!: string;

  @Field(() => String, { description: '8 to 128 characters of any kind beside one’s names, and not a common one.' })
  newPassword!: string;
}
