import { Field, InputType } from 'type-graphql';

@InputType({ description: 'Shows again who one is, before something that could take the account away from its user.' })
export class ProofInput {
  @Field(() => String, { description: 'Of one’s own account.' })
  password!: string;

  @Field(() => String, { nullable: true, description: 'Where there is a second factor: of the authenticator app, or a recovery code.' })
  code?: string | null;
}
