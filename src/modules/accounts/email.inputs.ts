import { Field, InputType } from 'type-graphql';
import { ProofInput } from './proof.inputs.js';

@InputType({ description: 'Another e-mail address for one’s own account.' })
export class EmailChangeInput extends ProofInput {
  @Field(() => String, { description: 'The new one; the present one takes back what is pending.' })
  email!: string;
}
